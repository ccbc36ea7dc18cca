"""Whole numbers, decimals and months."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial

import polars as pl

from transforms.values import rule_codes as rule
from transforms.values.clean import without_accents
from transforms.values.decimals import decimal_reader, plain_decimals, plain_quantities, read_either, stored
from transforms.values.reading import Reader, Reading, refused
from transforms.values.typed_numbers import Fault, Number, present_number, read_number

MONTHS = pl.Decimal(6, 2)

_MONTH_UNITS = {"", "m", "mois"}
_ORDINAL = re.compile(r"(?:(?:avenant|av\.?) ?(?:n ?[°ºo]\.? ?|numero )?|n ?[°ºo]\.? ?|numero )(?=[0-9])")
_YEAR_UNITS = {"an", "ans", "annee", "annees"}
_LARGEST = 2**63
_Store = Callable[[Decimal], Reading]


def integers(unit: str | None = None) -> Reader:
    """The reader of whole numbers, Int64; ``12.0`` is whole. In a column of months ``12 mois`` is 12, ``2 ans`` 24."""
    in_months = unit == "mois"
    read = present_number(partial(_read, partial(_months, _whole)) if in_months else _numbered)
    return decimal_reader(pl.Int64(), read, _plain_integers)


def decimals(precision: int, scale: int) -> Reader:
    """The reader of numbers without a unit, Decimal(precision, scale)."""
    dtype = pl.Decimal(precision, scale)
    read = present_number(partial(_read, partial(_bare, lambda value: stored(value, dtype))))
    return decimal_reader(dtype, read, partial(plain_decimals, dtype))


def months() -> Reader:
    """The reader of durations in months, Decimal(6, 2); ``2 ans`` is 24, and said."""
    read = present_number(partial(_read, partial(_months, _part_months)))
    return decimal_reader(MONTHS, read, partial(plain_quantities, MONTHS))


def _read(store: Callable[[Number], Reading], text: str) -> Reading:
    number = read_number(text, rule.UNREADABLE_NUMBER)
    return refused(number.code) if isinstance(number, Fault) else store(number)


def _bare(store: _Store, number: Number) -> Reading:
    return refused(rule.TEXT_WITH_NUMBER) if number.before or number.after else read_either(number, store)


def _numbered(text: str) -> Reading:
    """A whole number, which may say that it is one of several: « n° 2 », « avenant 2 »."""
    said = _ORDINAL.match(without_accents(text))
    return _read(partial(_bare, _whole), text[said.end() :] if said else text)


def _months(store: _Store, number: Number) -> Reading:
    unit = without_accents(number.after)
    if number.before or unit not in _MONTH_UNITS | _YEAR_UNITS:
        return refused(rule.TEXT_WITH_NUMBER)
    if unit in _MONTH_UNITS:
        return read_either(number, store)
    return read_either(number, lambda value: _said(store(value * 12), rule.YEARS_TO_MONTHS))


def _said(reading: Reading, code: str) -> Reading:
    return reading if reading.refused else reading._replace(repaired=code)


def _whole(value: Decimal) -> Reading:
    if value != value.to_integral_value():
        return refused(rule.NOT_WHOLE)
    return Reading(int(value)) if abs(value) < _LARGEST else refused(rule.NUMBER_TOO_LARGE)


def _part_months(value: Decimal) -> Reading:
    return refused(rule.NEGATIVE_QUANTITY) if value < 0 else stored(value, MONTHS)


def _plain_integers(text: pl.Series) -> pl.Series:
    plain = text.str.contains("^-?[0-9]{1,18}$").fill_null(value=False)
    return text.set(~plain, None).cast(pl.Int64, strict=False)
