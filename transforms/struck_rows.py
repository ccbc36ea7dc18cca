"""Rows of a table crossed out by hand: most often cancelled, and read as the others are."""

from __future__ import annotations

from typing import Any

from transforms.finding import finding
from transforms.layout import RawTable


def struck_rows(table: RawTable, facts: dict[str, Any]) -> list[dict[str, object]]:
    """What is told of each row read whose every filled cell, in the columns read, is struck through."""
    rows = {row for row, _ in table.sheet.facts.struck if table.first_row <= row <= table.last_row}
    return [
        finding("ENTETE-20", table_name=table.table, sheet=table.sheet.name, row_number=row,
                column_letter=letters[0], **facts)
        for row in sorted(rows)
        if table.why[row - table.first_row] is None and (letters := _struck(table, row))
    ]  # fmt: skip


def _struck(table: RawTable, row: int) -> list[str]:
    """The columns read that the row fills, where all of them are struck through; else none."""
    cells = table.sheet.row(row - table.sheet.first_row)
    filled = [match.column for match in table.read_matches if cells[table.sheet.places[match.column]] is not None]
    return filled if all((row, letter) in table.sheet.facts.struck for letter in filled) else []
