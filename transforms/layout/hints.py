"""The rows of a body that may repeat its headings, or are an example, among rows as full as most."""

from __future__ import annotations

import re
from collections.abc import Sequence

import polars as pl

from schemas.template_words import SAYS_EXAMPLE
from transforms.layout.grid import Grid
from transforms.raw import Row

_EXAMPLE = re.compile(SAYS_EXAMPLE)
_FIRST_HEADINGS = 3


def hints(grid: Grid, rows: range, heads: Sequence[Row]) -> set[int]:
    """The rows that may repeat the headings or are an example."""
    firsts: dict[int, set[str]] = {}
    for head in heads:
        for at, cell in [(at, cell) for at, cell in enumerate(head) if cell is not None][:_FIRST_HEADINGS]:
            firsts.setdefault(at, set()).add(cell)
    if grid.is_small:  # a Polars call costs more than a loop over so few rows
        few = grid.rows(rows)
        found = {row for row, cells in zip(rows, few, strict=True) if is_example(cells[0] or first_text(cells))}
        for at, said in firsts.items():
            found |= {row for row, cells in zip(rows, few, strict=True) if cells[at] in said}
        return found
    body = grid.text.slice(rows.start, len(rows))
    tests = [pl.col(body.columns[at]).is_in(list(cells)).fill_null(value=False) for at, cells in firsts.items()]
    says_example = pl.coalesce(pl.all()).str.contains(SAYS_EXAMPLE).fill_null(value=False)
    told = body.select(pl.any_horizontal(says_example, *tests)).to_series()
    return {rows.start + row for row in told.arg_true()}


def is_example(first: str) -> bool:
    """Whether the first cell of a row says that it is the example of the blank workbook."""
    return _EXAMPLE.match(first) is not None


def first_text(cells: Row) -> str:
    """The first cell of a row that is filled; "" for a blank row."""
    for cell in cells:
        if cell is not None:
            return cell
    return ""
