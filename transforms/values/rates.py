"""Rates, stored as a fraction between 0 and 1: ``85 %``, ``0,85`` and ``85`` are the same."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from transforms.values import rule_codes as rule
from transforms.values.clean import clean, without_accents
from transforms.values.decimals import decimal_reader, plain_decimals, read_either, stored
from transforms.values.missing import missing
from transforms.values.reading import AS_PERCENT, Reader, Reading, refused
from transforms.values.typed_numbers import Fault, Number, read_number

RATE = pl.Decimal(7, 6)

PERCENT_WORDS = {"%", "pour cent", "pourcent", "p.100", "p. 100"}


def rates() -> Reader:
    """The reader of rates, Decimal(7, 6); 1 alone is refused unless Excel says that it is a percentage."""
    return decimal_reader(RATE, _read, _plain)


def _read(text: str) -> Reading:
    text = clean(text)
    if not text:
        return Reading()
    if absent := missing(text):
        return absent
    number = read_number(text, rule.UNREADABLE_RATE)
    if isinstance(number, Fault):
        return refused(number.code)
    words = without_accents(f"{number.before}{number.after}")
    if words not in PERCENT_WORDS and words:
        return refused(rule.TEXT_WITH_NUMBER)
    return _percent(number) if words else _bare(number)


def _percent(number: Number) -> Reading:
    return read_either(number, lambda value: _fraction(value / 100))


def _bare(number: Number) -> Reading:
    """A number without its sign: a fraction below 1, a percentage above; 1 can be either."""
    if number.value == 1:
        return Reading(refused=rule.RATE_OF_ONE, choices={AS_PERCENT: _fraction(Decimal(1))})
    return read_either(number, lambda value: _fraction(value) if value < 1 else _assumed(value))


def _assumed(percent: Decimal) -> Reading:
    fraction = _fraction(percent / 100)
    return fraction if fraction.refused else fraction._replace(repaired=rule.PERCENT_ASSUMED)


def _fraction(value: Decimal) -> Reading:
    if not 0 <= value <= 1:
        return refused(rule.RATE_OUT_OF_RANGE)
    return stored(value, RATE)


def _plain(text: pl.Series) -> pl.Series:
    fraction = plain_decimals(RATE, text)
    return fraction.set((fraction >= 1).fill_null(value=True) | text.str.starts_with("-"), None)
