"""What one text says on its own, and what a kind of value knows about reading."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import polars as pl

Value = str | dt.date | int | bool | None
Verdict = Callable[[Mapping[str, int]], Mapping[str, str]]

AS_NUMBER = "number"
AS_PERCENT = "percent"
_NO_CHOICE: Mapping[str, Reading] = MappingProxyType({})


class Reading(NamedTuple):
    """What one text says: a value, or the rule that refuses it; decimals as text, for a cast without loss.

    ``sign`` is what the text shows of the habits of its column. ``choices`` are the other readings, by what would
    make them right: the cell being a number or a percentage for Excel, or a verdict on the column.
    """

    value: Value = None
    refused: str | None = None
    repaired: str | None = None
    sign: str | None = None
    choices: Mapping[str, Reading] = _NO_CHOICE


@dataclass(frozen=True)
class Reader:
    """How one kind of value is read.

    ``read`` reads one text. ``plain`` reads a whole Series of texts at once, null where a text is not of the plain
    form; ``plain_remark`` gives the remark of such texts, ``plain_sign`` their sign, their values in hand. ``verdict``
    decides over a column: signs with their counts → for a sign, the choice that is right. It is asked only where all
    signs of one of ``doubts`` are met; where ``plain_may_differ``, it may decide over plain texts too. ``always`` are
    the signs that count even in a cell that is a number for the spreadsheet.
    """

    dtype: pl.DataType
    read: Callable[[str], Reading]
    plain: Callable[[pl.Series], pl.Series] | None = None
    plain_remark: Callable[[pl.Series], pl.Series] | None = None
    plain_sign: Callable[[pl.Series, pl.Series], pl.Series] | None = None
    verdict: Verdict | None = None
    doubts: tuple[frozenset[str], ...] = ()
    always: tuple[str, ...] = ()
    plain_may_differ: bool = False


def refused(code: str) -> Reading:
    """The reading of a text that cannot be taken."""
    return Reading(refused=code)
