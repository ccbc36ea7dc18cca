"""The heading of each column when headings take several rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from transforms.layout.grid import Grid

_GROUP_AND_PART = 2
_DATES_OF = re.compile(r"(?i)^(?:dates?|p[ée]riodes?) d(?:es? |u |['’])")


class HeadingCell(NamedTuple):
    """What stands over one column: the ``row`` (from 0) of its lowest cell, and its ``texts`` from whole to part."""

    letter: str
    row: int
    texts: tuple[str, ...]


def heading_texts(grid: Grid, rows: Sequence[int]) -> tuple[str, ...]:
    """One heading for each column: the texts of the rows joined from top to bottom, group titles over all they span."""
    if len(rows) == 1:
        return tuple(cell or "" for cell in grid.row(rows[0]))
    spread = [_spread(grid, row, rows[number + 1 :]) for number, row in enumerate(rows)]
    return tuple(" ".join(_once(column)) for column in zip(*spread, strict=True))


def heading_cells(grid: Grid, rows: Sequence[int]) -> list[HeadingCell]:
    """The columns that have a heading cell of their own, each with every text it may be known by."""
    if len(rows) == 1 and not any(top == rows[0] for top, *_ in grid.merges):
        named = zip(grid.letters, grid.row(rows[0]), strict=True)
        return [
            HeadingCell(letter, rows[0], (cell,) if cell == cell.strip() else (cell, cell.strip()))
            for letter, cell in named
            if cell is not None
        ]
    own = [grid.row(row) for row in rows]
    spread = [_spread(grid, row, rows[number + 1 :]) for number, row in enumerate(rows)]
    found = []
    for at, (letter, whole) in enumerate(zip(grid.letters, heading_texts(grid, rows), strict=True)):
        held = [(row, cells[at]) for row, cells in zip(rows, own, strict=True) if cells[at] is not None]
        if held:
            groups = [cells[at] for cells, wide in zip(own, spread, strict=True) if _is_group(cells, wide, at)]
            parts = [text.strip() for _, text in reversed(held) if text and text not in groups]
            said = _once([cells[at] for cells in spread])
            lower = (" ".join(said[n:]) for n in range(1, len(said) - 1))
            texts = tuple(dict.fromkeys((whole, *_part_first(said), *lower, *parts)))
            found.append(HeadingCell(letter, held[-1][0], texts))
    return found


def _is_group(cells: Sequence[str | None], wide: Sequence[str | None], at: int) -> bool:
    """Whether a heading cell is the title of a group, over the next column too: no column's own name."""
    return at + 1 < len(cells) and cells[at] is not None and cells[at + 1] is None and wide[at + 1] == cells[at]


def _part_first(said: Sequence[str]) -> tuple[str, ...]:
    """« Contrat », or « Dates du contrat », over « Début », as people say it: « Début du contrat »."""
    if len(said) < _GROUP_AND_PART:
        return ()
    *_, title, part = said
    group = _DATES_OF.sub("", title)
    return (f"{part} {group}", f"{part} de {group}", f"{part} du {group}")


def _spread(grid: Grid, row: int, below: Sequence[int]) -> list[str | None]:
    """The cells of a heading row, each carried over the columns it spans."""
    cells = list(grid.row(row))
    across = [(left, right) for top, _, left, right in grid.merges if top == row and right > left]
    for left, right in across:
        for at in range(left + 1, right + 1):
            cells[at] = cells[at] or cells[left]
    if across or not below or not any(cells):
        return cells
    lower = grid.rows(below)
    under = [any(row[at] is not None for row in lower) for at in range(len(cells))]
    starts = [at for at, cell in enumerate(cells) if cell is not None]
    spans = [right - left for left, right in pairwise(starts)]
    for start, end in zip(starts, [*starts[1:], len(cells)], strict=True):
        widest = max(spans, default=end - start) if end == len(cells) else end - start
        for at in range(start + 1, min(end, start + max(widest, 2))):
            if not under[start] or not under[at]:
                break
            cells[at] = cells[start]
    return cells


def _once(parts: Sequence[str | None]) -> list[str]:
    """The parts that say something, none twice in a row."""
    said: list[str] = []
    for part in parts:
        text = (part or "").strip()
        if text and (not said or said[-1] != text):
            said.append(text)
    return said
