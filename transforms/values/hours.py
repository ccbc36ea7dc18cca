"""Hours: ``26``, ``26,5``, ``26:30``, ``26h30`` and the times of Excel, in hours with two decimals.

They are those of a week, and may say so: ``26 h/semaine``, ``26/35e``.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial

import polars as pl

from transforms.values import rule_codes as rule
from transforms.values.clean import without_accents
from transforms.values.decimals import decimal_reader, plain_quantities, read_either, stored
from transforms.values.reading import Reader, Reading, refused
from transforms.values.typed_numbers import Fault, present_number, read_number

HOURS = pl.Decimal(6, 2)

# « 17h3 » may be 17h03 as well as 17h30.
_CLOCK = re.compile(
    r"([0-9]+) ?(?::|h|hr|hrs|heure|heures) ?([0-9]{2}|0|[0-9](?= ?m))"
    r"(?: ?(?:m|mn|min|minutes?)\.?)?(?::([0-9]{2})(?:\.[0-9]+)?)?"
)
_MINUTES = re.compile(r"([0-9]{1,4}) ?(?:mn|min|minutes?)\.?")
PER_WEEK = re.compile(r" ?(?:/ ?|par )(?:semaine|sem\.?)$| hebdo(?:madaires?)?\.?$")
_OF_FULL_TIME = re.compile(r" ?(?:h(?:eures)? ?)?/ ?(?:35|39) ?(?:h|e|eme|emes)?$")
_UNITS = {"", "h", "h.", "hr", "hrs", "heure", "heures"}


def hours() -> Reader:
    """The reader of hours, Decimal(6, 2)."""
    return decimal_reader(HOURS, read_hours, partial(plain_quantities, HOURS))


@present_number
def read_hours(text: str) -> Reading:
    """What one text says of the hours of a week."""
    folded = without_accents(text)
    folded = _OF_FULL_TIME.sub("", PER_WEEK.sub("", folded))
    if clock := _CLOCK.fullmatch(folded):
        return _clock(*clock.groups())
    if minutes := _MINUTES.fullmatch(folded):
        return stored(_quotient(int(minutes[1]) * 60), HOURS)
    number = read_number(folded, rule.UNREADABLE_HOURS)
    if isinstance(number, Fault):
        return refused(number.code)
    if number.before or number.after not in _UNITS:
        return refused(rule.TEXT_WITH_NUMBER)
    if number.value < 0:
        return refused(rule.NEGATIVE_QUANTITY)
    return read_either(number, lambda value: stored(value, HOURS))


def _clock(hour: str, minute: str, second: str | None) -> Reading:
    if int(minute) > 59 or int(second or 0) > 59:
        return refused(rule.MINUTES_OVER_59)
    if len(hour) > 4:
        return refused(rule.NUMBER_TOO_LARGE)
    return stored(_quotient(int(hour) * 3600 + int(minute) * 60 + int(second or 0)), HOURS)


def _quotient(seconds: int) -> Decimal:
    """Seconds in hours, to the hundredth: what a third of an hour loses is no loss."""
    return (Decimal(seconds) / 3600).quantize(Decimal("0.01"))
