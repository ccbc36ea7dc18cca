"""Rows prepared in advance: formulas or boxes copied below the data, of which a zero is seen while nothing is typed."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

import polars as pl

from transforms.layout.grid import Grid
from transforms.raw import Row
from transforms.values.missing import says_nothing_there

_NOTHING = (
    r"(?i:[-–—\s]*(?:0+(?:[.,]0+)?)?\s*(?:€|%|euros?|h)?|false|faux|00:00(?::00)?"
    r"|(?:1899|1900)-[0-9]{2}-[0-9]{2} 00:00:00|[0-9]{2}/[0-9]{2}/(?:1899|1900))"
)
_SAYS_NOTHING = re.compile(_NOTHING)
_OF_KEY, _OF_OTHER = _NOTHING, rf"{_NOTHING}|#[A-Z/0]+ ?[!?]?"


def unused_rows(grid: Grid, rows: range, keys: Collection[str]) -> list[int]:
    """Those of ``rows`` that hold something and say nothing: zeros, dashes, boxes left alone.

    An error is what a formula makes of blanks, but in one of the columns ``keys`` something may be behind it.
    """
    says = {letter: _OF_KEY if letter in keys else _OF_OTHER for letter in grid.letters}
    if grid.is_small:  # a Polars call costs more than a loop over so few cells
        patterns = [re.compile(says[letter]) for letter in grid.letters]
        return [row for row, cells in zip(rows, grid.rows(rows), strict=True) if _says_nothing(cells, patterns)]
    body = grid.text.slice(rows.start, len(rows)).with_row_index("row", rows.start)
    # Few rows begin like that: the other columns are looked at in those alone.
    begun = body.filter(pl.coalesce(pl.exclude("row")).str.contains(f"^(?:{_OF_OTHER})$"))
    cells = (pl.col(letter).str.contains(f"^(?:{says[letter]})$").fill_null(value=True) for letter in grid.letters)
    return begun.filter(pl.all_horizontal(cells))["row"].to_list()


def rows_telling_nothing(grid: Grid, rows: Sequence[int]) -> set[int]:
    """Those of ``rows`` whose every cell filled is a zero or says that there is nothing to tell yet."""
    if not rows:
        return set()
    body = grid.text[list(rows)]
    # Each distinct text once: what an exit or a follow-up says is a date or a code, and repeats.
    texts = pl.concat([column.rename("text") for column in body.iter_columns()]).drop_nulls().unique().to_list()
    nothing = [text for text in texts if _SAYS_NOTHING.fullmatch(text) or says_nothing_there(text)]
    told = body.select(pl.all_horizontal(pl.all().is_null() | pl.all().is_in(nothing))).to_series()
    return {row for row, is_nothing in zip(rows, told, strict=True) if is_nothing}


def _says_nothing(cells: Row, patterns: Sequence[re.Pattern[str]]) -> bool:
    is_blank = True
    for cell, pattern in zip(cells, patterns, strict=True):
        if cell is not None:
            if not pattern.fullmatch(cell):
                return False
            is_blank = False
    return not is_blank
