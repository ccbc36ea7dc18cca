"""Sheets made from rows of text, and what is found on them."""

from collections.abc import Sequence

import polars as pl

from transforms.layout import Layout, Region, explore
from transforms.raw import RawSheet, SheetFacts, column_letter


def sheet_of(
    rows: Sequence[Sequence[object]], merges: Sequence[tuple[int, int, int, int]] = (), name: str = "Feuille"
) -> RawSheet:
    """A sheet of these cells, blank ones None or ""; merges count rows from 1 and columns from 0."""
    width = max(len(row) for row in rows)
    texts = [
        [None if cell in (None, "") else str(cell) for cell in (*row, *[None] * (width - len(row)))] for row in rows
    ]
    frame = pl.DataFrame(texts, schema={column_letter(i): pl.String for i in range(width)}, orient="row")
    return RawSheet(name, "visible", 1, frame, SheetFacts(merges=tuple(merges)))


def layout_of(text: str) -> Layout:
    """What is found on a sheet written as lines of cells between bars."""
    return explore(sheet_of([[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]))


def whole(layout: Layout, height: int) -> bool:
    """Whether each row of the sheet is data of a table or ignored with a reason."""
    told = {row for region in layout.regions for row, _ in region.ignored} | {row for row, _ in layout.ignored}
    data = {row for region in layout.regions for row in region.rows}
    return told | data == set(range(1, height + 1))


def reasons(region: Region) -> dict[int, str]:
    """The reason of each ignored row."""
    return dict(region.ignored)
