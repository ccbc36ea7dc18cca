"""A few words or values that are neither table nor prose: the cells of a workbook that has nothing else."""

from __future__ import annotations

import polars as pl

from transforms.layout import Region
from transforms.raw import RawSheet

_LOOKED_AT = 200
_WORDS_OF_A_SENTENCE = 6


def loose_cells(sheet: RawSheet) -> Region | None:
    """The filled cells of a sheet as a table without headings; None where a fifth of them are sentences."""
    if sheet.text.is_empty():
        return None
    texts = [text for column in sheet.text.iter_columns() for text in column.drop_nulls().head(_LOOKED_AT)]
    sentences = sum(len(text.split()) >= _WORDS_OF_A_SENTENCE for text in texts)
    if not texts or sentences * 5 >= len(texts):
        return None
    filled = sheet.text.select(pl.any_horizontal(pl.all().is_not_null()).alias("filled"))["filled"]
    rows = filled.arg_true()
    blank = [sheet.first_row + int(row) for row in (~filled).arg_true()]
    headings = tuple((column.name, "") for column in sheet.text.iter_columns() if column.count())
    first, last = sheet.first_row + int(rows[0]), sheet.first_row + int(rows[-1])
    return Region(sheet, (), headings, first, last, tuple((row, "blank") for row in blank))
