"""The rows that hold headings known from the declarations."""

from __future__ import annotations

import re
from functools import lru_cache

import polars as pl

from schemas import DELIVERED
from transforms.headings import Overrides, fold_heading, known_headings
from transforms.raw import RawSheet

HEAD_ROWS = 60
_NOT_DIGITS = re.compile(r"[^0-9]+")


def known_rows(sheet: RawSheet, overrides: Overrides) -> list[int]:
    """Rows that hold two known headings or more: the head is read cell by cell, the rest by column."""
    known = known_headings()
    own = {fold_heading(heading) for heading in overrides}
    numbers = _numbers(known) | _numbers(frozenset(own))
    rows: list[int] = []
    text = sheet.text
    # A loop over at most HEAD_ROWS rows: where headings nearly always are, in whatever spelling.
    for index, row in enumerate((sheet.few_rows or text.head(HEAD_ROWS).rows())[:HEAD_ROWS]):
        cells = {fold_heading(value) for value in row if value is not None and _may_be_known(value, numbers)}
        if len(cells & known) + len(cells & own) >= 2:
            rows.append(index)
    if text.height > HEAD_ROWS and rows:
        seen = {value for index in rows for value in sheet.row(index) if value is not None}
        rows += _later_rows(text, [*seen, *_declared_spellings()])
    return rows


@lru_cache(maxsize=64)
def _numbers(headings: frozenset[str]) -> frozenset[str]:
    """The digits that some of the headings hold."""
    return frozenset(_NOT_DIGITS.sub("", heading) for heading in headings)


def _may_be_known(value: str, numbers: frozenset[str]) -> bool:
    """Whether the digits of a text, which folding keeps but between brackets, are those of a known heading.

    Most cells are values and are dismissed here: folding costs far more.
    """
    return "(" in value or _NOT_DIGITS.sub("", value) in numbers


def _later_rows(text: pl.DataFrame, spellings: list[str]) -> list[int]:
    values = pl.Series(spellings, dtype=pl.String).unique().implode()
    hits = text.select(pl.sum_horizontal(pl.all().is_in(values).cast(pl.UInt8)).alias("hits"))["hits"]
    return [int(index) for index in (hits >= 2).arg_true() if index >= HEAD_ROWS]


def _declared_spellings() -> set[str]:
    return {h for table in DELIVERED.values() for column in table.read_columns.values() for h in column.headings}
