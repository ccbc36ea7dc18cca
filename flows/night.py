"""The steps of a night as plain functions: pull, judge, choose what stands, publish, report."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from flows.configuration import Configuration
from flows.judging import judge_apart
from flows.profiles import epis_frame, mapping_version, profile_of
from flows.pull import Pulled, PullFailure, pull_all, pull_limits
from flows.report import FileLine, NightReport
from flows.secret import person_secret
from flows.settings import Settings
from flows.version import rules_version
from schemas import TABLES
from transforms.finding import sentence
from transforms.verdict import Profile, Submission, Verdict
from warehouse.build import PublicationHeld
from warehouse.publish import NAME, current, publish, run_id_of
from warehouse.query import answers, deliveries
from warehouse.store import PACKED_DELIVERY, Manifest, Receipt, Store, choose_in_force, held_tables


@dataclass(frozen=True)
class Options:
    """What was asked of the night; no EPI named means all of them."""

    epis: tuple[str, ...] = ()
    as_of: dt.date | None = None
    force: bool = False
    dry_run: bool = False


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
    def previous(self) -> Manifest | None:
        """The manifest of the night being served."""
        served = current(self.settings.home)
        return self.store.manifest(served) if served else None


@dataclass(frozen=True)
class Judgement:
    """What was judged tonight, and the pack of every delivery received, by (epi_id, source, delivery_id)."""

    verdict: Verdict | None
    packs: dict[tuple[str, str, str], str]


def pull_night(night: Night) -> list[Pulled | PullFailure]:
    """Pull every source of the EPI asked for."""
    asked = set(night.options.epis)
    epis = [epi for epi in night.configuration.epis if not asked or epi.id in asked]
    limits, settings = pull_limits(night.settings), night.settings
    return pull_all(epis, night.configuration.folder, settings.home, limits, settings.pull_processes)


def judge_night(night: Night, pulled: Sequence[Pulled | PullFailure]) -> Judgement:
    """Judge what was never judged by these rules and headings, all of it when forced, and keep the judgement."""
    store, files = night.store, [one for one in pulled if isinstance(one, Pulled)]
    profiles = {(one.epi_id, one.source): _profile(night, one) for one in files}
    known = _known(store)
    fresh: list[Pulled] = []
    packs: dict[tuple[str, str, str], str] = {}
    for one in files:
        key = (one.epi_id, one.source, one.sha256)
        pack = known.get((*key, rules_version(), mapping_version(profiles[one.epi_id, one.source])))
        if pack is None or night.options.force:
            fresh.append(one)
            packs[key] = night.run_id
        else:
            packs[key] = pack
    if not fresh:
        return Judgement(None, packs)
    distinct = {(one.epi_id, one.sha256): one for one in fresh}.values()
    submissions = (
        Submission(one.path.read_bytes(), one.filename, one.sha256, profiles[one.epi_id, one.source]) for one in distinct
    )
    verdict = judge_apart(submissions, person_secret(night.settings.home), rules_version(), night.settings)
    if not night.options.dry_run:
        store.add(night.run_id, _frames(night, verdict, fresh, profiles))
    return Judgement(verdict, packs)


def plan_night(night: Night, pulled: Sequence[Pulled | PullFailure], judgement: Judgement) -> Manifest:
    """The manifest of the night: what came, and what stands for each source and table."""
    received = [_receipt(one, judgement) for one in pulled]
    if night.options.epis and night.previous:
        asked = set(night.options.epis)
        received += [one for one in night.previous.received if one.epi_id not in asked]
    receipts = tuple(sorted(received, key=str))
    held = held_tables(night.store, {one.pack for one in receipts if one.pack})
    epis = epis_frame(night.configuration, night.configuration_id)
    pack = f"epis-{night.configuration_id[:16]}"
    if not night.options.dry_run and night.store.frame("epis", pack) is None:
        night.store.add(pack, _empty_frames() | {"epis": epis})
    return Manifest(
        run_id=night.run_id,
        started_at=night.started_at.replace(tzinfo=None).isoformat(),
        as_of_date=night.as_of_date.isoformat(),
        rules_version=rules_version(),
        configuration_id=night.configuration_id,
        received=receipts,
        in_force=choose_in_force(night.previous, receipts, held),
        epis_pack=pack,
    )


def publish_night(night: Night, manifest: Manifest) -> tuple[str, str]:
    """Publish unless nothing changed; the outcome, and why it was held back."""
    if night.options.dry_run:
        return "dry_run", ""
    if manifest.same_content(night.previous) and not night.options.force:
        return "unchanged", ""
    try:
        publish(night.settings.home, manifest)
    except PublicationHeld as held:
        return "held_back", str(held)
    return "published", ""


def report_night(
    night: Night, pulled: Sequence[Pulled | PullFailure], judgement: Judgement, manifest: Manifest, outcome: str, why: str
) -> NightReport:  # fmt: skip
    """What the night did, file by file, and the answers of what is now published."""
    path = night.settings.home / NAME
    published = path.exists()
    told = deliveries(path) if published and outcome in ("published", "unchanged") else []
    ledger = {(row["epi_id"], row["source_name"], row["delivery_id"]): row for row in told}
    return NightReport(
        run_id=night.run_id,
        as_of_date=night.as_of_date,
        outcome=outcome,
        files=tuple(_line(night, one, judgement, manifest, ledger) for one in pulled),
        answers=answers(path) if published else {},
        warehouse=str(path) if published else "",
        held_because=why,
    )


def _profile(night: Night, one: Pulled) -> Profile:
    epi = night.configuration.epi(one.epi_id)
    source = next(source for source in epi.sources if source.name == one.source)
    return profile_of(night.configuration, epi, source)


def _known(store: Store) -> dict[tuple[str, str, str, str, str], str]:
    columns = ("epi_id", "source_name", "delivery_id", "rules_version", "mapping_version", "pack")
    return {row[:5]: row[5] for row in store.judged().select(columns).iter_rows()}


def _empty_frames() -> dict[str, pl.DataFrame]:
    return {name: table.empty() for name, table in TABLES.items()} | {"deliveries": pl.DataFrame(schema=PACKED_DELIVERY)}


def _frames(
    night: Night, verdict: Verdict, fresh: Sequence[Pulled], profiles: dict[tuple[str, str], Profile]
) -> dict[str, pl.DataFrame]:
    """The verdict as the store keeps it: no value of a personal column."""
    private = pl.col("is_private")
    findings = verdict.findings.with_columns(
        pl.when(~private).then(pl.col(name)).alias(name) for name in ("value_read", "value_kept")
    )
    rows = {(row["epi_id"], row["delivery_id"]): row for row in verdict.files.iter_rows(named=True)}
    deliveries = [
        rows[one.epi_id, one.sha256]
        | {
            "source_name": one.source, "filename": one.filename, "origin": one.origin,
            "received_at": one.received_at.replace(tzinfo=None), "rules_version": rules_version(),
            "mapping_version": mapping_version(profiles[one.epi_id, one.source]),
        }
        for one in fresh
    ]  # fmt: skip
    return _empty_frames() | verdict.accepted | {
        "deliveries": pl.DataFrame(deliveries, schema=PACKED_DELIVERY),
        "delivery_tables": verdict.tables,
        "delivery_columns": verdict.columns,
        "findings": findings.drop("is_private"),
        "quarantine": verdict.quarantine,
    }


def _receipt(one: Pulled | PullFailure, judgement: Judgement) -> Receipt:
    if isinstance(one, PullFailure):
        message = sentence(one.code, one.params)
        return Receipt(one.epi_id, one.source, one.origin, "", "", one.code, message)
    return Receipt(one.epi_id, one.source, one.filename, one.sha256, judgement.packs[one.epi_id, one.source, one.sha256])


def _line(
    night: Night, one: Pulled | PullFailure, judgement: Judgement, manifest: Manifest,
    ledger: Mapping[tuple[str, str, str], Mapping[str, Any]],
) -> FileLine:  # fmt: skip
    """One line of the report; its counts come from the ledger published, else from the judgement."""
    stands = {f.delivery_id for f in manifest.in_force if (f.epi_id, f.source_name) == (one.epi_id, one.source)}
    if isinstance(one, PullFailure):
        return FileLine(
            one.epi_id, one.source, Path(one.origin).name, "unreachable" if one.is_transport else "refused",
            "last_good" if stands else "nothing", reason=f"{one.code} {one.detail}",
        )  # fmt: skip
    row = ledger.get((one.epi_id, one.source, one.sha256)) or _judged_row(night, one, judgement)
    fresh = judgement.packs[one.epi_id, one.source, one.sha256] == night.run_id
    in_force = ("new" if fresh else "unchanged") if one.sha256 in stands else "last_good" if stands else "nothing"
    line = FileLine(
        one.epi_id, one.source, one.filename, row["state"], in_force, row["n_rows_accepted"], row["n_rows_set_aside"],
        row["n_rows_ignored"], Decimal(row["set_aside_eur"]),
    )  # fmt: skip
    return replace(line, reason=_reason(night, one, judgement)) if row["state"] == "refused" else line


def _judged_row(night: Night, one: Pulled, judgement: Judgement) -> dict[str, object]:
    verdict, pack = judgement.verdict, judgement.packs[one.epi_id, one.source, one.sha256]
    rows = verdict.files if verdict is not None and pack == night.run_id else night.store.frame("deliveries", pack)
    assert rows is not None  # noqa: S101
    mine = rows.filter((pl.col("epi_id") == one.epi_id) & (pl.col("delivery_id") == one.sha256))
    return mine.row(0, named=True)


def _reason(night: Night, one: Pulled, judgement: Judgement) -> str:
    verdict, pack = judgement.verdict, judgement.packs[one.epi_id, one.source, one.sha256]
    found = verdict.findings if verdict is not None and pack == night.run_id else night.store.frame("findings", pack)
    if found is None:
        return ""
    mine = found.filter((pl.col("delivery_id") == one.sha256) & (pl.col("severity") == "reject"))
    return ", ".join(mine["code"].unique().sort())


def configuration_id(path: Path) -> str:
    """SHA-256 of the configuration file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
