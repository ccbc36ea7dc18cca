"""Rates, stored as a fraction between 0 and 1: ``85 %``, ``0,85`` and ``85`` are the same."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import polars as pl

from transforms.values import rule_codes as rule
from transforms.values.clean import without_accents
from transforms.values.decimals import plain_decimals, read_either, stored
from transforms.values.reading import AS_PERCENT, Reader, Reading, refused
from transforms.values.typed_numbers import Fault, Number, present_number, read_number

RATE = pl.Decimal(7, 6)

PERCENT_WORDS = {"%", "pour cent", "pourcent", "p.100", "p. 100"}
_FRACTION, _PERCENT, _ONE = "fraction", "percentage", "one"


def rates() -> Reader:
    """The reader of rates, Decimal(7, 6); 1 is refused unless Excel, or the rest of its column, says what it is."""
    signs = (_FRACTION, _PERCENT, _ONE)
    doubts = (frozenset({_ONE, _FRACTION}),)
    return Reader(RATE, _read, _plain, plain_sign=_plain_sign, verdict=_verdict, doubts=doubts, always=signs)


@present_number
def _read(text: str) -> Reading:
    number = read_number(text, rule.UNREADABLE_RATE)
    if isinstance(number, Fault):
        return refused(number.code)
    words = without_accents(f"{number.before}{number.after}")
    if words not in PERCENT_WORDS and words:
        return refused(rule.TEXT_WITH_NUMBER)
    return _percent(number) if words else _bare(number)


def _percent(number: Number) -> Reading:
    return read_either(number, lambda value: fraction(value / 100))._replace(sign=_PERCENT)


def _bare(number: Number) -> Reading:
    """A number without its sign: a fraction below 1, a percentage above; 1 can be either."""
    if number.value == 1:
        whole = fraction(Decimal(1))
        told = whole._replace(repaired=rule.ONE_FROM_COLUMN)
        return Reading(refused=rule.RATE_OF_ONE, sign=_ONE, choices={AS_PERCENT: whole, _FRACTION: told})
    if 0 < number.value < 1:
        return read_either(number, fraction)._replace(sign=_FRACTION)
    return read_either(number, assumed)._replace(sign=_PERCENT) if number.value else fraction(number.value)


def assumed(percent: Decimal) -> Reading:
    """A percentage without its sign."""
    read = fraction(percent / 100)
    return read if read.refused else read._replace(repaired=rule.PERCENT_ASSUMED)


def fraction(value: Decimal) -> Reading:
    """A share of a whole, refused outside 0 to 1."""
    if not 0 <= value <= 1:
        return refused(rule.RATE_OUT_OF_RANGE)
    return stored(value, RATE)


def _verdict(signs: Mapping[str, int]) -> Mapping[str, str]:
    """1 is the whole where the others of its column are fractions, and none a percentage."""
    return {_ONE: _FRACTION} if signs.get(_FRACTION) and not signs.get(_PERCENT) else {}


def _plain(text: pl.Series) -> pl.Series:
    read = plain_decimals(RATE, text)
    return read.set((read >= 1).fill_null(value=True) | text.str.starts_with("-"), None)


def _plain_sign(_: pl.Series, value: pl.Series) -> pl.Series:
    return pl.select(pl.when(value > 0).then(pl.lit(_FRACTION))).to_series()
