"""What a cell's text looks like: a value, something with digits, or words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Literal

import polars as pl

from transforms.raw import Row

Shape = Literal["value", "digits", "words", "missing"]

_SIGN = r"[\s(+\-−–]*"
_NUMBER = rf"{_SIGN}[€$£]?\s*\d[\d\s.,'’]*(?:[eE][+\-]?\d+)?\s*(?:[€$£%]|k€|K€|euros?)?\s*[)\-]?"
_DATE = r"\d{1,4}[\-/.]\d{1,2}[\-/.]\d{1,4}(?:[ T]\d{1,2}:.*)?"
_MONTH = r"(?:jan|f[ée]v|feb|mar|avr|apr|mai|may|juin|juil|jun|jul|ao[uû]|aug|sep|oct|nov|d[ée]c)[a-zéû]*\.?"
_SPELLED = rf"(?i:(?:[a-z]+\.?\s)?\d{{1,2}}(?:er)?[\s\-]{_MONTH}[\s\-](?:\d{{4}}|\d\d)|{_MONTH}[\s\-](?:\d{{4}}|\d\d))"
_TIME = r"\d{1,4}\s?[:h]\s?\d{2}(?::\d{2}.*)?"
_WORD = r"(?i:true|false|vrai|faux|oui|non|yes|no)|#[A-Z0-9/_]+[!?]?"
VALUE = rf"^\s*(?:{_NUMBER}|{_DATE}|{_SPELLED}|{_TIME}|{_WORD})\s*$"
MISSING = r"^\s*(?:[\-–—.*…?]+|(?i:n\.?\s?/?\s?[acdr]\.?|null|none|nan|néant|neant|so|s\.o\.))\s*$"
_IS_VALUE, _IS_MISSING, _HAS_DIGIT = re.compile(VALUE), re.compile(MISSING), re.compile(r"\d")
_IS_WORD = re.compile(rf"^\s*(?:{_WORD})\s*$")
_YEAR = re.compile(r"^\s*(?:19|20)\d\d\s*$")
_MOMENT = re.compile(r"^\d{4}-\d\d-\d\d 00:00:00$")
_LONGEST_VALUE = 200
_UNEVEN_MONTHS = 3  # days between the longest and the shortest month


@lru_cache(maxsize=4096)
def shape_of(text: str) -> Shape:
    """The shape of one text; one too long for a value is words, told by how it begins."""
    if len(text) > _LONGEST_VALUE:
        return "digits" if _HAS_DIGIT.search(text, 0, _LONGEST_VALUE) else "words"
    has_digit = text[:1].isdecimal() or _HAS_DIGIT.search(text)
    if (_IS_VALUE if has_digit else _IS_WORD).match(text):  # the other values all have a digit
        return "value"
    if _IS_MISSING.match(text):
        return "missing"
    return "digits" if has_digit else "words"


def is_value(column: str) -> pl.Expr:
    """Whether each cell of a column is a value: a number, a date, a time, yes or no, an error."""
    return pl.col(column).str.contains(VALUE).fill_null(value=False)


@lru_cache(maxsize=64)
def shapes_of_row(cells: Row) -> tuple[Shape | None, ...]:
    """The shape of each cell; years or months that run on from cell to cell beside a word are headings, hence words.

    The few rows around the headings of one sheet are asked for again and again.
    """
    shapes = [None if cell is None else shape_of(cell) for cell in cells]
    held = [(at, cell) for at, cell in enumerate(cells) if cell is not None and shapes[at] == "value"]
    beside = any(shape in ("words", "digits") for shape in shapes) or (bool(held) and held[0][0] > 0)
    if len(held) >= 2 and beside and _runs_on([cell for _, cell in held]):
        for at, _ in held:
            shapes[at] = "words"
    return tuple(shapes)


def _runs_on(cells: Sequence[str]) -> bool:
    """Whether the cells are years, or three dates or small numbers and more, in even steps."""
    if all(_YEAR.match(cell) for cell in cells):
        years = [int(cell) for cell in cells]
        return len({after - before for before, after in pairwise(years)}) == 1 and years[1] != years[0]
    if len(cells) < 3:
        return False
    if all(_MOMENT.match(cell) for cell in cells):
        steps = [after - before for before, after in pairwise(map(_day_number, cells))]
        return min(steps) > 0 and max(steps) - min(steps) <= _UNEVEN_MONTHS
    numbers = [int(cell) for cell in cells if cell.strip().isdigit()]
    return len(numbers) == len(cells) and all(after - before == 1 for before, after in pairwise(numbers))


def _day_number(moment: str) -> int:
    """The days since year 0 of a moment's day; 0 for a day that no calendar has."""
    try:
        return date.fromisoformat(moment[:10]).toordinal()
    except ValueError:
        return 0
