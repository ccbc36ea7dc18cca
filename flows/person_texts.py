"""The texts of findings and of rows set aside that tell of a person: erased from the packs where they were kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from schemas.wording import ERASED
from transforms.redact import Naming
from warehouse.store import Store

_TOLD = ("value_read", "value_kept", "message")
Place = tuple[str, int]
"""Delivery and row."""


def erase_texts(store: Store, naming: Naming, places: set[Place], *, dry_run: bool) -> int:
    """Erase them, and say how many rows hold one: any text with both names, and in the rows at ``places`` one with a
    name or with what stood in an erased cell."""
    changed = 0
    for name in ("findings", "quarantine"):
        for path in map(Path, store.files(name)):
            frame = pl.read_parquet(path, glob=False)
            rows = dict(_rows(frame, naming, places))
            if rows and not dry_run:
                lines = frame.to_dicts()
                for at, row in rows.items():
                    lines[at] = row
                store.put_again(name, path.parent.name, pl.DataFrame(lines, schema=frame.schema))
            changed += len(rows)
    return changed


def _rows(frame: pl.DataFrame, naming: Naming, places: set[Place]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Number and new content of each row that changes."""
    told = [name for name in (*_TOLD, "values_json") if name in frame.columns]
    joined = frame.select(pl.concat_str(pl.col(told).fill_null(""), separator=" ").alias("text"))["text"]
    known = pl.Series([place in places for place in frame.select("delivery_id", "row_number").iter_rows()])
    for at in (naming.may_name(joined) | known).arg_true() if frame.height else ():
        row = frame.row(at, named=True)
        is_named = naming.either if known[at] else naming.both
        new = row | {name: _erased(row[name], is_named) for name in told if row[name] is not None}
        if "message" in told and row["value_read"] and new["value_read"] == ERASED:
            new["message"] = _erased(row["message"].replace(row["value_read"], ERASED), is_named)
        if new != row:
            yield at, new


def _erased(text: str, is_named: Any) -> str:
    if not is_named(text):
        return text
    try:
        values = json.loads(text)
    except ValueError:
        return ERASED
    if not isinstance(values, dict):
        return ERASED
    kept = {name: ERASED if isinstance(one, str) and is_named(one) else one for name, one in values.items()}
    return json.dumps(kept, ensure_ascii=False)
