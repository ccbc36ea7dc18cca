"""What is less than a date: a month, a year, a day without its year, a serial number, a season."""

from __future__ import annotations

import re

from transforms.values import rule_codes as rule
from transforms.values.calendar_words import MONTH, MONTHS, SILENT_WORDS, VAGUE
from transforms.values.column_calendar import Calendar
from transforms.values.reading import Reading, refused

_DIGITS = re.compile(r"[0-9]+")
_SERIAL_AND_TIME = re.compile(r"([0-9]{5})[.,][0-9]+")
_YEARS = re.compile(r"(?:19|20)[0-9]{2}(?: ?[-/] ?(?:(?:19|20)[0-9]{2}|1[3-9]|[2-9][0-9]))?")
_WORD_MONTH = re.compile(rf"{MONTH} ?[-/., ]? ?'?([0-9]{{4}}|[0-9]{{2}})(?![0-9])")
_FIGURE_MONTH = re.compile(r"(?<![0-9])([0-9]{1,2}) ?[-/.] ?([0-9]{4})(?![0-9])")
_ISO_MONTH = re.compile(r"(?<![0-9])([0-9]{4}) ?[-/.] ?([0-9]{1,2})(?![0-9])")
_SHORT_MONTH = re.compile(r"([0-9]{1,2})[-/]([0-9]{2})")
_NO_YEAR = re.compile(rf"(?:[0-9]{{1,2}} ?[-/.] ?[0-9]{{1,2}}|(?:[0-9]{{1,2}} ?(?:er|e)? ?[-/.]? ?)?{MONTH})")
_ZEROS = re.compile(r"0+(?:[-/.: ]0+)*")


def read_partial(calendar: Calendar, text: str) -> Reading:
    """Read a text, in lower case and without accents, in which no full date was found."""
    if _ZEROS.fullmatch(text):
        return refused(rule.ZERO_DATE)
    if _DIGITS.fullmatch(text):
        return _digits(calendar, text)
    if serial := _SERIAL_AND_TIME.fullmatch(text):
        return calendar.serial(int(serial[1]))
    if _YEARS.fullmatch(text):
        return refused(rule.YEAR_ONLY)
    return _month(calendar, text) or refused(_fault(text))


def _digits(calendar: Calendar, text: str) -> Reading:
    """Figures alone: 20150901, 01092015, 201509, 2015, or a serial of five figures."""
    year, month = text[:4], text[4:6]
    starts_with_year = "1900" <= year <= "2100"
    if len(text) == 8:
        year_first = starts_with_year and "01" <= month <= "12"
        return calendar.day(int(text[6:]), int(month), year) if year_first else _day_month_year(calendar, text)
    if len(text) == 6 and starts_with_year and "01" <= month <= "12":
        return calendar.month(int(month), year)
    if len(text) == 5 and text[0] != "0":
        return calendar.serial(int(text))
    return refused(rule.YEAR_ONLY if len(text) == 4 and starts_with_year else rule.UNREADABLE_DATE)


def _day_month_year(calendar: Calendar, text: str) -> Reading:
    if not "1900" <= text[4:] <= "2100":
        return refused(rule.UNREADABLE_DATE)
    return calendar.day(int(text[:2]), int(text[2:4]), text[4:])


def _month(calendar: Calendar, text: str) -> Reading | None:
    words, figures, iso = (list(p.finditer(text)) for p in (_WORD_MONTH, _FIGURE_MONTH, _ISO_MONTH))
    found = words or figures or iso
    if not found:
        short = _SHORT_MONTH.fullmatch(text) if calendar.keeps_month else None
        return calendar.month(int(short[1]), short[2]) if short and int(short[2]) > 12 else None
    if len(found) > 1:
        return refused(rule.TWO_DATES)
    match = found[0]
    around = text[: match.start()] + " " + text[match.end() :]
    if VAGUE.search(around) or "?" in around:
        return refused(rule.VAGUE_DATE)
    if set(re.split(r"[ ,.:;()]+", around)) - SILENT_WORDS - {"mois"}:
        return refused(rule.UNREADABLE_DATE)
    if words:
        return calendar.month(MONTHS[match["month"]], match[2])
    return calendar.month(int(match[2 if iso and not figures else 1]), match[1 if iso and not figures else 2])


def _fault(text: str) -> str:
    if VAGUE.search(text):
        return rule.VAGUE_DATE
    return rule.MISSING_YEAR if _NO_YEAR.fullmatch(text) else rule.UNREADABLE_DATE
