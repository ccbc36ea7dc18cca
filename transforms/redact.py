"""One person out of a received file: which of its cells tell of the person, and the copy without them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import polars as pl
import xlsxwriter

from transforms.pseudonyms import fold_name
from transforms.raw import RawBook, RawSheet
from transforms.safe_text import excel_text
from transforms.withheld_sheets import real_name

ERASED = "[effacé]"
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
    """The copy, the sheet and address of each cell erased, and the rows with the names but not the birth date."""

    copy: bytes
    cells: tuple[tuple[str, str], ...]
    doubtful: tuple[Row, ...]


@dataclass(frozen=True)
class Stays:
    """The letters of the columns that tell nothing of who a person is: of each row known to be of the person, by its
    table; and of each sheet in which tables were found, for the rows found by name."""

    rows: Mapping[Row, Collection[str]]
    sheets: Mapping[str, Collection[str]]


def redact(book: RawBook, stays: Stays, people: Collection[Identity]) -> Redaction:
    """Erase the cells of the person's rows but for the columns that stay, and every other cell that names the person.

    A row that holds both names is the person's where it holds the birth date too; a cell that holds both names is.
    """
    stays = _of_one_sheet(stays, book.sheets[0].name) if book.separator is not None else _of_sheets(stays, book)
    erased: list[tuple[str, str]] = []
    doubtful: list[Row] = []
    sheets: list[tuple[str, list[dict[str, str | None]], int]] = []
    for sheet in book.sheets:
        lines = sheet.text.to_dicts()
        for at, line in enumerate(lines):
            row = sheet.first_row + at
            letters, is_doubtful = _to_erase(
                line, stays.rows.get((sheet.name, row)), stays.sheets.get(sheet.name), people
            )
            if is_doubtful:
                doubtful.append((sheet.name, row))
            for letter in letters:
                line[letter] = ERASED
                erased.append((sheet.name, f"{letter}{row}"))
        sheets.append((sheet.name, lines, sheet.first_row))
    copy = _as_csv(book.sheets[0], sheets[0][1]) if book.separator is not None else _as_workbook(sheets)
    return Redaction(copy, tuple(erased), tuple(doubtful))


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
) -> tuple[set[str], bool]:
    """The letters of the cells of one row to erase, and whether the row only holds the names."""
    filled = {letter: text for letter, text in line.items() if text is not None and text != ERASED}
    letters = {letter for letter in filled if kept is not None and letter not in kept}
    is_doubtful = False
    for one in people:
        last, first = fold_name(one.last_name), fold_name(one.first_name)
        folded = {letter: f" {fold_name(text)} " for letter, text in filled.items()}
        both = {letter for letter, text in folded.items() if f" {last} " in text and f" {first} " in text}
        names = {letter for letter, text in folded.items() if text.strip() in (last, first)}
        births = {letter for letter, text in filled.items() if _is_day(text, one.birth_date)}
        has_names = {folded[letter].strip() for letter in names} == {last, first}
        letters |= both | (births if both else set())
        if has_names and (births or kept is not None):
            letters |= names | births | ({letter for letter in filled if letter not in usual} if usual else set())
        elif has_names:
            is_doubtful = True
    return letters, is_doubtful and kept is None


def _is_day(text: str, day: dt.date) -> bool:
    """Whether a text is the day, as spreadsheets and people write it in figures."""
    figures = [int(part) for part in re.findall(r"\d+", text)[:3]]
    year = day.year % 100
    return figures in ([day.year, day.month, day.day], [day.day, day.month, day.year], [day.day, day.month, year])


def _as_csv(sheet: RawSheet, lines: list[dict[str, str | None]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([[""] * sheet.text.width] * (sheet.first_row - 1))
    writer.writerows([value or "" for value in line.values()] for line in lines)
    return out.getvalue().encode("utf-8-sig")


def _as_workbook(sheets: list[tuple[str, list[dict[str, str | None]], int]]) -> bytes:
    """Every cell as its text, in its place; of a fixed day, so that the same erasure gives the same bytes."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": dt.datetime(2000, 1, 1)})  # noqa: DTZ001
    for name, lines, first_row in sheets:
        page = book.add_worksheet(re.sub(r"[\[\]:*?/\\]", "_", name)[:31])
        texts = pl.DataFrame(lines, infer_schema_length=None).select(excel_text(pl.col(pl.String))) if lines else None
        for column in texts.columns if texts is not None else ():
            for at, value in enumerate(texts[column].to_list() if texts is not None else ()):
                if value is not None:
                    page.write_string(f"{column}{first_row + at}", value)
    book.close()
    return out.getvalue()
