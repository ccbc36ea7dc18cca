"""The heading of each column when headings take several rows."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.layout.grid import Grid


def heading_texts(grid: Grid, rows: Sequence[int]) -> tuple[str, ...]:
    """One heading for each column: the texts of the rows joined from top to bottom, group titles over all they span."""
    if len(rows) == 1:
        return tuple(cell or "" for cell in grid.row(rows[0]))
    spread = [_spread(grid, row, rows[number + 1 :]) for number, row in enumerate(rows)]
    return tuple(" ".join(_once(column)) for column in zip(*spread, strict=True))


def _spread(grid: Grid, row: int, below: Sequence[int]) -> list[str | None]:
    """The cells of a heading row, each carried over the columns it spans."""
    cells = grid.row(row)
    across = [(left, right) for top, _, left, right in grid.merges if top == row and right > left]
    for left, right in across:
        for at in range(left + 1, right + 1):
            cells[at] = cells[at] or cells[left]
    if across or not below:
        return cells
    under = [any(grid.row(lower)[at] is not None for lower in below) for at in range(len(cells))]
    group: str | None = None
    for at, cell in enumerate(cells):
        if cell is not None:
            group = cell if under[at] else None
        elif under[at]:
            cells[at] = group
        else:
            group = None
    return cells


def _once(parts: Sequence[str | None]) -> list[str]:
    """The parts that say something, none twice in a row."""
    said: list[str] = []
    for part in parts:
        text = (part or "").strip()
        if text and (not said or said[-1] != text):
            said.append(text)
    return said
