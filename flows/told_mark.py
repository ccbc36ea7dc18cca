"""What is remembered of a file that was told: by which its reader's last letter still says what is published."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from warehouse.query import codes_across, deliveries, found_across

_FILE, _PLACE = ("epi_id", "delivery_id"), ("table_name", "row_number", "column_letter", "code")
Digests = Mapping[tuple[str, str], str]
"""By EPI and delivery, what the checks across files found in it, as a few digits; none where they found nothing."""


def digests(findings: pl.DataFrame) -> Digests:
    """The digests of every file of which something is among the findings."""
    places: dict[tuple[str, str], set[str]] = {}
    found = findings.filter(pl.col("code").is_in(codes_across())).select(*_FILE, *_PLACE)
    for epi_id, delivery_id, *place in found.iter_rows():  # a loop over what was found across files alone
        places.setdefault((epi_id, delivery_id), set()).add(str(place))
    return {file: hashlib.sha256("".join(sorted(some)).encode()).hexdigest()[:16] for file, some in places.items()}


def told_mark(file: Mapping[str, Any], found: Digests) -> str:
    """The mark of a file judged, a row of `Verdict.files` or of what is published: state, rows, what was found."""
    mark = f"{file['delivery_id']}:{file['state']}:{file['n_rows_accepted']}:{file['n_rows_set_aside']}"
    digest = found.get((file["epi_id"], file["delivery_id"]))
    return f"{mark}:{digest}" if digest else mark


def published_marks(path: Path, asked: Collection[tuple[str, str, str]]) -> dict[tuple[str, str, str], str]:
    """The marks of what is published of deliveries, by (epi_id, source_name, delivery_id); none of one not there."""
    found = digests(found_across(path, {delivery_id for *_, delivery_id in asked}))
    rows = (((row["epi_id"], row["source_name"], row["delivery_id"]), row) for row in deliveries(path))
    return {key: told_mark(row, found) for key, row in rows if key in asked}
