"""Rows prepared in advance: formulas or boxes copied below the data, of which a zero is seen while nothing is typed."""

from __future__ import annotations

import re
from collections.abc import Collection

import polars as pl

from transforms.layout.grid import Grid
from transforms.layout.hints import first_text

_NOTHING = (
    r"(?i:[-–—\s]*(?:0+(?:[.,]0+)?)?\s*(?:€|%|euros?|h)?|false|faux|00:00(?::00)?"
    r"|(?:1899|1900)-[0-9]{2}-[0-9]{2} 00:00:00|[0-9]{2}/[0-9]{2}/(?:1899|1900))"
)
_ERROR = r"#[A-Z/0]+ ?[!?]?"
_SAYS_NOTHING, _IS_ERROR = re.compile(_NOTHING), re.compile(_ERROR)


def unused_rows(grid: Grid, rows: range, keys: Collection[str]) -> list[int]:
    """Those of ``rows`` that hold something and say nothing: zeros, dashes, boxes left alone.

    An error is what a formula makes of blanks, but in one of the columns ``keys`` something may be behind it.
    """
    begun = _begun(grid, rows)
    of_keys = [letter in keys for letter in grid.letters]
    return [
        row
        for row, cells in zip(begun, grid.rows(begun), strict=True)
        if all(
            cell is None or _SAYS_NOTHING.fullmatch(cell) or (not is_key and _IS_ERROR.fullmatch(cell))
            for cell, is_key in zip(cells, of_keys, strict=True)
        )
    ]


def _begun(grid: Grid, rows: range) -> list[int]:
    """The rows whose first cell says nothing: the others need no further look."""
    if grid.is_small:  # a Polars call costs more than a loop over so few rows
        firsts = [first_text(cells) for cells in grid.rows(rows)]
        return [row for row, text in zip(rows, firsts, strict=True) if text and _says_nothing(text)]
    body = grid.text.slice(rows.start, len(rows))
    told = body.select(pl.coalesce(pl.all()).str.contains(f"^(?:{_NOTHING}|{_ERROR})$")).to_series()
    return [rows.start + row for row in told.arg_true()]


def _says_nothing(text: str) -> bool:
    return bool(_SAYS_NOTHING.fullmatch(text) or _IS_ERROR.fullmatch(text))
