"""Postcodes and commune codes of the Insee: five characters, whose first zero Excel loses."""

from __future__ import annotations

import re
from functools import partial

import polars as pl

from transforms.values import rule_codes as rule
from transforms.values.missing import present
from transforms.values.reading import AS_NUMBER, Reader, Reading, refused

_POSTCODE = r"(?:0[1-9]|[1-9][0-9])[0-9]{3}"
_INSEE = r"(?:0[1-9]|[1-9][0-9]|2[AB])[0-9]{3}"
_WHOLE_NUMBER = re.compile(r"([0-9]+)[.,]0")
_FOUR_DIGITS = re.compile(r"[1-9][0-9]{3}")


def postcodes() -> Reader:
    """The reader of French postcodes."""
    return _reader(_POSTCODE, rule.POSTCODE_SHAPE)


def commune_codes() -> Reader:
    """The reader of the Insee's commune codes, 2A and 2B for Corsica."""
    return _reader(_INSEE, rule.INSEE_SHAPE)


def _reader(shape: str, fault: str) -> Reader:
    return Reader(pl.String(), present(partial(_read, re.compile(shape), fault)), partial(_plain, f"^{shape}$"))


def _read(shape: re.Pattern[str], fault: str, text: str) -> Reading:
    whole = _WHOLE_NUMBER.fullmatch(text)
    code = whole[1] if whole else text.replace(" ", "").upper().removeprefix("F-")
    if shape.fullmatch(code):
        return Reading(code)
    if _FOUR_DIGITS.fullmatch(code):
        restored = Reading(f"0{code}", repaired=rule.ZERO_RESTORED)
        return Reading(refused=rule.MISSING_DIGIT, choices={AS_NUMBER: restored})
    return refused(fault)


def _plain(pattern: str, text: pl.Series) -> pl.Series:
    return text.set(~text.str.contains(pattern).fill_null(value=False), None)
