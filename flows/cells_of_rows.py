"""The cells that the values of stored rows were read from, with the texts there."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flows.cells_read import CellsRead, SheetColumn
from flows.settings import Settings
from schemas import CORE_TABLES
from warehouse.lineage import Row, Traced


@dataclass(frozen=True)
class TracedCell:
    """One value: the cell it was read from, the text there, the value kept, and the version of the rules that kept it.

    ``file`` is the name the file was received under, ``delivery_id`` its SHA-256.
    """

    table_name: str
    column_name: str
    epi_id: str
    delivery_id: str
    file: str
    sheet: str
    row_number: int
    address: str
    heading: str
    value_read: str | None
    value_kept: str | None
    rules_version: str


@dataclass(frozen=True)
class _Heads:
    """The header rows of a table on a sheet, from the top, and below each where the stored columns stand."""

    rows: list[int]
    columns: list[list[Row]]

    def above(self, row_number: int) -> list[Row]:
        """The columns of a row: those of the last headings above it."""
        at = bisect.bisect_left(self.rows, row_number) - 1
        return self.columns[at] if at >= 0 else []


class CellsOfRows:
    """The cells of the rows that were traced; see ``cells_of_rows``."""

    def __init__(self, found: Traced, texts: CellsRead) -> None:
        self._found = found
        self._files = {(one["epi_id"], one["delivery_id"]): one for one in found.deliveries}
        self._heads = _heads(found)
        self._texts = texts

    @cached_property
    def number(self) -> int:
        """How many cells all the rows were read from."""
        found = self._found
        return sum(len(self._columns(table, row)) for table in found.n_rows for row in found.places(table))

    def of(self, table: str, row: Row) -> Iterator[TracedCell]:
        """The cell of each stored value of a row, in the order of the declaration."""
        file = self._files.get((row["epi_id"], row["delivery_id"]), {})
        for place in self._columns(table, row):
            letter, kept = place["column_letter"], row[place["column_name"]]
            yield TracedCell(
                table, place["column_name"], row["epi_id"], row["delivery_id"], file.get("filename", ""), row["sheet"],
                row["row_number"], f"{letter}{row['row_number']}", place["heading"],
                self._texts.text(row["delivery_id"], row["sheet"], row["row_number"], letter),
                None if kept is None else _text(kept), file.get("rules_version", ""),
            )  # fmt: skip

    def _columns(self, table: str, row: Row) -> list[Row]:
        heads = self._heads.get((row["epi_id"], row["delivery_id"], table, row["sheet"]))
        return heads.above(row["row_number"]) if heads else []


@contextmanager
def cells_of_rows(found: Traced, settings: Settings) -> Iterator[CellsOfRows]:
    """Give the cells of the rows traced; the files that they stand in are read when first asked for."""
    wanted: dict[str, set[SheetColumn]] = {}
    for one in filter(_is_stored, found.columns):
        wanted.setdefault(one["delivery_id"], set()).add((one["sheet"], one["column_letter"]))
    filenames = {one["delivery_id"]: one["filename"] for one in found.deliveries}
    with CellsRead(wanted, filenames, settings) as texts:
        yield CellsOfRows(found, texts)


def _heads(found: Traced) -> dict[tuple[str, ...], _Heads]:
    """By (epi_id, delivery_id, table, sheet)."""
    places: dict[tuple[str, ...], dict[int, dict[str, Row]]] = {}
    for one in found.columns:
        key = (one["epi_id"], one["delivery_id"], one["table_name"], one["sheet"])
        below = places.setdefault(key, {}).setdefault(one["header_row"], {})
        if _is_stored(one):
            below[one["column_name"]] = one
    return {
        key: _Heads(sorted(by_row), [_in_order(key[2], by_row[row]) for row in sorted(by_row)])
        for key, by_row in places.items()
    }


def _in_order(table: str, columns: dict[str, Row]) -> list[Row]:
    return [columns[name] for name in CORE_TABLES[table].read_columns if name in columns]


def _is_stored(place: Row) -> bool:
    column = CORE_TABLES[place["table_name"]].read_columns.get(place["column_name"])
    return column is not None and column.is_stored


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
