"""Sheets that are no table: forms with labels beside their values, and prose."""

from __future__ import annotations

from transforms.layout.cell_shapes import shape_of
from transforms.layout.grid import Grid
from transforms.layout.stacks import Stacked
from transforms.layout.window import window

_ROWS = 200
_WORDS_OF_PROSE = 6


def is_prose(grid: Grid) -> bool:
    """Whether nearly every row holds one cell of text, among them sentences, or rows are few between blank ones."""
    counts = grid.counts
    if sum(count > 1 for count in counts) * 10 > sum(count > 0 for count in counts):
        return False
    rows = [row for first, last in grid.bands[:_ROWS] for row in range(first, min(last, first + _ROWS))][:_ROWS]
    texts = [cell for row in rows for cell in grid.row(row) if cell is not None]
    words = [text for text in texts if shape_of(text) in ("words", "digits")]
    if len(words) * 3 < len(texts) * 2:
        return False
    sentences = sum(len(text.split()) >= _WORDS_OF_PROSE for text in words)
    return len(texts) == 1 or sentences * 5 >= len(words) or len(grid.bands) * 3 >= len(rows) > 3


def is_form(grid: Grid, table: Stacked) -> bool:
    """Whether what was taken for a table is a form: labels beside values, in one pair of columns or more."""
    rows = [grid.row(row) for row in window(grid, table.head.top)[:_ROWS]]
    columns = [[cell for cell in column if cell is not None] for column in zip(*rows, strict=True)]
    columns = [column for column in columns if column]
    if len(columns) < 2 or len(columns) % 2:
        return False
    labels, values = columns[0::2], columns[1::2]
    colons = sum(label.rstrip().endswith(":") for column in labels for label in column)
    if colons * 2 > sum(len(column) for column in labels):
        return True
    if table.head.rows:
        return False
    if not all(_names(column) for column in labels):
        return False
    if len(labels) > 1:
        return all(not _names(column) or _is_mixed(column) for column in values)
    return _is_mixed(values[0])


def _names(column: list[str]) -> bool:
    """Whether the cells are texts that hardly ever repeat, as labels do not."""
    words = sum(shape_of(cell) in ("words", "digits") for cell in column)
    return words * 4 >= 3 * len(column) and len(set(column)) * 5 >= 4 * len(column)


def _is_mixed(column: list[str]) -> bool:
    """Whether values and words stand in one column, neither of them rare."""
    values = sum(shape_of(cell) == "value" for cell in column)
    return len(column) // 5 < values < len(column) - len(column) // 5
