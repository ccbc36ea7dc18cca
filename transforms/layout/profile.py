"""What the columns of a table hold, told from its lower rows, and how much a row above differs from that."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from transforms.layout.cell_shapes import Shape, shape_of, shapes_of_row
from transforms.raw import Row

_MOST = 0.6


class Profile:
    """What the columns of rows taken as data hold: each is looked at when first asked for, most never are."""

    def __init__(self, rows: Sequence[Row], n_columns: int) -> None:
        self._rows = rows
        self._columns: list[Row] = list(zip(*rows, strict=True)) if rows else [()] * n_columns
        self._shapes: dict[int, Shape | None] = {}

    def shape(self, at: int) -> Shape | None:
        """The shape of most cells of a column; None for one that holds nothing."""
        if at not in self._shapes:
            self._shapes[at] = _shape_of_most(self._columns[at])
        return self._shapes[at]

    @cached_property
    def shapes(self) -> tuple[Shape | None, ...]:
        """The shape of every column."""
        return tuple(map(self.shape, range(len(self._columns))))

    @cached_property
    def width(self) -> int:
        """How many cells a row usually fills."""
        held = sorted(len(row) - row.count(None) for row in self._rows)
        return held[len(held) // 2] if held else 0

    @property
    def has_values(self) -> bool:
        """Whether some column holds a value in most rows: one that begins with a digit is the likeliest."""
        likely = [at for at, cell in enumerate(self._rows[0] if self._rows else ()) if cell and cell[0].isdecimal()]
        return any(map(self._holds_values, (*likely, *range(len(self._columns)))))

    @cached_property
    def value_columns(self) -> list[int]:
        """The positions of the columns that hold a value in most rows."""
        return [at for at in range(len(self._columns)) if self._holds_values(at)]

    def _holds_values(self, at: int) -> bool:
        return self._columns[at].count(None) * 2 < len(self._rows) and self.shape(at) == "value"

    def contrast(self, row: Row) -> float:
        """How much a row looks like headings over these columns: above 0 it does, below 0 it looks like data."""
        score = 0.0
        for cell, shape, usual, seen in zip(row, shapes_of_row(row), self.shapes, self._columns, strict=True):
            if cell is None or shape in (None, "missing"):
                continue
            if usual == "value":
                score += -1 if shape == "value" else 1
            elif usual == "digits":
                score += {"words": 0.5, "digits": -0.1}.get(str(shape), -0.25)
            elif usual == "words":
                score -= 0.5 * (shape == "value") + 0.5 * (cell in seen)
        return score


def _shape_of_most(column: Row) -> Shape | None:
    """The shape of most cells, told as soon as the cells not looked at yet cannot change it."""
    held = len(column) - column.count(None)
    most, values, digits, words = _MOST * held, 0, 0, 0
    for cell in column:
        shape = None if cell is None else shape_of(cell)
        if shape == "value":
            values += 1
            if values >= most:
                return "value"
        elif shape == "words":
            words += 1
            if words * 5 > 2 * held:  # what is left is less than _MOST
                return "words"
        elif shape == "digits":
            digits += 1
    total = values + digits + words
    if not total:
        return None
    if values >= _MOST * total:
        return "value"
    return "digits" if values + digits >= _MOST * total else "words"
