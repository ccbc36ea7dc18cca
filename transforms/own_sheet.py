"""The sheet « À corriger » that we add to a workbook, told by its sentence and left out when the file comes back."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from schemas.list_sheet import LIST_SHEET_MARK
from transforms.raw import RawBook, RawSheet

_ROWS = 12


def without_own_sheets(book: RawBook) -> RawBook:
    """The book without the sheets that hold our sentence in the first cells of a column."""
    kept = tuple(sheet for sheet in book.sheets if not _is_own(sheet))
    return book if len(kept) == len(book.sheets) else replace(book, sheets=kept)


def _is_own(sheet: RawSheet) -> bool:
    if sheet.text.is_empty():
        return False
    first = sheet.text.head(_ROWS).select((pl.all() == LIST_SHEET_MARK).any())
    return any(first.row(0))
