"""The rows that hold headings known from the declarations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection
from functools import cache, lru_cache
from itertools import chain

import polars as pl

from schemas import DELIVERED
from transforms.headings import Overrides, fold_heading, known_headings
from transforms.raw import RawSheet, Row

HEAD_ROWS = 60
_NOT_DIGITS, _DIGIT = re.compile("[^0-9]+"), re.compile("[0-9]")


def known_rows(sheet: RawSheet, overrides: Overrides) -> list[int]:
    """Rows that hold two known headings or more: the head is read cell by cell, the rest by column."""
    head = sheet.head(HEAD_ROWS)
    cells = set(chain.from_iterable(head))
    own = frozenset(fold_heading(heading) for heading in overrides)
    named = [_headings_among(cells, headings) for headings in ((known_headings(), own) if own else (known_headings(),))]
    spellings = frozenset(chain.from_iterable(named))
    rows = [
        index
        for index, row in enumerate(head)
        if not spellings.isdisjoint(row) and sum(_n_known(row, known) for known in named) >= 2
    ]
    if sheet.text.height > HEAD_ROWS and rows:
        seen = {value for index in rows for value in sheet.row(index) if value is not None}
        rows += _later_rows(sheet.text, seen)
    return rows


def _n_known(row: Row, known: dict[str, str]) -> int:
    return len({known[cell] for cell in row if cell in known})


def _headings_among(cells: Collection[str | None], headings: frozenset[str]) -> dict[str, str]:
    """The folded form of each of some texts that is one of the headings, in whatever spelling."""
    folded_if_known, begins, ends = _finder(headings), _digits_at(headings, 0), _digits_at(headings, -1)
    return {
        cell: folded
        for cell in cells
        if cell
        and (cell >= ":" or cell < "0" or cell[0] in begins)
        and (not "0" <= cell[-1] <= "9" or cell[-1] in ends)
        and (folded := folded_if_known(cell))
    }


@lru_cache(maxsize=8)
def _digits_at(headings: frozenset[str], end: int) -> frozenset[str]:
    """The digits with which a heading begins (0) or ends (-1)."""
    return frozenset(text[end] for text in headings if text and text[end].isdecimal())


@lru_cache(maxsize=4)
def _finder(headings: frozenset[str]) -> Callable[[str], str | None]:
    """What gives the folded form of a text that is one of the headings.

    Folding keeps digits but between brackets: most cells are dismissed by theirs, for folding costs far more.
    """
    digits = frozenset(_NOT_DIGITS.sub("", text) for text in headings)

    @lru_cache(maxsize=4096)
    def folded_if_known(text: str) -> str | None:
        if _DIGIT.search(text) and "(" not in text and _NOT_DIGITS.sub("", text) not in digits:
            return None
        return folded if (folded := fold_heading(text)) in headings else None

    return folded_if_known


def _later_rows(text: pl.DataFrame, spellings: Collection[str]) -> list[int]:
    """The rows below the head in which two cells or more are written as one of the headings."""
    headings = pl.concat([_declared_spellings(), pl.Series([*spellings], dtype=pl.String)])
    hits = pl.concat(text.get_columns()).is_in(headings.implode()).arg_true()
    counts = Counter((hits % text.height).to_list())
    return sorted(row for row, count in counts.items() if count >= 2 and row >= HEAD_ROWS)


@cache
def _declared_spellings() -> pl.Series:
    columns = (column for table in DELIVERED.values() for column in table.read_columns.values())
    return pl.Series([*{heading for column in columns for heading in column.headings}], dtype=pl.String)
