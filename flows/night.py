"""The steps of a night as plain functions: pull, choose what stands."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from flows.calendar import calendar_frames
from flows.configuration import PARIS, Configuration
from flows.decisions import decisions_id
from flows.judgement import Judgement
from flows.mending import with_packs_found
from flows.packing import empty_frames
from flows.profiles import epis_frame
from flows.pull import Pulled, PullFailure, declared_name, pull_all, pull_limits
from flows.read_calendar import NAME as CALENDAR
from flows.returned import without_unknown_copies
from flows.settings import Settings
from flows.version import rules_version
from transforms.finding import sentence
from warehouse.bands import Band
from warehouse.in_force import choose_in_force, gone_since, held_tables, keep_losses_out, tables_given
from warehouse.ledger_rows import loss_sentence
from warehouse.manifest import Manifest, Receipt
from warehouse.publish import current, last_served, run_id_of
from warehouse.store import Store


@dataclass(frozen=True)
class Options:
    """What was asked of the night; no EPI named means all of them."""

    epis: tuple[str, ...] = ()
    as_of: dt.date | None = None
    force: bool = False
    dry_run: bool = False
    accept: bool = False


@dataclass(frozen=True)
class Night:
    """One night: its settings, its configuration, what was asked, its name and its start (UTC)."""

    settings: Settings
    configuration: Configuration
    configuration_id: str
    options: Options
    started_at: dt.datetime

    @property
    def run_id(self) -> str:
        """The name of the night."""
        return run_id_of(self.started_at)

    @property
    def store(self) -> Store:
        """The archive of everything judged."""
        return Store(self.settings.home / "store")

    @property
    def as_of_date(self) -> dt.date:
        """The day that statuses and answers tell of."""
        return self.options.as_of or self.configuration.day(self.started_at)

    @property
    def paris_date(self) -> dt.date:
        """The day of the night itself, in Paris."""
        return self.started_at.astimezone(PARIS).date()

    @property
    def bands(self) -> dict[str, Band]:
        """How far each table may move, where the configuration says so."""
        told = self.configuration.bands.items()
        return {name: Band(**limits.model_dump(exclude_none=True)) for name, limits in told}

    @cached_property
    def previous(self) -> Manifest | None:
        """The manifest of the night served when this one began, even when its file has been deleted since."""
        served = current(self.settings.home) or last_served(self.settings.home)
        return self.store.journal.manifest(served) if served else None


def pull_night(night: Night) -> list[Pulled | PullFailure]:
    """Pull every source of the EPI asked for."""
    asked = set(night.options.epis)
    epis = [epi for epi in night.configuration.epis if not asked or epi.id in asked]
    limits, settings = pull_limits(night.settings), night.settings
    before = {(one.epi_id, one.source_name) for one in night.previous.received} if night.previous else ()
    pulled = pull_all(
        epis, night.configuration.folder, settings.home, limits, settings.pull_processes, before, night.started_at
    )
    return without_unknown_copies(pulled, night.store)


def plan_night(night: Night, pulled: Sequence[Pulled | PullFailure], judgement: Judgement) -> Manifest:
    """The manifest of the night: what came, and what stands for each source and table."""
    received = [_receipt(one, judgement) for one in pulled]
    if night.options.epis and night.previous:
        others = {epi.id for epi in night.configuration.epis} - set(night.options.epis)
        received += [one for one in night.previous.received if one.epi_id in others]
    receipts = tuple(sorted(received, key=str))
    earlier = tuple(_receipt(one, judgement) for one in judgement.kept)
    packs = {one.pack for one in receipts if one.pack} | set(judgement.packs.values())
    store = _with_judged(night, judgement)
    held = held_tables(store, packs)
    previous = night.previous and with_packs_found(night.previous, store, night.run_id, held)
    given = tables_given(held, _asked(night.configuration, (*receipts, *earlier)))
    in_force = choose_in_force(previous, receipts, given, earlier)
    gone = gone_since(in_force, receipts, given, earlier)
    kept, losses = keep_losses_out(previous, in_force, gone, receipts, store, night.bands)
    let_through = ""
    if night.options.accept:
        kept = tuple(one for one in in_force if one not in gone)
        let_through, losses = " ; ".join(map(loss_sentence, losses)), ()
    epis = epis_frame(night.configuration, night.configuration_id)
    pack = f"epis-{night.configuration_id[:16]}-{rules_version()}"
    if not night.options.dry_run and night.store.frame("epis", pack) is None:
        due = calendar_frames(night.configuration.calendar, tuple(epi.id for epi in night.configuration.epis))
        night.store.add(pack, empty_frames() | {"epis": epis} | due)
    return Manifest(
        run_id=night.run_id,
        started_at=night.started_at.replace(tzinfo=None).isoformat(),
        as_of_date=night.as_of_date.isoformat(),
        rules_version=rules_version(),
        configuration_id=night.configuration_id,
        received=receipts,
        in_force=kept,
        epis_pack=pack,
        losses=losses,
        n_deliveries=len({(one.epi_id, one.delivery_id) for one in kept}),
        let_through=let_through,
        decisions_id=decisions_id(night.settings.home),
    )


def _with_judged(night: Night, judgement: Judgement) -> Store:
    """The archive with what the night judged, which a dry run does not keep there."""
    verdict = judgement.verdict
    if verdict is None or not night.options.dry_run:
        return night.store
    return night.store.beside(night.run_id, {"deliveries": verdict.files, "delivery_tables": verdict.tables})


def _asked(configuration: Configuration, receipts: Iterable[Receipt]) -> dict[Receipt, tuple[str, ...] | None]:
    """The tables asked of the source of each delivery; None where it gives all that it holds."""
    asked = {(epi.id, source.name): source.tables for epi in configuration.epis for source in epi.sources}
    return {one: asked.get((one.epi_id, declared_name(one.source_name))) for one in receipts}


def _receipt(one: Pulled | PullFailure, judgement: Judgement) -> Receipt:
    if isinstance(one, PullFailure):
        message, origin = (
            judgement.names.text(one.epi_id, text) for text in (sentence(one.code, one.params), one.origin)
        )
        return Receipt(one.epi_id, one.source, origin, "", "", one.code, message)
    key = (one.epi_id, one.source, one.sha256)
    return Receipt(one.epi_id, one.source, judgement.filename(one), one.sha256, judgement.packs[key])


def configuration_id(path: Path) -> str:
    """SHA-256 of the configuration file, and of the calendar beside it where there is one."""
    calendar = path.parent / CALENDAR
    return hashlib.sha256(path.read_bytes() + (calendar.read_bytes() if calendar.exists() else b"")).hexdigest()
