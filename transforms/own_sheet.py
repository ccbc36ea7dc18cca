"""Our own sheets, told by their sentence and left out: « À corriger », the guide and lists of the blank workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from schemas.list_sheet import LIST_SHEET_HEADINGS, LIST_SHEET_MARK
from schemas.template_words import GUIDE_MARK, LISTS_SHEET
from schemas.wording import ROW
from transforms.raw import RawBook, RawSheet, Remark
from transforms.read.refusals import LONG_RECORD

_HEAD_ROWS = 12
_ROW = re.compile("(.*)!" + ROW.format(r"(\d+)"), re.DOTALL)
_LONGEST = 500


def without_own_sheets(book: RawBook) -> RawBook:
    """The book without our sheets, with a remark for each row listed there as cut wrongly and not corrected since.

    A text whose row has a cell too many is given back as a workbook, where nothing shows that its cells are shifted.
    """
    given = tuple(sheet for sheet in book.sheets if not _is_of_template(sheet))
    book = replace(book, sheets=given) if len(given) < len(book.sheets) else book
    own = [sheet for sheet in book.sheets if _holds(sheet, LIST_SHEET_MARK)]
    if not own:
        return book
    kept = replace(book, sheets=tuple(sheet for sheet in book.sheets if sheet not in own))
    return replace(kept, remarks=(*book.remarks, *_still_shifted(own[0], kept)))


def row_text(sheet: RawSheet, row: int) -> str | None:
    """The texts of a row in one line, by which it is known again; None for a row that is not there."""
    index = row - sheet.first_row
    if not 0 <= index < sheet.text.height:
        return None
    return " | ".join(cell for cell in sheet.text.row(index) if cell is not None)[:_LONGEST]


def _is_of_template(sheet: RawSheet) -> bool:
    return (sheet.name == LISTS_SHEET and sheet.visible != "visible") or _holds(sheet, GUIDE_MARK)


def _holds(sheet: RawSheet, mark: str) -> bool:
    return any(mark in row for row in sheet.head(_HEAD_ROWS))


def _still_shifted(own: RawSheet, book: RawBook) -> Iterator[Remark]:
    letters = own.text.columns
    places = [LIST_SHEET_HEADINGS.index(name) for name in ("Cellule", "Valeur lue", "Code")]
    if max(places) >= len(letters):
        return
    place, value, code = (letters[at] for at in places)
    sheets = {sheet.name: sheet for sheet in book.sheets}
    for cell, text in own.text.filter(pl.col(code) == LONG_RECORD).select(place, value).iter_rows():
        found = _ROW.fullmatch(cell or "")
        if found and found[1] in sheets and row_text(sheets[found[1]], int(found[2])) == text:
            yield Remark(LONG_RECORD, {}, sheet=found[1], row=int(found[2]))
