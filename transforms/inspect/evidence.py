"""What the cells of one column say together: the share of them that reads as each kind of value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import polars as pl

from transforms.raw import Kind
from transforms.values import Parsed, ValueSpec, parse
from transforms.values import rule_codes as rule

_LOOKED_AT = 480
_LONG = 80
_WITHOUT_VALUE = frozenset((
    rule.ERROR_NOT_FOUND, rule.ERROR_REFERENCE, rule.ERROR_DIVISION, rule.ERROR_VALUE, rule.ERROR_NAME,
    rule.ERROR_NUMBER, rule.ERROR_NULL, rule.ERROR_OTHER, rule.COLUMN_TOO_NARROW, rule.FORMULA_AS_TEXT,
))  # fmt: skip


@dataclass
class Evidence:
    """The filled cells of a column, or enough of them from its whole length.

    ``kinds`` are those that a spreadsheet gave its cells; None where the file is a text, which has none.
    """

    text: pl.Series
    kinds: pl.Series | None = None
    _parsed: dict[str, Parsed] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def cells(self) -> list[str]:
        """The cells as plain texts: there are few enough of them for that."""
        return self.text.to_list()

    @cached_property
    def is_prose(self) -> bool:
        """Whether half of the cells are longer than any value but text."""
        return bool(self.cells) and sorted(map(len, self.cells))[len(self.cells) // 2] > _LONG

    def parsed(self, kind: str) -> Parsed:
        """The cells read as one kind of value."""
        if kind not in self._parsed:
            spec = ValueSpec(kind, precision=28, scale=10)
            kinds = self.kinds
            one = one_column(len(self.text))
            self._parsed[kind] = parse(self.text, spec, one, None if kinds is None else lambda: kinds)
        return self._parsed[kind]

    def share(self, kind: str) -> float:
        """How many cells read as the kind, of those that hold a value."""
        read = self.parsed(kind)
        n_read = read.value.count()
        n_wrong = sum(code is not None and code not in _WITHOUT_VALUE for code in read.refused.to_list())
        return n_read / (n_read + n_wrong) if n_read else 0.0

    def refused(self, kind: str, *codes: str) -> float:
        """How many cells are refused as the kind for one of the reasons, of all."""
        return self._of_all(code in codes for code in self.parsed(kind).refused.to_list())

    def repaired(self, kind: str, *codes: str) -> float:
        """How many cells read as the kind only by one of the repairs, of all."""
        return self._of_all(code in codes for code in self.parsed(kind).repaired.to_list())

    def matches(self, pattern: re.Pattern[str]) -> float:
        """How many cells match, of all."""
        return self._of_all(pattern.search(cell) is not None for cell in self.cells)

    def typed(self, kind: Kind) -> float:
        """How many cells a spreadsheet holds as the kind, of all; 0 in a text."""
        return 0.0 if self.kinds is None else self._of_all(cell == kind for cell in self.kinds.to_list())

    def _of_all(self, found: Iterable[bool]) -> float:
        return sum(found) / len(self.cells) if self.cells else 0.0


@lru_cache(maxsize=64)
def one_column(length: int) -> pl.Series:
    """The group of cells that are all of one column, as ``parse`` asks for it."""
    return pl.zeros(length, dtype=pl.UInt32, eager=True)


def evidence_of(text: pl.Series, kinds: pl.Series | None) -> Evidence:
    """The evidence of a whole column; a long one is looked at from one end to the other, both ends included."""
    filled = text.is_not_null().arg_true()
    if len(filled) > _LOOKED_AT:
        step = len(filled) // (_LOOKED_AT // 2)
        ends = _LOOKED_AT // 4
        filled = pl.concat([filled[:ends], filled.gather_every(step), filled[-ends:]]).unique().sort()
    return Evidence(text.gather(filled), None if kinds is None else kinds.gather(filled))
