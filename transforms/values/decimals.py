"""From a number to the decimal that is stored: rounding, size, and doubts that the column settles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, partial

import polars as pl

from transforms.values import rule_codes as rule
from transforms.values.reading import AS_NUMBER, AS_PERCENT, Reader, Reading, refused
from transforms.values.typed_numbers import (
    COMMA_DECIMALS,
    COMMA_OR_THOUSANDS,
    HUNDREDS,
    POINT_DECIMALS,
    POINT_OR_THOUSANDS,
    UNGROUPED,
    Number,
)

_SEPARATOR_DOUBTS = (frozenset({POINT_OR_THOUSANDS}), frozenset({COMMA_OR_THOUSANDS}))
_WHOLE = (HUNDREDS, UNGROUPED)
_PROOFS = 2
_DECIMALS = "decimals"
_THOUSANDS = "thousands"
_NOISE = Decimal("0.000001")
_FINEST = Decimal("1e-10")
_EXACT = pl.Decimal(30, 10)
_PLAIN = r"^-?(?:[0-9]+(?:\.[0-9]{1,2})?|[0-9]+\.[0-9]{4,}|0\.[0-9]+|[0-9]{4,}\.[0-9]+)$"


def decimal_reader(
    dtype: pl.DataType, read: Callable[[str], Reading], plain: Callable[[pl.Series], pl.Series] | None = None
) -> Reader:
    """The reader of numbers whose separators, where in doubt, are settled by the rest of the column."""
    remark = partial(_plain_rounded, dtype) if plain and isinstance(dtype, pl.Decimal) else None
    return Reader(dtype, read, plain, remark, _separator_sign, _separator_verdict, _SEPARATOR_DOUBTS, _WHOLE)


def stored(value: Decimal, dtype: pl.Decimal, repaired: str | None = None) -> Reading:
    """The value as ``dtype`` holds it, rounded half up; what is lost beyond the noise of floats is said."""
    quantum, largest = _measures(dtype)
    if abs(value) >= largest:
        return refused(rule.NUMBER_TOO_LARGE)
    kept = value.quantize(_FINEST, ROUND_HALF_UP).quantize(quantum, ROUND_HALF_UP)
    if abs(kept) >= largest:
        return refused(rule.NUMBER_TOO_LARGE)
    lost = kept != value and abs(kept - value) > _NOISE
    return Reading(f"{kept or abs(kept):f}", repaired=repaired or (rule.ROUNDED if lost else None))


@cache
def _measures(dtype: pl.Decimal) -> tuple[Decimal, Decimal]:
    return Decimal(1).scaleb(-dtype.scale), Decimal(10) ** ((dtype.precision or 38) - dtype.scale)


def plain_decimals(dtype: pl.Decimal, text: pl.Series) -> pl.Series:
    """Unsigned or negative numbers with a point, of any length, except those whose point is in doubt.

    Rounded as :func:`stored` does: half up, after the noise of floats is gone.
    """
    plain = text.set(~text.str.contains(_PLAIN).fill_null(value=False), None)
    return plain.cast(_EXACT, strict=False).round(dtype.scale, mode="half_away_from_zero").cast(dtype, strict=False)


def plain_quantities(dtype: pl.Decimal, text: pl.Series) -> pl.Series:
    """As :func:`plain_decimals`, without negative numbers."""
    return plain_decimals(dtype, text.set(text.str.starts_with("-").fill_null(value=False), None))


def _plain_rounded(dtype: pl.Decimal, text: pl.Series) -> pl.Series:
    """The remark that a plain number lost decimals, null elsewhere."""
    if not text.str.contains(".", literal=True).any():
        return pl.Series([None], dtype=pl.String).new_from_index(0, len(text))
    exact = text.cast(_EXACT, strict=False)
    lost = (exact - exact.round(dtype.scale, mode="half_away_from_zero")).abs() > _NOISE
    return (
        pl.Series([rule.ROUNDED], dtype=pl.String).new_from_index(0, len(text)).set(~lost.fill_null(value=False), None)
    )


def read_either(number: Number, store: Callable[[Decimal], Reading], as_percent: Reading | None = None) -> Reading:
    """The reading of a number whose separator may be in doubt: one that cannot be stored is no candidate."""
    decimals = store(number.value)
    if number.thousands is None:
        return decimals._replace(sign=number.sign) if number.sign else decimals
    thousands = store(number.thousands)
    if thousands.refused:
        return decimals
    choices = {
        AS_NUMBER: decimals,
        AS_PERCENT: as_percent or decimals,
        _DECIMALS: decimals._replace(repaired=None if decimals.refused else rule.SEPARATOR_FROM_COLUMN),
        _THOUSANDS: thousands._replace(repaired=rule.SEPARATOR_FROM_COLUMN),
    }
    return Reading(refused=rule.THOUSANDS_OR_DECIMALS, sign=number.sign, choices=choices)


def _separator_verdict(signs: Mapping[str, int]) -> Mapping[str, str]:
    """What a point and a comma in doubt are, where every other number of the column agrees; else nothing.

    Where no number has decimals, hundreds are written bare and no thousand is, the mark in doubt groups the thousands.
    """
    comma, point = signs.get(COMMA_DECIMALS, 0), signs.get(POINT_DECIMALS, 0)
    if comma and not point:
        return {POINT_OR_THOUSANDS: _THOUSANDS, COMMA_OR_THOUSANDS: _DECIMALS}
    if point and not comma:
        return {POINT_OR_THOUSANDS: _DECIMALS, COMMA_OR_THOUSANDS: _THOUSANDS}
    one_mark = not (signs.get(POINT_OR_THOUSANDS) and signs.get(COMMA_OR_THOUSANDS))
    if not comma and one_mark and signs.get(HUNDREDS, 0) >= _PROOFS and not signs.get(UNGROUPED):
        return {POINT_OR_THOUSANDS: _THOUSANDS, COMMA_OR_THOUSANDS: _THOUSANDS}
    return {}


def _separator_sign(text: pl.Series, _: pl.Series) -> pl.Series:
    """The sign of plain texts: what stands before the decimals, null where there are none."""
    signs = pl.select(
        pl.when(text.str.contains(",", literal=True)).then(pl.lit(COMMA_DECIMALS))
        .when(text.str.contains(".", literal=True)).then(pl.lit(POINT_DECIMALS))
        .when(text.str.contains("[0-9]{4}")).then(pl.lit(UNGROUPED))
        .when(text.str.contains("^-?[1-9][0-9]{2}$")).then(pl.lit(HUNDREDS))
    )  # fmt: skip
    return signs.to_series()
