"""Another unit than the euro that is announced elsewhere than in a column's own heading.

In a title over the table, « Dépenses (en k€) »; over a group of columns; in a row of units under the headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from transforms.layout.cell_shapes import shape_of
from transforms.layout.grid import Grid
from transforms.layout.title_rows import title_rows
from transforms.raw import RawSheet, Row
from transforms.unit_words import AFTER_EN, OTHER_UNITS

_ALONE = re.compile(rf"\W*(?:en )?({OTHER_UNITS})\W*", re.IGNORECASE)
_ANNOUNCED = re.compile(rf"(?:\ben |[(\[])\s*({OTHER_UNITS})(?!\w)|\b({AFTER_EN})", re.IGNORECASE)


def announced_units(table: Grid, columns: Sequence[str], header_rows: Sequence[int], first_row: int) -> list[str]:
    """The unit announced for each of ``columns``, "" where none is; ``table`` has the columns of the whole table.

    Rows are the sheet's own numbers.
    """
    sheet, top = table.sheet, table.sheet.first_row
    first, last = sheet.places[table.letters[0]], sheet.places[table.letters[-1]]
    titled = next(_titled(sheet, range(max(first - 1, 0), last + 1), header_rows[0] - top), "")
    over = sheet.row(header_rows[0] - top - 1) if header_rows[0] > top else ()
    groups = [over] if over and not any(cell and shape_of(cell) == "value" for cell in over) else []
    heads = [*groups, *(sheet.row(row - top) for row in header_rows)]
    below = sheet.row(first_row - top) if first_row - top < sheet.text.height else ()
    return [_of_column(sheet.places[letter], first, heads, below) or titled for letter in columns]


def _titled(sheet: RawSheet, places: range, head: int) -> Iterator[str]:
    """The units that the titles above the headings announce, the nearest first."""
    for row in title_rows(sheet, head):
        cells = [cell for cell in sheet.row(row)[places.start : places.stop] if cell]
        if not any(shape_of(cell) == "value" for cell in cells):
            yield from (unit for cell in cells if (unit := _announced(cell)))


def _of_column(at: int, first: int, heads: Sequence[Row], below: Row) -> str:
    """What the cells over one column announce, or the row of units right below its heading."""
    for number, row in enumerate(heads):
        found = _of_heading(row[at]) if row[at] else _of_group(at, first, row, heads[number + 1 :])
        if found:
            return found
    alone = _ALONE.fullmatch((below[at] if below else None) or "")
    return alone[1] if alone else ""


def _of_heading(cell: str | None) -> str:
    alone = _ALONE.fullmatch(cell or "")
    return alone[1] if alone else _announced(cell or "")


def _announced(text: str) -> str:
    found = _ANNOUNCED.search(text)
    return found[1] or found[2] if found else ""


def _of_group(at: int, first: int, row: Row, lower: Sequence[Row]) -> str:
    """What the title of a group of columns announces, over a column that has its own heading below."""
    start = next((place for place in range(at, first - 1, -1) if row[place]), at)
    spans = any(under[start] and under[at] for under in lower)
    return _announced(row[start] or "") if spans else ""
