"""Rows that say of themselves that they are an example, a trial or cancelled, and that are read as the others are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from schemas import DELIVERED
from transforms.finding import finding
from transforms.layout import RawTable

_SPARE = (
    r"(?i)^\W*(?:(?:exemples?|test|essai|annul\w{1,5}|supprim\w{1,3})(?:\W|\d|$)|ex ?[.:]"
    r"|\w (?:supprimer|effacer|ignorer|annuler)(?:\W|$))"
)
_SAYS_SPARE = re.compile(_SPARE)


def spare_rows(table: RawTable, facts: dict[str, Any]) -> list[dict[str, object]]:
    """What is told of each row read whose first cell, or number, is such a word."""
    key = DELIVERED[table.table].key[-1]
    letters = {table.letters[0]: None} | {match.column: None for match in table.read_matches if match.field == key}
    told: dict[int, str] = {}
    for letter in letters:
        for at in _saying_so(table, letter):
            if table.why[at] is None:
                told.setdefault(table.first_row + at, letter)
    place = {"table_name": table.table, "sheet": table.sheet.name, **facts}
    return [finding("ENTETE-25", row_number=row, column_letter=told[row], **place) for row in sorted(told)]


def _saying_so(table: RawTable, letter: str) -> Sequence[int]:
    """The rows of the body, from 0, whose cell says so; one by one where a Polars call costs more."""
    start, grid = table.first_row - table.sheet.first_row, table.grid
    if not grid.is_small:
        return table.sheet.text[letter].slice(start, len(table.why)).str.contains(_SPARE).arg_true().to_list()
    at = grid.places[letter]
    cells = (row[at] for row in grid.rows(range(start, start + len(table.why))))
    return [number for number, cell in enumerate(cells) if cell and _SAYS_SPARE.search(cell)]
