"""What the columns of a table hold, told from its lower rows, and how much a row above differs from that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from transforms.layout.cell_shapes import Shape, shape_of, shapes_of_row
from transforms.raw import Row

_MOST = 0.6


@dataclass(frozen=True)
class Profile:
    """Per column the shape of most cells, the texts seen, whether most rows fill it; ``width`` is the usual filling."""

    shapes: tuple[Shape | None, ...]
    seen: tuple[frozenset[str], ...]
    common: tuple[bool, ...]
    width: int

    @property
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
    columns = list(zip(*rows, strict=True)) if rows else [()] * n_columns
    held = sorted(sum(cell is not None for cell in row) for row in rows)
    return Profile(
        tuple(_shape_of_most(column) for column in columns),
        tuple(frozenset(cell for cell in column if cell is not None) for column in columns),
        tuple(sum(cell is not None for cell in column) * 2 > len(rows) for column in columns),
        held[len(held) // 2] if held else 0,
    )


def _shape_of_most(column: Sequence[str | None]) -> Shape | None:
    shapes = Counter(shape for cell in column if cell is not None and (shape := shape_of(cell)) != "missing")
    total = sum(shapes.values())
    if not total:
        return None
    if shapes["value"] >= _MOST * total:
        return "value"
    return "digits" if shapes["value"] + shapes["digits"] >= _MOST * total else "words"
