"""One person out of what a received file holds: which of its cells tell of the person, and the book without them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import polars as pl

from schemas.alphabet import bare_letters
from schemas.wording import ERASED
from transforms.pseudonyms import fold_name
from transforms.raw import RawBook, RawSheet
from transforms.withheld_sheets import real_name

_SHORTEST = 4
Row = tuple[str, int]
"""Sheet and row in it."""


@dataclass(frozen=True)
class Identity:
    """Name and birth date of the person, as an EPI writes them."""

    last_name: str
    first_name: str
    birth_date: dt.date


@dataclass(frozen=True)
class Redaction:
    """The book without the person, the sheet and address of each cell erased, the texts that were there, and the rows
    left that hold the names but not the birth date."""

    book: RawBook
    cells: tuple[tuple[str, str], ...]
    values: frozenset[str]
    doubtful: tuple[Row, ...]


@dataclass(frozen=True)
class Stays:
    """The letters of the columns that tell nothing of who a person is: of each row known to be of the person, by its
    table; and of each sheet in which tables were found, for the rows found by name. Of another sheet nothing stays of
    such a row."""

    rows: Mapping[Row, Collection[str]]
    sheets: Mapping[str, Collection[str]]


def redact(book: RawBook, stays: Stays, people: Collection[Identity], *, doubtful_too: bool = False) -> Redaction:
    """Erase the cells of the person's rows but for the columns that stay, and every other cell that names the person.

    A row that holds both names is the person's where it holds the birth date too, or where ``doubtful_too`` says so;
    a cell that holds both names is. Hidden sheets are looked into where the book holds their cells.
    """
    stays = _of_one_sheet(stays, book.sheets[0].name) if book.separator is not None else _of_sheets(stays, book)
    cells: list[tuple[str, str]] = []
    values: set[str] = set()
    doubtful: list[Row] = []
    sheets: list[RawSheet] = []
    for sheet in book.sheets:
        found: dict[int, set[str]] = {}
        for at in _candidates(sheet, stays, people):
            row, usual = sheet.first_row + at, stays.sheets.get(sheet.name)
            line = sheet.text.row(at, named=True)
            letters, is_doubtful = _to_erase(line, stays.rows.get((sheet.name, row)), usual, people, doubtful_too)
            if is_doubtful:
                doubtful.append((sheet.name, row))
            if letters:
                found[at] = letters
                cells += [(sheet.name, f"{letter}{row}") for letter in line if letter in letters]
                values |= {str(line[letter]) for letter in letters}
        sheets.append(_without(sheet, found))
    return Redaction(replace(book, sheets=tuple(sheets)), tuple(cells), frozenset(values), tuple(doubtful))


class Naming:
    """Whether a text outside the person's own cells tells of the person."""

    def __init__(self, people: Collection[Identity], values: Collection[str] = ()) -> None:
        self._names = [(fold_name(one.last_name), fold_name(one.first_name)) for one in people]
        self._births = [one.birth_date for one in people]
        self._values = {value.strip() for value in values if len(value.strip()) >= _SHORTEST}

    def may_name(self, texts: pl.Series) -> pl.Series:
        """Which of the texts hold the longest part of a name: every text that names the person does."""
        parts = sorted({max(name.split(), key=len, default="") for pair in self._names for name in pair} - {""})
        bare = bare_letters(pl.lit(texts.fill_null(""))).str.to_uppercase()
        return pl.select(bare.str.contains_any(parts) if parts else bare.is_null()).to_series()

    def both(self, text: str) -> bool:
        """Whether it holds both names of the person."""
        folded = f" {fold_name(text)} "
        return any(f" {last} " in folded and f" {first} " in folded for last, first in self._names)

    def either(self, text: str) -> bool:
        """Whether it holds one of the names, or a text that stood in an erased cell."""
        folded = f" {fold_name(text)} "
        names = (name for pair in self._names for name in pair)
        return any(f" {name} " in folded for name in names) or any(value in text for value in self._values)


def _candidates(sheet: RawSheet, stays: Stays, people: Collection[Identity]) -> list[int]:
    """The rows to look at: those known, and those with a text that holds the longest part of a name of the person."""
    if sheet.text.is_empty():
        return []
    known = [row - sheet.first_row for name, row in stays.rows if name == sheet.name]
    joined = sheet.text.select(pl.concat_str(pl.all().fill_null(""), separator=" ").alias("row"))["row"]
    named = Naming(people).may_name(joined).arg_true().to_list()
    return sorted({*(at for at in known if 0 <= at < sheet.text.height), *named})


def _without(sheet: RawSheet, found: Mapping[int, Collection[str]]) -> RawSheet:
    """The sheet with the cells found, by row, in which ``ERASED`` stands."""
    columns: dict[str, list[int]] = {}
    for at, letters in found.items():
        for letter in letters:
            columns.setdefault(letter, []).append(at)
    texts = (sheet.text[letter].scatter(sorted(rows), ERASED) for letter, rows in columns.items())
    return replace(sheet, text=sheet.text.with_columns(*texts))


def _of_one_sheet(stays: Stays, name: str) -> Stays:
    """The same for the one sheet of a CSV, which is named after the file, and a file may come under several names."""
    rows = {(name, row): letters for (_, row), letters in stays.rows.items()}
    return Stays(rows, dict.fromkeys([name], next(iter(stays.sheets.values()), ())))


def _of_sheets(stays: Stays, book: RawBook) -> Stays:
    """The same with the names of the sheets as the file has them."""
    names = [sheet.name for sheet in book.sheets]
    rows = {(real_name(sheet, names), row): letters for (sheet, row), letters in stays.rows.items()}
    return Stays(rows, {real_name(sheet, names): letters for sheet, letters in stays.sheets.items()})


def _to_erase(
    line: Mapping[str, str | None],
    kept: Collection[str] | None,
    usual: Collection[str] | None,
    people: Collection[Identity],
    doubtful_too: bool,
) -> tuple[set[str], bool]:
    """The letters of the cells of one row to erase, and whether the row only holds the names."""
    filled = {letter: text for letter, text in line.items() if text is not None and text != ERASED}
    letters = {letter for letter in filled if kept is not None and letter not in kept}
    is_doubtful = False
    for one in people:
        last, first = fold_name(one.last_name), fold_name(one.first_name)
        folded = {letter: f" {fold_name(text)} " for letter, text in filled.items()}
        surnames = {letter for letter, text in folded.items() if f" {last} " in text}
        given = {letter for letter, text in folded.items() if f" {first} " in text}
        births = {letter for letter, text in filled.items() if _is_day(text, one.birth_date)}
        both = surnames & given
        has_names = bool(surnames - both and given - both) or (last == first and len(both) > 1)
        is_found = bool(both) or (has_names and (bool(births) or doubtful_too))
        if kept is not None or is_found:  # also where a name stands in a column that usually tells of nobody
            letters |= births | surnames | given
        if has_names and (kept is not None or is_found):
            letters |= {letter for letter in filled if letter not in (usual or ())}
        elif has_names:
            is_doubtful = True
    return letters, is_doubtful and kept is None


def _is_day(text: str, day: dt.date) -> bool:
    """Whether a text is the day, as spreadsheets and people write it in figures."""
    figures = [int(part) for part in re.findall(r"\d+", text)[:3]]
    year = day.year % 100
    return figures in ([day.year, day.month, day.day], [day.day, day.month, day.year], [day.day, day.month, year])
