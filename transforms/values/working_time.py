"""Working time as a share of a full time of 35 hours: ``80 %``, ``0,8``, ``28/35``, ``28 h``, ``temps plein``.

A bare number up to 48 is hours a week as well as a percentage: the rest of its column says which, or it is refused.
``151,67`` is a full time of a month; beside hours a month, a number that no week can have is hours a month too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

import polars as pl

from transforms.values import rule_codes as rule
from transforms.values.clean import plain_signs, without_accents
from transforms.values.decimals import plain_decimals
from transforms.values.hours import PER_WEEK, read_hours
from transforms.values.rates import PERCENT_WORDS, RATE, assumed, fraction
from transforms.values.reading import Reader, Reading, refused
from transforms.values.typed_numbers import Fault, present_number, read_number

_FULL_WEEK = Decimal(35)  # domain F-C3
_LONGEST_WEEK, _LONGEST_MONTH = 48, 208
_WEEKS_OF_MONTH = Decimal(52) / 12  # 35 hours a week are 151.67 a month
_IN_PERCENT, _IN_HOURS, _IN_MONTHS = "percent", "hours", "hours_of_month"
_EITHER, _PERCENT_OR_MONTH, _BEYOND_WEEK, _UNCLEAR = "percent_or_hours", "percent_or_month", "beyond_week", "unclear"

_FULL = {"temps plein", "plein temps", "temps complet", "plein", "complet", "tc"}
_HALF = {"mi-temps", "mi temps", "1/2 temps", "demi-temps"}
_PART = {"temps partiel", "partiel", "temps non complet", "non complet", "tnc"}
_DESCRIBED = re.compile(
    r"[()]|\b(?:d'un |a )?(?:(?:equivalents? )?temps (?:plein|complet|partiel|non complet)|etp)\b|^a "
)
_PER_MONTH = re.compile(r" ?(?:/ ?|par )mois$| mensuel(?:le)?s?$")
_CLOCK = re.compile(r"[0-9]+(?:[.,][0-9]+)? ?[h:].*")
_PARTS = re.compile(r"([0-9]+(?:[.,][0-9]+)?) ?h? ?/ ?([0-9]{1,3}) ?(?:h|e|eme|emes)?")


def working_time() -> Reader:
    """The reader of shares of a full time, Decimal(7, 6)."""
    either = [frozenset({_EITHER, sign}) for sign in (_IN_PERCENT, _PERCENT_OR_MONTH, _IN_HOURS)]
    doubts = (*either, *(frozenset({_IN_MONTHS, sign}) for sign in (_PERCENT_OR_MONTH, _BEYOND_WEEK)))
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
    if (hours := _PER_MONTH.sub("", text)) != text:
        return _of_month(read_hours(hours))
    hours = PER_WEEK.sub("", text)
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
    """A number without a unit: a fraction up to 1, hours or percent up to 48, a percentage up to 100."""
    if value <= 1:
        return _share(value)
    percent, hours = assumed(value), Reading(str(value))
    if value <= _LONGEST_WEEK:
        choices = {_IN_PERCENT: percent, _IN_HOURS: _of_hours(hours)}
        return Reading(refused=rule.PERCENT_OR_HOURS, sign=_EITHER, choices=choices)
    if 151 <= value <= 152:  # as 151.67 is rounded
        return _of_month(hours)
    choices = {_IN_MONTHS: _of_month(hours), _UNCLEAR: refused(rule.PERCENT_OR_HOURS)}
    return percent._replace(sign=_BEYOND_WEEK if percent.refused else _PERCENT_OR_MONTH, choices=choices)


def _of_hours(hours: Reading) -> Reading:
    """Hours a week as a share of 35, a longer week being a full time; beyond 100, hours a month."""
    if hours.refused or hours.value is None:
        return hours
    value = Decimal(str(hours.value))
    if value > 100:
        return _of_month(hours)
    if value > _LONGEST_WEEK:
        return refused(rule.RATE_OUT_OF_RANGE)._replace(sign=_BEYOND_WEEK, choices={_IN_MONTHS: _of_month(hours)})
    share = _share(min(value / _FULL_WEEK, Decimal(1)))
    return share._replace(repaired=rule.HOURS_TO_SHARE, sign=_IN_HOURS)


def _of_month(hours: Reading) -> Reading:
    """Hours a month as those of a week, to the hundredth: 86,67 are 20."""
    if hours.refused or hours.value is None:
        return hours
    value = Decimal(str(hours.value))
    if value > _LONGEST_MONTH:
        return refused(rule.RATE_OUT_OF_RANGE)
    week = (value / _WEEKS_OF_MONTH).quantize(Decimal("0.01"))
    return _share(min(week / _FULL_WEEK, Decimal(1)))._replace(repaired=rule.HOURS_TO_SHARE, sign=_IN_MONTHS)


def _share(value: Decimal) -> Reading:
    return fraction(value.quantize(Decimal("0.000001")) if 0 <= value <= 1 else value)


def _verdict(signs: Mapping[str, int]) -> Mapping[str, str]:
    """What bare numbers are, where the others of the column are all percentages, all hours a week or all a month."""
    if signs.get(_IN_MONTHS):
        return {_BEYOND_WEEK: _IN_MONTHS, _PERCENT_OR_MONTH: _UNCLEAR if signs.get(_IN_PERCENT) else _IN_MONTHS}
    percents = signs.get(_IN_PERCENT) or signs.get(_PERCENT_OR_MONTH)
    units = [unit for unit, found in ((_IN_PERCENT, percents), (_IN_HOURS, signs.get(_IN_HOURS))) if found]
    return {_EITHER: units[0]} if len(units) == 1 else {}


def _plain(text: pl.Series) -> pl.Series:
    """Fractions up to 1, with a point."""
    share = plain_decimals(RATE, text)
    return share.set((share > 1).fill_null(value=True) | text.str.starts_with("-"), None)
