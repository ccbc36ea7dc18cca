"""What is said of a sheet of which no table is read: what it seems to hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import polars as pl

from schemas import DELIVERED
from transforms.finding import finding, sentence
from transforms.layout import Layout, RawTable
from transforms.layout.cell_shapes import Shape, shape_of
from transforms.layout.declared import best_table, is_named_after_table
from transforms.layout.heading_texts import HeadingCell
from transforms.layout.profile import Profile
from transforms.raw import RawSheet

_LOOKED_AT = 60
_ALIKE = 3
_VALUES = 2
_RESULTS = [name for name, table in DELIVERED.items() if "contract_id" in table.columns]


def said_of_unread(
    sheet: RawSheet, found: Layout, read: Sequence[RawTable], facts: Mapping[str, object]
) -> list[dict[str, object]]:
    """The finding about a sheet without a table, if it holds something; ``read`` are the tables of other sheets."""
    headless = next((table for table in read if _goes_on(found, table)), None)
    params = {"sheet": sheet.name}
    if _is_form(sheet):
        code = "ENTETE-23"
    elif headless is not None:
        code, params["table"] = "ENTETE-22", DELIVERED[headless.table].title
    elif found.regions:
        code = "ENTETE-18" if is_named_after_table(sheet.name or "") else "ENTETE-13"
    else:
        return []
    return [finding(code, sentence(code, params), sheet=sheet.name, **facts)]


def _is_form(sheet: RawSheet) -> bool:
    """Whether the headings of a table of contracts, or of what cites them, stand one below the other by their values.

    What explains the headings stands so too, in words.
    """
    columns = list(zip(*sheet.head(_LOOKED_AT), strict=True))
    for labels, beside in pairwise(columns):
        cells = [HeadingCell("", 0, (label.rstrip(" :\u00a0"),)) for label in labels if label]
        pairs = zip(labels, beside, strict=True)
        n_values = sum(bool(label and cell) and shape_of(cell or "") == "value" for label, cell in pairs)
        if n_values >= _VALUES and best_table(cells, "", {}, _RESULTS):
            return True
    return False


def _goes_on(found: Layout, table: RawTable) -> bool:
    """Whether the sheet holds rows without headings that look, column by column, like those of a table."""
    letters = [match.column for match in table.read_matches]
    theirs = _shapes(table.data().select(letters))
    asked = {letter: shape for letter, shape in zip(letters, theirs, strict=True) if shape}
    if len(asked) < _ALIKE:
        return False
    for region in found.regions:
        if asked.keys() <= set(region.letters) and not (region.header_rows and len(region.rows)):
            # A row alone may be taken for headings.
            rows = [*region.header_rows, *region.rows]
            body = region.sheet.text.select(list(asked))[[row - region.sheet.first_row for row in rows]]
            if _shapes(body) == tuple(asked.values()):
                return True
    return False


def _shapes(body: pl.DataFrame) -> tuple[Shape | None, ...]:
    return Profile(body.head(_LOOKED_AT).rows(), body.width).shapes
