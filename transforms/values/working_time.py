"""Working time as a share of a full time of 35 hours: ``80 %``, ``0,8``, ``28/35``, ``28 h``, ``temps plein``.

A bare number up to 48 is hours a week as well as a percentage: the rest of its column says which, or it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

import polars as pl

from transforms.values import rule_codes as rule
from transforms.values.clean import plain_signs, without_accents
from transforms.values.decimals import plain_decimals
from transforms.values.hours import read_hours
from transforms.values.rates import PERCENT_WORDS, RATE, assumed, fraction
from transforms.values.reading import Reader, Reading, refused
from transforms.values.typed_numbers import Fault, present_number, read_number

_FULL_WEEK = Decimal(35)  # domain F-C3
_LONGEST_WEEK = 48
_IN_PERCENT, _IN_HOURS, _EITHER = "percent", "hours", "percent_or_hours"

_FULL = {"temps plein", "plein temps", "temps complet", "plein", "complet", "tc"}
_HALF = {"mi-temps", "mi temps", "1/2 temps", "demi-temps"}
_PART = {"temps partiel", "partiel", "temps non complet", "non complet", "tnc"}
_DESCRIBED = re.compile(
    r"[()]|\b(?:d'un |a )?(?:(?:equivalents? )?temps (?:plein|complet|partiel|non complet)|etp)\b|^a "
)
_PER_WEEK = re.compile(r" ?(?:/ ?|par )(?:semaine|sem\.?)$| hebdo(?:madaires?)?\.?$")
_CLOCK = re.compile(r"[0-9]+(?:[.,][0-9]+)? ?[h:].*")
_PARTS = re.compile(r"([0-9]+(?:[.,][0-9]+)?) ?h? ?/ ?([0-9]{1,3}) ?(?:h|e|eme|emes)?")


def working_time() -> Reader:
    """The reader of shares of a full time, Decimal(7, 6)."""
    doubts = (frozenset({_EITHER, _IN_PERCENT}), frozenset({_EITHER, _IN_HOURS}))
    return Reader(RATE, _read, _plain, verdict=_verdict, doubts=doubts)


@present_number
def _read(text: str) -> Reading:
    folded = plain_signs(without_accents(text))
    if folded in _FULL:
        return _share(Decimal(1))
    if folded in _HALF:
        return _share(Decimal("0.5"))
    if folded in _PART:
        return Reading(repaired=rule.SHARE_UNSAID)
    return _measured(" ".join(_DESCRIBED.sub(" ", folded).split()))


def _measured(text: str) -> Reading:
    """A share, in whatever it is measured."""
    if parts := _PARTS.fullmatch(text):
        whole = Decimal(parts[2])
        return _share(Decimal(parts[1].replace(",", ".")) / whole) if whole else refused(rule.UNREADABLE_SHARE)
    hours = _PER_WEEK.sub("", text)
    if hours != text or _CLOCK.fullmatch(hours):
        return _of_hours(read_hours(hours))
    number = read_number(text, rule.UNREADABLE_SHARE)
    if isinstance(number, Fault):
        return refused(number.code)
    words = f"{number.before}{number.after}"
    if words in PERCENT_WORDS:
        return _share(number.value / 100)._replace(sign=_IN_PERCENT)
    return refused(rule.TEXT_WITH_NUMBER) if words else _bare(number.value)


def _bare(value: Decimal) -> Reading:
    """A number without a unit: a fraction up to 1, a percentage beyond the longest week, hours or percent between."""
    if value <= 1:
        return _share(value)
    percent = assumed(value)
    if value > _LONGEST_WEEK:
        return percent._replace(sign=_IN_PERCENT)
    hours = _of_hours(Reading(str(value)))
    return Reading(refused=rule.PERCENT_OR_HOURS, sign=_EITHER, choices={_IN_PERCENT: percent, _IN_HOURS: hours})


def _of_hours(hours: Reading) -> Reading:
    """Hours a week as a share of 35, a longer week being a full time."""
    if hours.refused or hours.value is None:
        return hours
    value = Decimal(str(hours.value))
    if value > _LONGEST_WEEK:
        return refused(rule.RATE_OUT_OF_RANGE)
    share = _share(min(value / _FULL_WEEK, Decimal(1)))
    return share._replace(repaired=rule.HOURS_TO_SHARE, sign=_IN_HOURS)


def _share(value: Decimal) -> Reading:
    return fraction(value.quantize(Decimal("0.000001")) if 0 <= value <= 1 else value)


def _verdict(signs: Mapping[str, int]) -> Mapping[str, str]:
    """What bare numbers are, where the others of the column are all percentages, or all hours."""
    units = [unit for unit in (_IN_PERCENT, _IN_HOURS) if signs.get(unit)]
    return {_EITHER: units[0]} if len(units) == 1 else {}


def _plain(text: pl.Series) -> pl.Series:
    """Fractions up to 1, with a point."""
    share = plain_decimals(RATE, text)
    return share.set((share > 1).fill_null(value=True) | text.str.starts_with("-"), None)
