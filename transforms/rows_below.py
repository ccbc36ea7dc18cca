"""Rows below a table that are taken for notes, though they may be data added there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from schemas import DELIVERED
from transforms.finding import finding
from transforms.layout import RawTable
from transforms.layout.cell_shapes import shape_of

_REFERENCE = re.compile(r"(?!\W*\d{1,2}\W*\Z)\S*\d\S*")
"""« (1) » calls for a note."""


def rows_below(table: RawTable, facts: dict[str, Any]) -> list[dict[str, object]]:
    """What is told of each note that holds an amount, or a reference where the rows have theirs, beside something."""
    columns = DELIVERED[table.table].columns
    asked = {match.column: match.field for match in table.read_matches if match.field}
    amounts = [letter for letter, field in asked.items() if columns[field].kind == "eur"]
    keys = [letter for letter, field in asked.items() if field == DELIVERED[table.table].key[-1]]
    place = {"table_name": table.table, "sheet": table.sheet.name, **facts}
    return [
        finding("ENTETE-24", row_number=row, column_letter=letter, **place)
        for row, cells in _notes(table)
        if (letter := _says_data(cells, amounts, keys))
    ]


def _notes(table: RawTable) -> Iterator[tuple[int, dict[str, str]]]:
    """The notes of several cells, each as the cells it fills."""
    for row, why in enumerate(table.why, table.first_row):
        if why == "note":
            cells = table.sheet.row(row - table.sheet.first_row)
            held = {letter: cells[table.sheet.places[letter]] for letter in table.letters}
            filled = {letter: cell for letter, cell in held.items() if cell is not None}
            if len(filled) > 1:
                yield row, filled


def _says_data(cells: dict[str, str], amounts: list[str], keys: list[str]) -> str | None:
    """The cell that makes a row look like data."""
    money = (letter for letter in amounts if letter in cells and shape_of(cells[letter]) == "value")
    named = (letter for letter in keys if _REFERENCE.fullmatch(cells.get(letter, "").strip()))
    return next(money, None) or next(named, None)
