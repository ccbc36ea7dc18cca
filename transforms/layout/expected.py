"""What is known of a declared table before its rows are looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from transforms.raw import Row


@dataclass(frozen=True)
class Expected:
    """The columns of which a row of data fills more than half, and those read; ``places`` says where columns stand."""

    keys: Sequence[str]
    read: Sequence[str]
    places: Mapping[str, int]

    def has_keys(self, cells: Row) -> bool:
        """Whether a row fills more than half of the columns that data fills."""
        return self._n_filled(cells, self.keys) * 2 > len(self.keys)

    def has_something(self, cells: Row) -> bool:
        """Whether a row fills one of the columns read."""
        return self._n_filled(cells, self.read) > 0

    def _n_filled(self, cells: Row, letters: Sequence[str]) -> int:
        return sum(cells[self.places[letter]] is not None for letter in letters)
