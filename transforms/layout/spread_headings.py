"""Headings that stand over several columns: « Montant déclaré » over « Prévu » and « Réalisé » names none of them."""

from __future__ import annotations

from dataclasses import replace

from schemas import DELIVERED
from transforms.layout.cell_shapes import shape_of
from transforms.layout.raw_table import RawTable
from transforms.raw import column_index, column_letter

_NOT_VALUES = ("text", "code", "identifier")
_LOOKED_AT = 200


def without_spread(table: RawTable) -> RawTable:
    """The table with such headings as those of several columns for one thing, which are not read."""
    columns = DELIVERED[table.table].columns
    spread = {
        match.column
        for match in table.read_matches
        if match.field and columns[match.field].kind not in _NOT_VALUES and _is_spread(table, match.column)
    }
    if not spread:
        return table
    return replace(table, matches=tuple(replace(m, how="twice") if m.column in spread else m for m in table.matches))


def _is_spread(table: RawTable, letter: str) -> bool:
    """Whether the next column has no heading of its own, values as this one has, and is under the same heading."""
    beside = column_letter(column_index(letter) + 1)
    if beside not in table.sheet.places or any(match.column == beside for match in table.matches):
        return False
    return (_is_merged(table, letter) or _has_parts(table, letter, beside)) and _has_values(table, letter, beside)


def _is_merged(table: RawTable, letter: str) -> bool:
    row, at = table.heading_row[letter], column_index(letter)
    return any(top <= row <= bottom and left == at < right for top, left, bottom, right in table.sheet.facts.merges)


def _has_parts(table: RawTable, letter: str, beside: str) -> bool:
    """Whether a row between the heading and the body has a text in each of the two columns."""
    below = range(table.heading_row[letter] + 1, table.first_row)
    rows = (table.sheet.row(row - table.sheet.first_row) for row in below)
    return any(cells[table.sheet.places[letter]] and cells[table.sheet.places[beside]] for cells in rows)


def _has_values(table: RawTable, letter: str, beside: str) -> bool:
    start = table.first_row - table.sheet.first_row
    held = table.sheet.text[[letter, beside]].slice(start, _LOOKED_AT).drop_nulls().rows()
    return bool(held) and sum(shape_of(other) == "value" for _, other in held) * 2 >= len(held)
