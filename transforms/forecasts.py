"""Rows that their sheet, a title or a section calls forecasts, and that are read as what took place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from schemas.codelist import fold
from schemas.wording import CALLED_SO_BY_SHEET, CALLED_SO_BY_TITLE
from transforms.finding import finding, sentence
from transforms.layout import RawTable

_FORECAST = re.compile(r"\bprevision")
_TITLE_CELLS = 2
_FURTHEST = 10


def forecasts(table: RawTable, facts: dict[str, Any]) -> list[dict[str, object]]:
    """What is told of a table on a sheet of forecasts, or else of each title over its rows that announces some."""
    place = {"table_name": table.table, "sheet": table.sheet.name, **facts}
    if _is_forecast(table.sheet.name):
        called = CALLED_SO_BY_SHEET.format(sheet=table.sheet.name)
        return [finding("ENTETE-21", sentence("ENTETE-21", {"called": called}), **place)]
    said = sentence("ENTETE-21", {"called": CALLED_SO_BY_TITLE})
    return [
        finding("ENTETE-21", said, row_number=row, column_letter=letter, **place)
        for row in (*_titles(table), *_sections(table))
        if (letter := _says_so(table, row))
    ]


def _titles(table: RawTable) -> Iterator[int]:
    """The rows above the headings that hold little, the nearest first."""
    top, head = table.sheet.first_row, table.header_rows[0]
    for row in range(head - 1, max(head - _FURTHEST, top) - 1, -1):
        if table.sheet.filled[row - top] > _TITLE_CELLS:
            return
        yield row


def _sections(table: RawTable) -> Iterator[int]:
    return (row for row, why in enumerate(table.why, table.first_row) if why == "section")


def _says_so(table: RawTable, row: int) -> str | None:
    """The column, among those of the table, whose cell speaks of forecasts."""
    cells, places = table.sheet.row(row - table.sheet.first_row), table.sheet.places
    return next((letter for letter in table.letters if _is_forecast(cells[places[letter]])), None)


def _is_forecast(text: str | None) -> bool:
    return bool(text and _FORECAST.search(fold(text)))
