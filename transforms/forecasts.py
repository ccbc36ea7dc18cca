"""Rows that their sheet, a title or a section calls forecasts, and that are read as what took place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from schemas.codelist import fold
from schemas.wording import CALLED_SO_BY_SHEET, CALLED_SO_BY_TITLE
from transforms.finding import finding, sentence
from transforms.layout import RawTable
from transforms.layout.title_rows import title_rows

_FORECAST = re.compile(r"\bprevision")


def forecasts(table: RawTable, facts: dict[str, Any]) -> list[dict[str, object]]:
    """What is told of a table on a sheet of forecasts, or else of each title over its rows that announces some."""
    place = {"table_name": table.table, "sheet": table.sheet.name, **facts}
    if _is_forecast(table.sheet.name):
        called = CALLED_SO_BY_SHEET.format(sheet=table.sheet.name)
        return [finding("ENTETE-21", sentence("ENTETE-21", {"called": called}), **place)]
    said, top = sentence("ENTETE-21", {"called": CALLED_SO_BY_TITLE}), table.sheet.first_row
    titles = (row + top for row in title_rows(table.sheet, table.header_rows[0] - top))
    return [
        finding("ENTETE-21", said, row_number=row, column_letter=letter, **place)
        for row in (*titles, *_sections(table))
        if (letter := _says_so(table, row))
    ]


def _sections(table: RawTable) -> Iterator[int]:
    return (row for row, why in enumerate(table.why, table.first_row) if why == "section")


def _says_so(table: RawTable, row: int) -> str | None:
    """The column, among those of the table, whose cell speaks of forecasts."""
    cells, places = table.sheet.row(row - table.sheet.first_row), table.sheet.places
    return next((letter for letter in table.letters if _is_forecast(cells[places[letter]])), None)


def _is_forecast(text: str | None) -> bool:
    return bool(text and _FORECAST.search(fold(text)))
