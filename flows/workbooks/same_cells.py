"""Whether two books hold the same cells, told by the reader that judges them."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from transforms.raw import RawBook, RawSheet


def same_cells(one: RawBook, other: RawBook, names: Mapping[str, str]) -> bool:
    """Whether every sheet of ``one``, under its name in ``names`` where it has another, holds the same in ``other``."""
    copies = {sheet.name: sheet for sheet in other.sheets}
    if len(copies) != len(one.sheets):
        return False
    for sheet in one.sheets:
        copy = copies.get(names.get(sheet.name, sheet.name))
        if copy is None or copy.visible != sheet.visible or not _filled(sheet).equals(_filled(copy)):
            return False
    return True


def _filled(sheet: RawSheet) -> pl.DataFrame:
    """The cells that hold something, with the rows' own numbers."""
    letters = [column.name for column in sheet.text.iter_columns() if column.null_count() < column.len()]
    cells = sheet.text.select(letters).with_row_index("row", sheet.first_row)
    return cells.filter(pl.any_horizontal(pl.col(letters).is_not_null())) if letters else cells.clear()
