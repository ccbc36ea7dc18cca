"""The tables of a sheet by structure alone, knowing no heading."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from transforms.layout.body_rows import classify
from transforms.layout.forms import is_form, is_prose
from transforms.layout.grid import Grid
from transforms.layout.region import Layout, Region
from transforms.layout.side_by_side import groups
from transforms.layout.stacks import Stacked, pile
from transforms.raw import RawSheet

DIGITS = ("value", "digits")
_NARROW = 2


def find_regions(sheet: RawSheet) -> list[Region]:
    """The tables of the sheet from top to bottom; none when it is a form, prose or empty."""
    return list(explore(sheet).regions)


def explore(sheet: RawSheet) -> Layout:
    """What the sheet holds: its tables, or why it holds none."""
    grid = Grid(sheet, sheet.letters, 0, sheet.text.height)
    if not grid.bands:
        return Layout((), "empty", _all(grid, "blank"))
    if is_prose(grid):
        return Layout((), "prose", _all(grid, "note"))
    tables = _tables(grid)
    kept = [(part, table) for part, table in tables if not is_form(part, table)]
    if not kept:
        return Layout((), "form" if tables else "prose", _all(grid, "note"))
    regions = [_region(part, table) for part, table in kept]
    return Layout(tuple(_complete(grid, regions)))


def unknown_above(sheet: RawSheet, row: int) -> list[int]:
    """The first rows of the tables with headings and data that stand above a row of the sheet."""
    grid = Grid(sheet, sheet.letters, 0, row - sheet.first_row)
    tables = pile(grid) if _n_wide(grid.counts[: grid.stop]) > _NARROW else []
    held = [table for table in tables if table.head.rows and table.head.profile.width > _NARROW]
    return [
        sheet.first_row + table.head.top
        for table in held
        if _n_wide(grid.counts[table.head.body : table.stop]) > 1 and not is_form(grid, table)
    ]


def _n_wide(counts: Sequence[int]) -> int:
    return sum(count > _NARROW for count in counts)


def _all(grid: Grid, why: str) -> tuple[tuple[int, str], ...]:
    top = grid.sheet.first_row
    return tuple((top + row, why if count else "blank") for row, count in enumerate(grid.counts))


def _tables(grid: Grid) -> list[tuple[Grid, Stacked]]:
    """The tables of a grid; those that stand side by side are each found in their own columns."""
    found: list[tuple[Grid, Stacked]] = []
    for table in pile(grid):
        parts = groups(grid, table)
        if len(parts) == 1:
            found.append((grid, table))
            continue
        for letters in parts:
            found += _tables(Grid(grid.sheet, letters, table.start, table.stop))
    return found


def _region(grid: Grid, table: Stacked) -> Region:
    """A table of the grid as a region, with the reason of every row of it that is no data."""
    head, top = table.head, grid.sheet.first_row
    digits = [letter for letter, shape in zip(grid.letters, head.profile.shapes, strict=True) if shape in DIGITS]
    heads = grid.rows(range(max(head.top - 1, 0), head.body)) if head.rows else []
    why = classify(grid, range(head.body, table.stop), heads, digits)
    data = [row for row, reason in enumerate(why, head.body) if reason is None]
    last = data[-1] if data else head.body - 1
    used = grid.filled_letters(data)
    named = [
        (letter, heading)
        for letter, heading in zip(grid.letters, head.headings, strict=True)
        if heading.strip() or letter in used
    ]
    counts = grid.counts
    ignored = [(row, "blank" if counts[row] == 0 else "title") for row in range(table.start, head.top)]
    ignored += [(row, "labels" if row in head.labels else "header") for row in range(head.top, head.body)]
    ignored += [(row, reason) for row, reason in enumerate(why, head.body) if reason is not None]
    return Region(
        grid.sheet, tuple(top + row for row in head.rows), tuple(named), top + head.body, top + last,
        tuple((top + row, reason) for row, reason in ignored),
    )  # fmt: skip


def _complete(grid: Grid, regions: Sequence[Region]) -> list[Region]:
    """The regions in order, the rows of no region (those of a form beside a table) ignored by the first as titles."""
    ordered = sorted(regions, key=lambda region: (region.first_row, region.letters[:1]))
    told = pl.Series([row for region in ordered for row, _ in region.ignored], dtype=pl.Int64)
    data = [region.rows.cast(pl.Int64) for region in ordered]
    every = pl.int_range(grid.sheet.first_row, grid.sheet.first_row + grid.height, eager=True)
    rest = every.filter(~every.is_in(pl.concat([told, *data]).implode()))
    if not rest.len():
        return ordered
    first = ordered[0]
    extra = [(row, "title" if row < first.first_row else "note") for row in rest.to_list()]
    ordered[0] = Region(
        first.sheet, first.header_rows, first.headings, first.first_row, first.last_row,
        tuple(sorted((*first.ignored, *extra))),
    )  # fmt: skip
    return ordered
