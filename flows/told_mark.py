"""What is remembered of a file that was told: by which its reader's last letter still says what is published."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from warehouse.query import deliveries, found_across
from warehouse.view import checks

_PLACE = ("table_name", "row_number", "column_letter", "code")


def told_mark(sha256: str, file: Mapping[str, Any], findings: pl.DataFrame) -> str:
    """The mark of a file judged, a row of `Verdict.files`, of which ``findings`` hold what the checks across files
    found: state, rows, and a digest of these."""
    mark = f"{sha256}:{file['state']}:{file['n_rows_accepted']}:{file['n_rows_set_aside']}"
    codes = [check.code for effect in ("reject", "warn") for check in checks(effect)]
    places = sorted({str(row) for row in findings.filter(pl.col("code").is_in(codes)).select(_PLACE).iter_rows()})
    return f"{mark}:{hashlib.sha256(''.join(places).encode()).hexdigest()[:16]}" if places else mark


def published_marks(path: Path, sources: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str, str], str]:
    """The marks of what is published of deliveries, by (epi_id, source_name, delivery_id); none of one not there."""
    asked = set(sources)
    rows = [row for row in deliveries(path) if (row["epi_id"], row["source_name"], row["delivery_id"]) in asked]
    found = found_across(path, {row["delivery_id"] for row in rows})
    by_file = found.partition_by("epi_id", "delivery_id", as_dict=True)
    marks = {}
    for row in rows:
        findings = by_file.get((row["epi_id"], row["delivery_id"]), found.clear())
        marks[row["epi_id"], row["source_name"], row["delivery_id"]] = told_mark(row["delivery_id"], row, findings)
    return marks
