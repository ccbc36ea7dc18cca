"""The steps of a night as plain functions: pull, judge, choose what stands, publish, report."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from flows.again import kept_deliveries
from flows.calendar import calendar_frames
from flows.configuration import PARIS, Configuration
from flows.decisions import decisions_id, settled
from flows.judging import judge_apart
from flows.mending import lost_deliveries, with_packs_found
from flows.packing import empty_frames, pack_frames
from flows.profiles import epis_frame, mapping_version, profile_of
from flows.pull import Pulled, PullFailure, declared_name, pull_all, pull_limits
from flows.read_calendar import NAME as CALENDAR
from flows.secret import person_secret
from flows.settings import Settings
from flows.version import rules_version
from flows.withheld import names_known, told_as, told_sources
from transforms.finding import sentence
from transforms.names_in_text import NamesInText
from transforms.verdict import Profile, Submission, Verdict
from warehouse.bands import Band
from warehouse.build import PublicationHeld
from warehouse.ledger_rows import loss_sentence
from warehouse.manifest import Manifest, Receipt
from warehouse.publish import Terms, current, is_readable, last_served, publish, run_id_of
from warehouse.store import Store, choose_in_force, held_tables, keep_losses_out

_DELIVERY = ("epi_id", "source_name", "delivery_id")


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

    @property
    def previous(self) -> Manifest | None:
        """The manifest of the night served last, even when its file has been deleted since."""
        served = current(self.settings.home) or last_served(self.settings.home)
        return self.store.journal.manifest(served) if served else None


@dataclass(frozen=True)
class Judgement:
    """What was judged; by (epi_id, source, delivery_id), the pack and the name to tell of each delivery received
    or ``kept``. ``names`` are those of people; ``sources`` tell those otherwise whose own name names somebody."""

    verdict: Verdict | None
    packs: dict[tuple[str, str, str], str]
    filenames: dict[tuple[str, str, str], str]
    names: NamesInText
    kept: tuple[Pulled, ...] = ()
    sources: Mapping[tuple[str, str], str] = field(default_factory=dict)


def pull_night(night: Night) -> list[Pulled | PullFailure]:
    """Pull every source of the EPI asked for."""
    asked = set(night.options.epis)
    epis = [epi for epi in night.configuration.epis if not asked or epi.id in asked]
    limits, settings = pull_limits(night.settings), night.settings
    before = {(one.epi_id, one.source_name) for one in night.previous.received} if night.previous else ()
    return pull_all(
        epis, night.configuration.folder, settings.home, limits, settings.pull_processes, before, night.started_at
    )


def judge_night(night: Night, pulled: Sequence[Pulled | PullFailure]) -> Judgement:
    """Judge what was never judged by these rules and headings, all of it when forced, and keep the judgement.

    What stands, and what was refused since, is judged again too, from the file kept when it was received; so is what
    stood in a part of the store that is gone.
    """
    store, judged = night.store, night.store.judged()
    kept = kept_deliveries(night.settings, judged, night.previous, pulled)
    files = [*(one for one in pulled if isinstance(one, Pulled)), *kept.files]
    came = {(one.epi_id, one.source, one.sha256) for one in files}
    lost = lost_deliveries(night.settings.home, store, night.configuration, night.previous)
    files += [one for one in lost if (one.epi_id, one.source, one.sha256) not in came]
    profiles = {(one.epi_id, one.source): _profile(night, one) for one in files}
    known, last, filenames = _known(judged), _last(judged, "pack"), _last(judged, "filename")
    fresh: list[Pulled] = []
    packs = dict(kept.packs)
    for one in files:
        key = (one.epi_id, one.source, one.sha256)
        pack = known.get((*key, rules_version(), mapping_version(profiles[one.epi_id, one.source])))
        if pack is not None and not night.options.force:
            packs[key] = pack
        elif one.path.is_file():
            fresh.append(one)
            packs[key] = night.run_id
        else:  # somebody was erased from it: what was judged of it stands
            packs.setdefault(key, last.get(key, ""))
    if not fresh:
        return Judgement(None, packs, filenames, names_known(night.settings, night.configuration, None), kept.files)
    distinct = {(one.epi_id, one.sha256): one for one in fresh}.values()
    submissions = (
        Submission(one.path.read_bytes(), one.filename, one.sha256, profiles[one.epi_id, one.source])
        for one in distinct
    )
    verdict = judge_apart(submissions, person_secret(night.settings.home), rules_version(), night.settings)
    names = names_known(night.settings, night.configuration, verdict)
    sources = told_sources(fresh, names)
    fresh = [one for one in told_as(fresh, sources) if isinstance(one, Pulled)]
    profiles |= {(epi, told): profiles[epi, source] for (epi, source), told in sources.items()}
    packs = {(epi, sources.get((epi, source), source), sha256): pack for (epi, source, sha256), pack in packs.items()}
    if not night.options.dry_run:
        store.add(night.run_id, pack_frames(verdict, fresh, profiles, names))
    filenames |= {(one.epi_id, one.source, one.sha256): names.text(one.epi_id, one.filename) for one in fresh}
    return Judgement(verdict, packs, filenames, names, kept.files, sources)


def plan_night(night: Night, pulled: Sequence[Pulled | PullFailure], judgement: Judgement) -> Manifest:
    """The manifest of the night: what came, and what stands for each source and table."""
    received = [_receipt(one, judgement) for one in pulled]
    if night.options.epis and night.previous:
        others = {epi.id for epi in night.configuration.epis} - set(night.options.epis)
        received += [one for one in night.previous.received if one.epi_id in others]
    receipts = tuple(sorted(received, key=str))
    earlier = tuple(_receipt(one, judgement) for one in judgement.kept)
    packs = {one.pack for one in receipts if one.pack} | set(judgement.packs.values())
    held = held_tables(night.store, packs)
    previous = night.previous and with_packs_found(night.previous, night.store, night.run_id, held)
    in_force = choose_in_force(previous, receipts, held, earlier)
    kept, losses = keep_losses_out(previous, in_force, receipts, night.store, night.bands)
    let_through = ""
    if night.options.accept:
        kept, let_through, losses = in_force, " ; ".join(map(loss_sentence, losses)), ()
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


def publish_night(night: Night, manifest: Manifest) -> tuple[str, str]:
    """Publish unless nothing changed; the outcome, and why it was held back."""
    if night.options.dry_run:
        return "dry_run", ""
    is_served = is_readable(night.settings.home)
    if is_served and manifest.same_content(night.previous) and not night.options.force:
        return "unchanged", ""
    try:
        publish(night.settings.home, manifest, _terms(night))
    except PublicationHeld as held:
        return "held_back", str(held)
    return "published", ""


def _terms(night: Night) -> Terms:
    severities = night.configuration.rules
    return Terms(
        night.bands, night.options.accept, night.settings.build_memory_mb, severities, settled(night.settings.home)
    )


def _profile(night: Night, one: Pulled) -> Profile:
    epi = night.configuration.epi(one.epi_id)
    source = next(source for source in epi.sources if source.name == declared_name(one.source))
    return profile_of(night.configuration, epi, source)


def _known(judged: pl.DataFrame) -> dict[tuple[str, str, str, str, str], str]:
    columns = (*_DELIVERY, "rules_version", "mapping_version", "pack")
    return {row[:5]: row[5] for row in judged.select(columns).iter_rows()}


def _last(judged: pl.DataFrame, fact: str) -> dict[tuple[str, str, str], str]:
    """A fact of each delivery as it was judged last."""
    return {row[:3]: row[3] for row in judged.select(*_DELIVERY, fact).iter_rows()}


def _receipt(one: Pulled | PullFailure, judgement: Judgement) -> Receipt:
    if isinstance(one, PullFailure):
        message, origin = (
            judgement.names.text(one.epi_id, text) for text in (sentence(one.code, one.params), one.origin)
        )
        return Receipt(one.epi_id, one.source, origin, "", "", one.code, message)
    key = (one.epi_id, one.source, one.sha256)
    return Receipt(one.epi_id, one.source, judgement.filenames[key], one.sha256, judgement.packs[key])


def configuration_id(path: Path) -> str:
    """SHA-256 of the configuration file, and of the calendar beside it where there is one."""
    calendar = path.parent / CALENDAR
    return hashlib.sha256(path.read_bytes() + (calendar.read_bytes() if calendar.exists() else b"")).hexdigest()
