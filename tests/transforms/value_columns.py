"""Columns of typed texts, and what reading them gives, in a form that reads as a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from transforms.raw import Kind
from transforms.values import Parsed, ValueSpec, parse

Cell = tuple[Any, str | None]


def parsed(
    kind: str, texts: Sequence[str | None], *, groups: Sequence[int] | None = None, cell_kind: Kind = Kind.TEXT,
    cell_kinds: Sequence[Kind] | None = None, units: Sequence[str | None] | None = None, **spec: Any,
) -> Parsed:  # fmt: skip
    """Read texts as one column (or as the columns that ``groups`` tell apart)."""
    kinds = pl.Series([int(k) for k in cell_kinds or [cell_kind] * len(texts)], dtype=pl.UInt8)
    return parse(
        pl.Series(texts, dtype=pl.String),
        ValueSpec(kind, **spec),
        pl.Series(groups or [0] * len(texts), dtype=pl.UInt32),
        lambda: kinds,
        pl.Series(units, dtype=pl.String) if units else None,
    )


def cells(read: Parsed) -> list[Cell]:
    """Each cell's value and finding; values as they are written in SQL."""
    codes = read.refused.fill_null(read.repaired).to_list()
    return [
        (value if isinstance(value, bool) else _sql(value), code) for value, code in zip(read.value, codes, strict=True)
    ]


def column(kind: str, *texts: str | None, **facts: Any) -> list[Cell]:
    """What is stored for each text of a column, and the finding or None."""
    return cells(parsed(kind, texts, **facts))


def one(kind: str, text: str | None, **facts: Any) -> Cell:
    """What is stored for a text alone in its column, and the finding or None."""
    return column(kind, text, **facts)[0]


def _sql(value: object) -> str | None:
    return None if value is None else str(value)
