"""What a night did, file by file, from the judgement and from the ledger published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from flows.night import Judgement, Night
from flows.pull import Pulled, PullFailure
from flows.report import FileLine, NightReport
from warehouse.manifest import Manifest
from warehouse.publish import NAME
from warehouse.query import answers, deliveries


def report_night(
    night: Night,
    pulled: Sequence[Pulled | PullFailure],
    judgement: Judgement,
    manifest: Manifest,
    outcome: str,
    why: str,
    notes: tuple[str, ...] = (),
) -> NightReport:
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
        notes=notes,
    )


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


def _judged_row(night: Night, one: Pulled, judgement: Judgement) -> dict[str, Any]:
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
