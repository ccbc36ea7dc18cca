"""Telephone numbers, stored in E.164: ``04 75 00 00 00`` is ``+33475000000``."""

from __future__ import annotations

import re

import polars as pl

from transforms.values import rule_codes as rule
from transforms.values.missing import present
from transforms.values.reading import AS_NUMBER, Reader, Reading, refused

_LABEL = re.compile(r"^(?:t[eé]l(?:[eé]phone)?|port(?:able)?|mobile|fixe)\b ?[.:]* ?", re.IGNORECASE)
_SEPARATORS = re.compile(r"[ .\-–—/_]+|\(0\)")
_LONGEST = 200
_SEVERAL = re.compile(r"(?:\+|0)[0-9 .\-]{8,}.*(?<![0-9])(?:\+|0)[0-9 .\-]{8,}")
_SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]+)?e\+[0-9]{1,3}", re.IGNORECASE)
_FRENCH = re.compile(r"(?:0|\+330?|00330?)([1-9][0-9]{8})")
_FOREIGN = re.compile(r"(?:\+|00)([1-9][0-9]{6,14})")
_NINE_DIGITS = re.compile(r"[1-9][0-9]{8}")


def phones() -> Reader:
    """The reader of telephone numbers; French unless a country code says otherwise."""
    return Reader(pl.String(), _read, _plain)


@present
def _read(text: str) -> Reading:
    if _SCIENTIFIC.fullmatch(text):
        return refused(rule.SCIENTIFIC_IDENTIFIER)
    number = _SEPARATORS.sub("", _LABEL.sub("", text).removesuffix(".0"))
    if french := _FRENCH.fullmatch(number):
        return Reading(f"+33{french[1]}")
    if (foreign := _FOREIGN.fullmatch(number)) and not foreign[1].startswith("33"):
        return Reading(f"+{foreign[1]}")
    if _NINE_DIGITS.fullmatch(number):
        restored = Reading(f"+33{number}", repaired=rule.ZERO_RESTORED)
        return Reading(refused=rule.MISSING_DIGIT, choices={AS_NUMBER: restored})
    return refused(rule.TWO_VALUES if _SEVERAL.search(text[:_LONGEST]) else rule.PHONE_SHAPE)


def _plain(text: pl.Series) -> pl.Series:
    digits = text.str.replace_all("[ .-]", "")
    return "+33" + digits.set(~digits.str.contains("^0[1-9][0-9]{8}$").fill_null(value=False), None).str.slice(1)
