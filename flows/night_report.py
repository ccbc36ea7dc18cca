"""What a night did, file by file, from the judgement and from the ledger published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from flows.judgement import Judgement
from flows.night import Night
from flows.publishing import Outcome
from flows.pull import Pulled, PullFailure, declared_name
from flows.report import FileLine, NightReport
from warehouse.manifest import Manifest
from warehouse.publish import NAME
from warehouse.query import deliveries


def report_night(
    night: Night,
    pulled: Sequence[Pulled | PullFailure],
    judgement: Judgement,
    manifest: Manifest,
    outcome: Outcome,
    notes: tuple[str, ...] = (),
) -> NightReport:
    """What the night did, file by file, and the answers of what is now published."""
    path, morning = night.settings.home / NAME, outcome.morning
    told = deliveries(path) if morning and outcome.name in ("published", "unchanged") else []
    ledger = {(row["epi_id"], row["source_name"], row["delivery_id"]): row for row in told}
    stands: dict[tuple[str, str], set[str]] = {}
    for standing in manifest.in_force:
        stands.setdefault((standing.epi_id, standing.source_name), set()).add(standing.delivery_id)
    judged = _Judged(night, judgement)
    given = {(one.epi_id, one.source, one.sha256 if isinstance(one, Pulled) else "") for one in pulled}
    sources = {(epi_id, declared_name(source)) for epi_id, source, _ in given}  # of a folder, all its files
    earlier = [row for key, row in ledger.items() if (key[0], declared_name(key[1])) in sources and key not in given]
    return NightReport(
        run_id=night.run_id,
        as_of_date=night.as_of_date,
        outcome=outcome.name,
        files=tuple(_line(one, judged, stands.get((one.epi_id, one.source), set()), ledger) for one in pulled),
        answers=morning.answers if morning else {},
        warehouse=str(path) if morning else "",
        held_because=outcome.why,
        notes=notes,
        n_rows_still_aside=sum(row["n_rows_set_aside"] for row in earlier),
        still_aside_eur=sum((Decimal(row["set_aside_eur"]) for row in earlier), Decimal(0)),
    )


def _line(
    one: Pulled | PullFailure, judged: _Judged, stands: set[str],
    ledger: Mapping[tuple[str, str, str], Mapping[str, Any]],
) -> FileLine:  # fmt: skip
    """One line of the report; its counts come from the ledger published, else from the judgement."""
    if isinstance(one, PullFailure):
        name, detail = (judged.told(one, text) for text in (Path(one.origin).name, one.detail))
        in_force = "last_good" if stands else "nothing"
        return FileLine(one.epi_id, one.source, name, one.state, in_force, reason=f"{one.code} {detail}")
    row = ledger.get((one.epi_id, one.source, one.sha256)) or judged.row(one)
    kept = "new" if judged.is_fresh(one) else "unchanged"
    in_force = kept if one.sha256 in stands else "last_good" if stands else "nothing"
    line = FileLine(
        one.epi_id, one.source, judged.filename(one), row["state"], in_force, row["n_rows_accepted"],
        row["n_rows_set_aside"], row["n_rows_ignored"], Decimal(row["set_aside_eur"]),
    )  # fmt: skip
    return replace(line, reason=judged.reason(one)) if row["state"] == "refused" else line


class _Judged:
    """What was judged, tonight or before; every pack is opened once, whatever the number of files."""

    def __init__(self, night: Night, judgement: Judgement) -> None:
        self._night, self._judgement = night, judgement
        self._rows: dict[str, dict[tuple[str, str], dict[str, Any]]] = {}
        self._codes: dict[str, dict[str, str]] = {}

    def is_fresh(self, one: Pulled) -> bool:
        """Whether the file was judged tonight."""
        return self._pack(one) == self._night.run_id

    def filename(self, one: Pulled) -> str:
        """The name under which the file came, without any name of a person."""
        return self._judgement.filename(one)

    def told(self, one: PullFailure, text: str) -> str:
        """A text about a file that did not come, without the name of a person either."""
        return self._judgement.names.text(one.epi_id, text)

    def row(self, one: Pulled) -> dict[str, Any]:
        """The state and the counts of the file."""
        pack = self._pack(one)
        if pack not in self._rows:
            rows = self._frame("deliveries", pack)
            assert rows is not None  # noqa: S101
            self._rows[pack] = {(row["epi_id"], row["delivery_id"]): row for row in rows.iter_rows(named=True)}
        return self._rows[pack][one.epi_id, one.sha256]

    def reason(self, one: Pulled) -> str:
        """The codes for which the file was refused."""
        pack = self._pack(one)
        if pack not in self._codes:
            found = self._frame("findings", pack)
            found = None if found is None else found.filter(pl.col("severity") == "reject")
            pairs = [] if found is None else found.select("delivery_id", "code").unique().sort(pl.all()).rows()
            told: dict[str, list[str]] = {}
            for delivery_id, code in pairs:
                told.setdefault(delivery_id, []).append(code)
            self._codes[pack] = {delivery_id: ", ".join(codes) for delivery_id, codes in told.items()}
        return self._codes[pack].get(one.sha256, "")

    def _pack(self, one: Pulled) -> str:
        return self._judgement.packs[one.epi_id, one.source, one.sha256]

    def _frame(self, name: str, pack: str) -> pl.DataFrame | None:
        """One table of a pack; of tonight's, as it was judged, for a dry run keeps none."""
        verdict = self._judgement.verdict
        if verdict is None or pack != self._night.run_id:
            return self._night.store.frame(name, pack)
        return verdict.findings if name == "findings" else verdict.files
