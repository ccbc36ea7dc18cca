"""The rows that hold headings known from the declarations."""

from __future__ import annotations

import re
from functools import lru_cache

import polars as pl

from schemas import DELIVERED
from transforms.headings import Overrides, fold_heading, known_headings
from transforms.raw import RawSheet, Row

HEAD_ROWS = 60
_NOT_DIGITS, _DIGITS = re.compile(r"[^0-9]+"), frozenset("0123456789")


def known_rows(sheet: RawSheet, overrides: Overrides) -> list[int]:
    """Rows that hold two known headings or more: the head is read cell by cell, the rest by column."""
    own = frozenset(fold_heading(heading) for heading in overrides)
    rows: list[int] = []
    text = sheet.text
    # A loop over at most HEAD_ROWS rows: where headings nearly always are, in whatever spelling.
    for index, row in enumerate((sheet.few_rows or text.head(HEAD_ROWS).rows())[:HEAD_ROWS]):
        if _n_known(row, known_headings()) + (_n_known(row, own) if own else 0) >= 2:
            rows.append(index)
    if text.height > HEAD_ROWS and rows:
        seen = {value for index in rows for value in sheet.row(index) if value is not None}
        rows += _later_rows(text, [*seen, *_declared_spellings()])
    return rows


def _n_known(row: Row, headings: frozenset[str]) -> int:
    """How many of the headings, folded, stand in a row."""
    begins = _digits(headings)[1]
    return len({
        folded
        for cell in row
        if cell is not None and (cell[:1] not in _DIGITS or cell[:1] in begins) and (folded := _known(cell, headings))
    })  # fmt: skip


@lru_cache(maxsize=64)
def _digits(headings: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The digits that each heading holds, and those with which one begins."""
    return frozenset(_NOT_DIGITS.sub("", text) for text in headings), frozenset(text[:1] for text in headings) & _DIGITS


@lru_cache(maxsize=4096)
def _known(text: str, headings: frozenset[str]) -> str | None:
    """The folded form of a text that is one of the headings.

    Folding keeps digits but between brackets: most cells are dismissed by theirs, for folding costs far more.
    """
    if "(" not in text and _NOT_DIGITS.sub("", text) not in _digits(headings)[0]:
        return None
    return folded if (folded := fold_heading(text)) in headings else None


def _later_rows(text: pl.DataFrame, spellings: list[str]) -> list[int]:
    values = pl.Series(spellings, dtype=pl.String).unique().implode()
    hits = text.select(pl.sum_horizontal(pl.all().is_in(values).cast(pl.UInt8)).alias("hits"))["hits"]
    return [int(index) for index in (hits >= 2).arg_true() if index >= HEAD_ROWS]


def _declared_spellings() -> set[str]:
    return {h for table in DELIVERED.values() for column in table.read_columns.values() for h in column.headings}
