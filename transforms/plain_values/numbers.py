"""Amounts, rates, hours and numbers, exact to the last digit."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

import polars as pl

from transforms.plain_values.parsed import Cell, Parsed, by_distinct

EUR, RATE, HOURS, COORDINATE = pl.Decimal(12, 2), pl.Decimal(7, 6), pl.Decimal(6, 2), pl.Decimal(9, 6)
_PLAIN = r"^-?\d{1,9}([.,]\d{1,2})?$"
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']")
_CURRENCY = re.compile(r"(?i)(\$|£|usd|gbp|chf|livres?|dollars?|francs?|\bf\b)")
_EURO = re.compile(r"(?i)(€|euros?|eur)(ht|ttc)?$")
_GROUPED = re.compile(r"^\d{1,3}([.,])\d{3}(\1\d{3})*$")
_HOURS = re.compile(r"(?i)^(\d{1,3})\s*(?:h|:|$)\s*(\d{1,2})?(?::00)?(?:\s*(?:mn|min))?$")


def parse_eur(text: pl.Series, thousands: bool = False) -> Parsed:
    """Amounts in euros, to the cent; ``thousands`` when the heading says k€."""
    text = text.str.strip_chars()
    quick = pl.Series([None], dtype=EUR).new_from_index(0, len(text))
    if not thousands:
        is_plain = text.str.contains(_PLAIN).fill_null(value=False)
        quick = text.set(~is_plain, None).str.replace(",", ".", literal=True).cast(EUR)
    return by_distinct(text, lambda value: _amount(value, thousands), EUR, quick)


def _amount(text: str, thousands: bool) -> Cell:
    if _CURRENCY.search(text):
        return Cell(refused="MONTANT-02")
    if "%" in text or re.match(r"^\d{4}-\d{2}-\d{2}", text):
        return Cell(refused="MONTANT-03")
    packed = _SPACES.sub("", text).replace("−", "-")
    packed, repaired = _EURO.sub("", packed), "MONTANT-11" if thousands else None
    factor = 1000 if thousands else 1
    if packed[-1:] in "kK" and len(packed) > 1:
        packed, factor, repaired = packed[:-1], 1000, "MONTANT-11"
    negative = packed.startswith(("-", "(")) or packed.endswith("-")
    packed = packed.strip("-()+")
    number = _decimal(packed)
    if isinstance(number, str):
        return Cell(refused=number)
    value = (number * factor).quantize(Decimal("0.01"))
    if value != number * factor:
        repaired = "MONTANT-12"
    if abs(value) >= 10**10:
        return Cell(refused="MONTANT-06")
    return Cell(-value if negative else value, None, repaired)


def _decimal(packed: str) -> Decimal | str:
    """The number, or the code that refuses it; ``1.234`` may be a thousand or a decimal, so it is refused."""
    if not re.fullmatch(r"\d[\d.,]*", packed):
        return "MONTANT-05" if not packed or packed.isalpha() else "MONTANT-01"
    if _GROUPED.match(packed):
        marks = packed.count(".") + packed.count(",")
        return "MONTANT-04" if marks == 1 else Decimal(re.sub(r"[.,]", "", packed))
    last = max(packed.rfind("."), packed.rfind(","))
    whole, cents = (packed, "") if last < 0 else (packed[:last], packed[last + 1 :])
    if re.search(r"[.,]", whole) and not _GROUPED.match(whole):
        return "MONTANT-01"
    try:
        return Decimal(re.sub(r"[.,]", "", whole) + "." + (cents or "0"))
    except InvalidOperation:
        return "MONTANT-01"


def parse_rate(text: pl.Series) -> Parsed:
    """Fractions of one, from ``85 %``, ``0,85`` or ``85``; a bare ``1`` may be 1 % or 100 % and is refused."""
    nothing = pl.Series([None], dtype=RATE).new_from_index(0, len(text))
    return by_distinct(text.str.strip_chars(), _rate, RATE, nothing)


def _rate(text: str) -> Cell:
    packed = _SPACES.sub("", text).replace(",", ".")
    percent = packed.endswith("%")
    try:
        number = Decimal(packed.rstrip("%"))
    except InvalidOperation:
        return Cell(refused="MONTANT-01")
    if not number.is_finite():
        return Cell(refused="MONTANT-01")
    if not percent and number == 1 and "." not in packed:
        return Cell(refused="MONTANT-08")
    value = number / 100 if percent or number > 1 else number
    if not 0 <= value <= 1:
        return Cell(refused="MONTANT-07")
    return Cell(value.quantize(Decimal("0.000001")), None, None if percent or number <= 1 else "MONTANT-13")


def parse_hours(text: pl.Series) -> Parsed:
    """Hours: ``26``, ``26,5``, ``26:30``, ``26h30``."""
    text = text.str.strip_chars()
    is_plain = text.str.contains(r"^\d{1,3}([.,]\d{1,2})?$").fill_null(value=False)
    quick = text.set(~is_plain, None).str.replace(",", ".", literal=True).cast(HOURS)
    return by_distinct(text, _hours, HOURS, quick)


def _hours(text: str) -> Cell:
    weekly = re.sub(r"(?i)\s*(/\s*sem.*|par semaine|hebdo.*)$", "", text)
    weekly = re.sub(r"(?i)\s*(/\s*sem.*|par semaine|hebdo.*)$", "", text)
    found = _HOURS.match(re.sub(r"(?i)heures?$", "h", weekly))
    if not found or int(found.group(2) or 0) > 59:
        return Cell(refused="MONTANT-09")
    return Cell((Decimal(found.group(1)) + Decimal(found.group(2) or 0) / 60).quantize(Decimal("0.01")))


def parse_integer(text: pl.Series) -> Parsed:
    """Whole numbers, with or without a word after them (``12 mois``)."""
    text = text.str.strip_chars()
    quick = text.set(~text.str.contains(r"^\d{1,9}$").fill_null(value=False), None).cast(pl.Int64)
    return by_distinct(text, _integer, pl.Int64(), quick)


def _integer(text: str) -> Cell:
    found = re.fullmatch(r"(?i)([+-]?\d{1,9})(?:[.,]0+)?\s*(mois|ans?|jours?|h|heures?)?", text)
    return Cell(int(found.group(1))) if found else Cell(refused="MONTANT-10")


def parse_decimal(text: pl.Series) -> Parsed:
    """Coordinates, to the sixth decimal."""
    nothing = pl.Series([None], dtype=COORDINATE).new_from_index(0, len(text))
    return by_distinct(text.str.strip_chars(), _coordinate, COORDINATE, nothing)


def _coordinate(text: str) -> Cell:
    if not re.fullmatch(r"[+-]?\d{1,3}([.,]\d+)?", text):
        return Cell(refused="MONTANT-01")
    return Cell(Decimal(text.replace(",", ".")).quantize(Decimal("0.000001")))
