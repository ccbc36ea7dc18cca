"""Tables one below the other: where each begins and where it ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from transforms.layout.body_rows import SAYS_TOTAL
from transforms.layout.cell_shapes import shape_of
from transforms.layout.grid import BANDS_LOOKED_AT, Grid
from transforms.layout.heads import Head, find_head, looks_like_headings
from transforms.layout.hints import first_text
from transforms.layout.window import ROWS, usual_width
from transforms.raw import Row

_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Stacked:
    """One table of a pile: its head and its rows from ``start``, its titles included, to before ``stop``."""

    head: Head
    start: int
    stop: int


def pile(grid: Grid) -> list[Stacked]:
    """The tables of the grid from top to bottom, each with the titles above it and the notes below it."""
    head = find_head(grid, grid.start)
    if head is None:
        return []
    heads = [head]
    for row in _possible_starts(grid, head.body):
        if row < heads[-1].body:
            continue
        new = find_head(grid, row)
        if new is not None and new.top - row < 30 and _begins(grid, new, heads[-1]):
            heads.append(new)
    starts = [grid.start, *(with_titles(grid, new.top, old.body) for old, new in pairwise(heads))]
    stops = [*starts[1:], grid.stop]
    return [Stacked(*table) for table in zip(heads, starts, stops, strict=True)]


def next_start(grid: Grid, body: int) -> int | None:
    """Where another table begins below the one whose headings open the grid, its titles included."""
    first = next((row for row in range(body, grid.stop) if grid.counts[row]), grid.stop)
    starts = [row for row in _possible_starts(grid, body) if row > first]
    old = find_head(grid, grid.start) if starts else None
    for row in starts if old else ():
        new = find_head(grid, row)
        if new is not None and old is not None and new.top - row < 30 and _begins(grid, new, old):
            return with_titles(grid, new.top, body)
    return None


def _possible_starts(grid: Grid, body: int) -> list[int]:
    """Rows of two cells and few values, below a blank row, a lonely cell or a total."""
    alone = 1 if len(grid.letters) > 1 else 0
    counts = grid.counts
    above = grid.rows_filled(0, alone)
    narrow = grid.rows_filled(alone + 1, usual_width(counts[:ROWS]) // 2)
    above += [row for row in narrow[:BANDS_LOOKED_AT] if _is_total(grid.row(row))]
    found = [row + 1 for row in sorted(above) if body < row + 1 < grid.stop and counts[row + 1] > alone]
    few = grid.rows_without_values(found) if found else set()
    return [row for row in found if row in few][:BANDS_LOOKED_AT]


def _is_total(cells: Row) -> bool:
    return SAYS_TOTAL.match(first_text(cells)) is not None


def _is_figure(cell: str | None) -> bool:
    return cell is not None and shape_of(cell) == "value" and not _YEAR.fullmatch(cell)


def _begins(grid: Grid, new: Head, old: Head) -> bool:
    """Whether a head found below a table is that of another table, and no part of the first one."""
    if not new.rows:
        return False
    row = grid.row(new.top)
    if _same(new.headings, old.headings) or (_is_total(row) and any(map(_is_figure, row))):
        return False
    if new.profile.value_columns:
        return old.profile.contrast(row) >= 0 and looks_like_headings(grid.row(new.rows[-1]), new.profile)
    if old.profile.value_columns and old.profile.contrast(row) >= 1 and _n_rows(grid, new) >= 1:
        return True
    mine, others = _filled(new.headings, row), _filled(old.headings, grid.row(old.top))
    if len(mine) * 2 < len(others) and _n_rows(grid, new) < 3:
        return False
    return len(mine & others) * 3 < 2 * len(mine | others) and _n_rows(grid, new) >= 1


def _n_rows(grid: Grid, head: Head) -> int:
    """How many rows as wide as a table's follow its head before a blank one."""
    counts = grid.counts[head.body : head.body + 4]
    after = counts.index(0) if 0 in counts else len(counts)
    return sum(count * 2 > head.profile.width for count in counts[:after])


def _filled(headings: tuple[str, ...], row: Row) -> set[int]:
    return {at for at, (heading, cell) in enumerate(zip(headings, row, strict=True)) if heading or cell}


def _same(new: tuple[str, ...], old: tuple[str, ...]) -> bool:
    mine = [(at, text.strip()) for at, text in enumerate(new) if text.strip()]
    others = [(at, text.strip()) for at, text in enumerate(old) if text.strip()]
    return bool(mine) and len(set(mine) & set(others)) * 5 >= 4 * max(len(mine), len(others))


def with_titles(grid: Grid, top: int, body: int) -> int:
    """The first of the rows that announce a table: single cells right above its head, up to a blank row above them."""
    row = top
    while row - 1 > body and grid.counts[row - 1] == 0:
        row -= 1
    start = row
    while row - 1 > body and grid.counts[row - 1] == 1 and len(grid.letters) > 1:
        row -= 1
    return min(row, start)
