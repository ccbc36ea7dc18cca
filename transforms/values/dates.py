"""Dates as people write them in France, and what a column says of the order of day and month."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import partial

import polars as pl

from transforms.values import rule_codes as rule
from transforms.values.calendar_words import (
    DAY_NAME,
    KEPT_OUT_WORDS,
    MONTH,
    MONTHS,
    NO_DATE,
    SILENT_WORDS,
    VAGUE,
    WEEKDAYS,
)
from transforms.values.clean import clean, plain_signs, without_accents
from transforms.values.column_calendar import Calendar
from transforms.values.missing import missing
from transforms.values.partial_dates import read_partial
from transforms.values.plain_dates import (
    DAY_FIRST,
    EITHER,
    MONTH_FIRST,
    TRUE_FIRST,
    TRUE_HIGH,
    TRUE_LOW,
    order_signs,
    plain_dates,
)
from transforms.values.reading import Reader, Reading, refused
from transforms.values.spec import ValueSpec

_UNDECIDED, _SWAPPED = "undecided", "swapped"
_PROOFS = 3
MAJORITY = 20
"""How many dates that begin with the day make one that begins with the month a slip."""

_TRUE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2}) 00:00:00")
_IF_SWAPPED = {_SWAPPED: refused(rule.DAY_MONTH_SWAPPED)}
_FIGURES = re.compile(r"([0-9]{1,2})(?:[/.]|-(?=[0-9]+-))([0-9]{1,2})[-/.]([0-9]{4}|[0-9]{2})")
_SPAN = re.compile(r"(?<![0-9])(?:0?[1-9]|1[0-2]) ?- ?(?:0?[1-9]|1[0-2]) ?[/.] ?(?:[0-9]{4}|[0-9]{2})(?![0-9])")
"""« 09-10/2014 » is from September to October as well as the 9th of October."""
_ISO = re.compile(r"(?<![0-9])([0-9]{4})([-/. ])([0-9]{1,2})\2([0-9]{1,2})(?![0-9])")
_WORDS = re.compile(
    r"(?<![0-9])([0-9]{1,2}|premier) ?(?:er|ere|eme|e|o|st|nd|rd|th)?(?: |[-/., ] ?)?(?:de )?"
    rf"{MONTH} ?[-/., ]? ?(?:de )?'?([0-9]+)"
)
_ENGLISH = re.compile(rf"{MONTH} ([0-9]{{1,2}})(?:st|nd|rd|th)?,? ([0-9]{{4}})(?![0-9])")
_NUMERIC = re.compile(r"(?<![0-9])([0-9]{1,2})(?:(?<=1)er)? ?[-/. ] ?([0-9]{1,2}) ?[-/. ] ?([0-9]+)(?![0-9])")
_TIME = re.compile(
    r"^(?:t| |,|a )*([0-9]{1,2}) ?(?:[:h]|\.(?=[0-9]{2}\b)) ?([0-9]{0,2})(?:[:.]([0-9]{2})(?:[.,][0-9]+)?)?"
    r" ?(am|pm)?(?:z|utc|[-+][0-9:]+)?(?![0-9])"
)
_AGE = re.compile(r" ?[-,(]? ?(?:1[4-9]|[2-9][0-9]) ans ?\)?")
_PUNCTUATION = re.compile(r"[a-z',.:;() -]*")


def dates(spec: ValueSpec, *, keeps_month: bool = False) -> Reader:
    """The reader of dates; with ``keeps_month`` it stores the first day of the month that is named."""
    calendar = Calendar(spec, keeps_month)
    return Reader(
        pl.Date(), partial(_read, calendar), partial(plain_dates, calendar),
        plain_sign=order_signs, plain_may_differ=True, verdict=_verdict,
        doubts=(frozenset({MONTH_FIRST}), frozenset({DAY_FIRST, TRUE_LOW})),
    )  # fmt: skip


def _verdict(signs: Mapping[str, int]) -> Mapping[str, str]:
    """What the order of day and month is in a column, from its dates that leave no choice.

    A column is month-first when three texts prove it and none speaks against it; with proofs of both, a date that
    could be either is refused unless day-first is the rule and month-first the slip. True dates are refused where
    none is later than the 12th while texts are: a spreadsheet set to English has swapped those that it could.
    """
    day_first, month_first = signs.get(DAY_FIRST, 0), signs.get(MONTH_FIRST, 0)
    verdict: dict[str, str] = {}
    if month_first >= _PROOFS and not day_first:
        verdict = {MONTH_FIRST: MONTH_FIRST, EITHER: MONTH_FIRST}
    elif month_first and day_first < MAJORITY * month_first:
        verdict = {EITHER: _UNDECIDED}
    if max(day_first, month_first) >= _PROOFS and signs.get(TRUE_LOW) and not signs.get(TRUE_HIGH):
        verdict |= {TRUE_LOW: _SWAPPED, TRUE_FIRST: _SWAPPED}
    return verdict


def _read(calendar: Calendar, text: str) -> Reading:
    if true := _TRUE.fullmatch(text):
        return _true_date(calendar, *true.groups())
    if figures := _FIGURES.fullmatch(text):
        return _numeric(calendar, figures)
    text = clean(text)
    if not text:
        return Reading()
    if absent := missing(text):
        return absent
    text = without_accents(plain_signs(text))
    if text in NO_DATE:
        return Reading(repaired=rule.NOT_CONCERNED)
    named = DAY_NAME.match(text)
    if named and not calendar.keeps_month:
        return _on(WEEKDAYS[named[1][:3]], _read_words(calendar, text[named.end() :]))
    return _read_words(calendar, text[named.end() :] if named else text)


def _on(weekday: int, reading: Reading) -> Reading:
    """The reading of a date whose day was named: told where it falls on another."""
    choices = {choice: _on(weekday, one) for choice, one in reading.choices.items()}
    date = reading.value
    if isinstance(date, dt.date) and date.weekday() != weekday:
        return reading._replace(repaired=rule.WEEKDAY_DIFFERS, choices=choices)
    return reading._replace(choices=choices)


def _read_words(calendar: Calendar, text: str) -> Reading:
    """Read a text in lower case, without accents nor the name of the day in front."""
    if _SPAN.search(text):
        return refused(rule.TWO_DATES)
    found, rest = _find(text)
    if not found:
        return read_partial(calendar, text)
    if len(found) > 1:
        return refused(rule.TWO_DATES)
    around = _around(*rest)
    if around in {None, rule.TIME_DROPPED, rule.WORDS_DROPPED}:
        reading = found[0](calendar)
        return reading._replace(repaired=reading.repaired or around) if reading.value else reading
    return Reading(refused=around)


def _true_date(calendar: Calendar, year: str, month: str, day: str) -> Reading:
    """A date of the spreadsheet itself, which an English one may have swapped."""
    reading = calendar.day(int(day), int(month), year)
    if reading.refused or day == month:
        return reading
    if day > "12":
        return Reading(reading.value, None, reading.repaired, TRUE_HIGH)
    return Reading(reading.value, None, reading.repaired, TRUE_FIRST if day == "01" else TRUE_LOW, _IF_SWAPPED)


_Found = Callable[[Calendar], Reading]


def _find(text: str) -> tuple[list[_Found], tuple[str, str]]:
    """Every full date in the text, and what stands before and after."""
    found: list[_Found] = []
    for pattern, read in _PATTERNS:
        found += [partial(read, match=match) for match in pattern.finditer(text)]
        text = pattern.sub("\0", text)
    before, _, after = text.partition("\0")
    return found, (before, after)


def _iso(calendar: Calendar, match: re.Match[str]) -> Reading:
    return calendar.day(int(match[4]), int(match[3]), match[1])


def _words(calendar: Calendar, match: re.Match[str]) -> Reading:
    day = 1 if match[1] == "premier" else int(match[1])
    return calendar.day(day, MONTHS[match["month"]], match[3])


def _english(calendar: Calendar, match: re.Match[str]) -> Reading:
    return calendar.day(int(match[2]), MONTHS[match["month"]], match[3])


def _numeric(calendar: Calendar, match: re.Match[str]) -> Reading:
    """Day, month and year in figures; the order is the French one unless the column proves the other."""
    first, second, year = int(match[1]), int(match[2]), match[3]
    day_first = calendar.day(first, second, year)
    if first == second or first > 12:
        return day_first._replace(sign=DAY_FIRST) if first > 12 and day_first.value else day_first
    month_first = calendar.day(second, first, year, rule.MONTH_FIRST_COLUMN)
    if second > 12:
        impossible = day_first.refused != rule.IMPOSSIBLE_DATE or month_first.refused == rule.IMPOSSIBLE_DATE
        choices = {MONTH_FIRST: month_first}
        return day_first if impossible else Reading(refused=rule.MONTH_FIRST_DATE, sign=MONTH_FIRST, choices=choices)
    choices = {MONTH_FIRST: month_first, _UNDECIDED: refused(rule.AMBIGUOUS_DAY_MONTH)}
    return day_first._replace(sign=EITHER, choices=choices)


_PATTERNS = ((_ISO, _iso), (_WORDS, _words), (_ENGLISH, _english), (_NUMERIC, _numeric))


def _around(before: str, after: str) -> str | None:
    """The rule for what surrounds the date: None for nothing of note, words or a time dropped, else a refusal."""
    if _AGE.fullmatch(after):
        return _around(before, "") or rule.WORDS_DROPPED
    time = _TIME.match(after)
    words = before + (after[time.end() :] if time else after)
    if "?" in words or VAGUE.search(words):
        return rule.VAGUE_DATE
    if re.search(r"[0-9](?:er|e)? *(?:et|ou|au|a|-|/|,|&) *(?:le )?$", before):
        return rule.TWO_DATES
    if not _PUNCTUATION.fullmatch(words):
        return rule.UNREADABLE_DATE
    left = set(re.split(r"[^a-z']+", words)) - SILENT_WORDS
    if left:
        return rule.WORDS_DROPPED if left <= KEPT_OUT_WORDS else rule.UNREADABLE_DATE
    return rule.TIME_DROPPED if time and not _is_midnight(time) else None


def _is_midnight(time: re.Match[str]) -> bool:
    hour, minute, second, half = time.groups()
    midnight = int(hour) == (12 if half == "am" else 0)
    return midnight and not int(minute or 0) and not int(second or 0) and half != "pm"
