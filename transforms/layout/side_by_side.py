"""Tables side by side: groups of columns with nothing between them that each have a life of their own."""

from __future__ import annotations

import polars as pl

from transforms.layout.grid import Grid
from transforms.layout.stacks import Stacked
from transforms.raw import column_index


def groups(grid: Grid, table: Stacked) -> list[list[str]]:
    """The columns of each table that stands in what was taken for one; a single list when it is one."""
    parts = _between_blank_columns(grid, table)
    if len(parts) < 2 or any(len(part) < 2 for part in parts):
        return [grid.letters]
    return parts if _apart(grid, table, parts) else [grid.letters]


def _between_blank_columns(grid: Grid, table: Stacked) -> list[list[str]]:
    """The runs of columns that hold a heading or a cell of the body."""
    wide = grid.text.slice(table.head.top, table.stop - table.head.top)
    narrow = pl.sum_horizontal(pl.all().is_not_null().cast(pl.UInt16)) < 2
    held = wide.filter(~narrow).select(pl.all().is_not_null().any())
    parts: list[list[str]] = []
    last = -2
    for letter in grid.letters:
        if held.height and held[letter][0]:
            at = column_index(letter)
            if at == last + 1:
                parts[-1].append(letter)
            else:
                parts.append([letter])
            last = at
    return parts


def _apart(grid: Grid, table: Stacked, parts: list[list[str]]) -> bool:
    """Whether the groups of columns end on other rows, have the same headings, or one of them has none."""
    named = dict(zip(grid.letters, table.head.headings, strict=True))
    titles = [[named[letter].strip() for letter in part] for part in parts]
    if table.head.rows and any(not any(title) for title in titles):
        return True
    first = {title for title in titles[0] if title}
    if any(len(first & set(title)) * 2 > len(first) for title in titles[1:]):
        return True
    body = grid.text.slice(table.head.body, table.stop - table.head.body)
    ends = [
        body.select(pl.any_horizontal(pl.col(part).is_not_null()).arg_true().max().alias("n"))["n"][0] for part in parts
    ]
    return any(end is None for end in ends) is False and max(ends) - min(ends) > max(1, max(ends) // 10)
