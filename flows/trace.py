"""From any figure of `mart` to the rows, the cells of the files as received, and the deliveries that brought them."""

from __future__ import annotations

import bisect
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from flows.cells_read import Cell, read_cells
from flows.settings import ConfigurationError, Settings
from schemas import CORE_TABLES
from warehouse.lineage import Row, Traced, trace_view
from warehouse.publish import NAME


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
class Trace:
    """The thread of some rows of a view; ``sums`` adds up each amount and count of ``figures``."""

    view: str
    where: dict[str, str]
    night: Row
    figures: list[Row]
    sums: dict[str, Decimal | int]
    rows: dict[str, list[Row]]
    cells: list[TracedCell]
    deliveries: list[Row]

    def as_json(self) -> str:
        """The whole thread as one JSON object; amounts as text, so that no cent is lost."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2, default=str)


def trace(settings: Settings, view: str, where: Mapping[str, str]) -> Trace:
    """Follow the rows of a view, those whose columns have these values, to the cells they were read from."""
    published = settings.home / NAME
    if not published.exists():
        raise ConfigurationError(f"{published}: nothing is published yet; run epi run first")
    try:
        found = trace_view(published, view if "." in view else f"mart.{view}", where)
    except LookupError as error:
        raise ConfigurationError(str(error)) from None
    cells = cells_of(found, settings)
    return Trace(
        found.view, dict(where), found.night, found.figures, _sums(found.figures), found.rows, cells, found.deliveries
    )


def parse_where(pairs: tuple[str, ...]) -> dict[str, str]:
    """``column=value`` pairs by column; another shape, or a column twice, is a ConfigurationError."""
    where: dict[str, str] = {}
    for pair in pairs:
        column, equals, value = pair.partition("=")
        if not equals or not column.isidentifier():
            raise ConfigurationError(f"{pair!r} is not column=value, such as epi_id=die")
        if column in where:
            raise ConfigurationError(f"{column} is given twice")
        where[column] = value
    return where


def _sums(figures: list[Row]) -> dict[str, Decimal | int]:
    columns = [name for name in (figures[0] if figures else {}) if name.endswith("_eur") or name.startswith("n_")]
    return {name: sum(row[name] for row in figures if row[name] is not None) for name in columns}


def cells_of(found: Traced, settings: Settings) -> list[TracedCell]:
    """Every stored value that was read from a cell, in the order of tables and rows."""
    files = {(one["epi_id"], one["delivery_id"]): one for one in found.deliveries}
    places = _places(found)
    pending = list(_wanted(found, places))
    wanted: dict[str, list[Cell]] = {}
    for _, _, row, place in pending:
        wanted.setdefault(row["delivery_id"], []).append((row["sheet"], row["row_number"], place["column_letter"]))
    texts = read_cells(wanted, {one["delivery_id"]: one["filename"] for one in found.deliveries}, settings)
    cells = []
    for table, column, row, place in pending:
        file = files.get((row["epi_id"], row["delivery_id"]), {})
        letter, kept = place["column_letter"], row[column]
        read = texts.get(row["delivery_id"], {}).get((row["sheet"], row["row_number"], letter))
        cells.append(
            TracedCell(
                table, column, row["epi_id"], row["delivery_id"], file.get("filename", ""), row["sheet"],
                row["row_number"], f"{letter}{row['row_number']}", place["heading"], read,
                None if kept is None else _text(kept), file.get("rules_version", ""),
            )
        )  # fmt: skip
    return cells


def _places(found: Traced) -> dict[tuple[str, ...], dict[int, dict[str, Row]]]:
    """By (epi_id, delivery_id, table, sheet), for each header row, the place of each column."""
    places: dict[tuple[str, ...], dict[int, dict[str, Row]]] = {}
    for one in found.columns:
        key = (one["epi_id"], one["delivery_id"], one["table_name"], one["sheet"])
        places.setdefault(key, {}).setdefault(one["header_row"], {})[one["column_name"]] = one
    return places


def _wanted(
    found: Traced, places: Mapping[tuple[str, ...], dict[int, dict[str, Row]]]
) -> Iterator[tuple[str, str, Row, Row]]:
    """Table, column, row and place of each value; a row belongs to the last headings above it."""
    for table, rows in found.rows.items():
        read = [name for name, column in CORE_TABLES[table].read_columns.items() if column.is_stored]
        for row in rows:
            heads = places.get((row["epi_id"], row["delivery_id"], table, row["sheet"]), {})
            above = sorted(heads)
            at = bisect.bisect_left(above, row["row_number"]) - 1
            columns = heads[above[at]] if at >= 0 else {}
            yield from ((table, name, row, columns[name]) for name in read if name in columns)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
