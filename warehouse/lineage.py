"""From the rows of a view to the rows of the tables they are made of, by the lineage that each view declares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import duckdb

from schemas import CORE_TABLES
from schemas.provenance import PROVENANCE
from warehouse.query import open_published
from warehouse.view import Origin, View, views

Row = dict[str, Any]
_STEP = "followed_"
_NIGHT = "SELECT run_id, as_of_date, rules_version FROM ledger.runs ORDER BY run_id DESC LIMIT 1"


@dataclass(frozen=True)
class Traced:
    """Rows of a view, the rows of each core table that they are made of, their columns' places, and their deliveries.

    ``columns`` gives, by (epi_id, delivery_id, table, sheet), the header row, letter, heading and column of each.
    """

    view: str
    night: Row
    figures: list[Row]
    rows: dict[str, list[Row]]
    columns: list[Row]
    deliveries: list[Row]


def traceable() -> dict[str, View]:
    """The views of ``mart``, by name."""
    return {view.name: view for view in views() if view.name.startswith("mart.")}


def trace_view(path: Path, view: str, where: Mapping[str, str]) -> Traced:
    """Follow the rows of the view whose columns have these values, as text, to the rows of the tables.

    Raises LookupError for a view or column that is not there.
    """
    if view not in traceable():
        raise LookupError(f"{view} cannot be traced; these can: {', '.join(traceable())}")
    with open_published(path) as connection:
        known = _names(connection, f"FROM {view} LIMIT 0")
        if strangers := sorted(set(where) - set(known)):
            raise LookupError(f"{view} has no column {strangers[0]}; it has {', '.join(known)}")
        tests = " AND ".join(f'CAST("{name}" AS VARCHAR) = $p{number}' for number, name in enumerate(where)) or "TRUE"
        chosen = f"SELECT * FROM {view} WHERE {tests}"  # noqa: S608 names are the view's own, values are bound
        bound = {f"p{number}": value for number, value in enumerate(where.values())}
        connection.execute(f"CREATE TEMP TABLE {_STEP}0 AS {chosen}", bound)
        rows = {name: _rows(connection, selects, {}) for name, selects in _selects(connection, view)}
        return _traced(connection, view, _ask(connection, f"FROM {_STEP}0 ORDER BY ALL"), rows)


def find_rows(path: Path, selects: Mapping[str, str], bound: Mapping[str, str]) -> Traced:
    """The rows of core tables that these queries find, by table; of no view."""
    with open_published(path) as connection:
        rows = {name: _rows(connection, [select], bound) for name, select in selects.items()}
        return _traced(connection, "", [], rows)


def view_columns(path: Path) -> dict[str, list[str]]:
    """The columns of each view that can be traced."""
    with open_published(path) as connection:
        return {name: _names(connection, f"FROM {name} LIMIT 0") for name in traceable()}


def _traced(connection: duckdb.DuckDBPyConnection, view: str, figures: list[Row], rows: dict[str, list[Row]]) -> Traced:
    night = _ask(connection, _NIGHT)[0]
    return Traced(view, night, figures, rows, _places(connection, rows), _deliveries(connection, rows))


def _selects(connection: duckdb.DuckDBPyConnection, view: str) -> list[tuple[str, list[str]]]:
    """For each core table, the queries that find its rows, in the order of the load."""
    found: dict[str, list[str]] = {}
    for name, select in _follow(connection, view, f"{_STEP}0", count(1)):
        found.setdefault(name, []).append(select)
    return [(name, found[f"core.{name}"]) for name in CORE_TABLES if f"core.{name}" in found]


def _follow(
    connection: duckdb.DuckDBPyConnection, view: str, chosen: str, numbers: Iterator[int]
) -> Iterator[tuple[str, str]]:
    """The queries for the rows that feed those of ``chosen``, a temporary table; so is each step on the way, that it
    is computed once."""
    for origin in traceable()[view].lineage:
        select = _feeding(origin, chosen)
        if origin.name.startswith("core."):
            yield origin.name, select
        else:
            step = f"{_STEP}{next(numbers)}"
            connection.execute(f"CREATE TEMP TABLE {step} AS {select}")
            yield from _follow(connection, origin.name, step, numbers)


def _feeding(origin: Origin, chosen: str) -> str:
    """The rows of the origin that feed the chosen rows."""
    same = " AND ".join(f'o."{theirs}" IS NOT DISTINCT FROM v."{ours}"' for ours, theirs in origin.pairs) or "TRUE"
    return f"SELECT o.* FROM {origin.name} AS o SEMI JOIN {chosen} AS v ON {same}"  # noqa: S608


def _rows(connection: duckdb.DuckDBPyConnection, selects: list[str], bound: Mapping[str, str]) -> list[Row]:
    distinct = " UNION ".join(selects)
    return _ask(connection, f"SELECT * FROM ({distinct}) ORDER BY {', '.join(PROVENANCE)}", bound)  # noqa: S608


def _places(connection: duckdb.DuckDBPyConnection, rows: dict[str, list[Row]]) -> list[Row]:
    """Where each declared column stood in the deliveries of these rows."""
    return _ask(
        connection,
        """SELECT epi_id, delivery_id, table_name, sheet, header_row, column_letter, heading, column_name
        FROM ledger.delivery_columns WHERE column_name IS NOT NULL AND matched NOT IN ('twice', 'ignored', 'unknown')
            AND list_contains($deliveries, delivery_id) ORDER BY ALL""",
        {"deliveries": _delivery_ids(rows)},
    )


def _deliveries(connection: duckdb.DuckDBPyConnection, rows: dict[str, list[Row]]) -> list[Row]:
    return _ask(
        connection,
        """SELECT epi_id, delivery_id, source_name, filename, origin, received_at, rules_version, mapping_version
        FROM ledger.deliveries WHERE list_contains($deliveries, delivery_id) AND is_in_force ORDER BY ALL""",
        {"deliveries": _delivery_ids(rows)},
    )


def _delivery_ids(rows: dict[str, list[Row]]) -> list[str]:
    return sorted({row["delivery_id"] for found in rows.values() for row in found})


def _names(connection: duckdb.DuckDBPyConnection, sql: str) -> list[str]:
    return [column[0] for column in connection.execute(sql).description or ()]


def _ask(connection: duckdb.DuckDBPyConnection, sql: str, bound: Mapping[str, Any] | None = None) -> list[Row]:
    cursor = connection.execute(sql, dict(bound or {}))
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
