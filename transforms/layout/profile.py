"""What the columns of a table hold, told from its lower rows, and how much a row above differs from that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from transforms.layout.cell_shapes import Shape, shape_of, shapes_of_row
from transforms.raw import Row

_MOST = 0.6


@dataclass(frozen=True)
class Profile:
    """Per column the shape of most cells, the texts seen, whether most rows fill it; ``width`` is the usual filling."""

    shapes: tuple[Shape | None, ...]
    seen: tuple[Row, ...]
    common: tuple[bool, ...]
    width: int

    @cached_property
    def value_columns(self) -> list[int]:
        """The positions of the columns that hold a value in most rows."""
        return [at for at, shape in enumerate(self.shapes) if shape == "value" and self.common[at]]

    def contrast(self, row: Row) -> float:
        """How much a row looks like headings over these columns: above 0 it does, below 0 it looks like data."""
        score = 0.0
        for cell, shape, usual, seen in zip(row, shapes_of_row(row), self.shapes, self.seen, strict=True):
            if cell is None or shape in (None, "missing"):
                continue
            if usual == "value":
                score += -1 if shape == "value" else 1
            elif usual == "digits":
                score += {"words": 0.5, "digits": -0.1}.get(str(shape), -0.25)
            elif usual == "words":
                score -= 0.5 * (shape == "value") + 0.5 * (cell in seen)
        return score


def profile_of(rows: Sequence[Row], n_columns: int) -> Profile:
    """The profile of rows taken as data; of no rows, the profile of columns that hold nothing."""
    columns: list[Row] = list(zip(*rows, strict=True)) if rows else [()] * n_columns
    held = sorted(len(row) - row.count(None) for row in rows)
    return Profile(
        tuple(_shape_of_most(column) for column in columns),
        tuple(columns),
        tuple((len(column) - column.count(None)) * 2 > len(rows) for column in columns),
        held[len(held) // 2] if held else 0,
    )


def _shape_of_most(column: Row) -> Shape | None:
    """The shape of most cells, told as soon as the cells not looked at yet cannot change it."""
    most = _MOST * (len(column) - column.count(None))
    counts: dict[Shape, int] = {"value": 0, "digits": 0, "words": 0, "missing": 0}
    for cell in column:
        if cell is None:
            continue
        shape = shape_of(cell)
        counts[shape] += 1
        if shape == "value" and counts["value"] >= most:
            return "value"
    total = counts["value"] + counts["digits"] + counts["words"]
    if not total:
        return None
    if counts["value"] >= _MOST * total:
        return "value"
    return "digits" if counts["value"] + counts["digits"] >= _MOST * total else "words"
