"""From the rows of views to the rows of the tables they are made of, by the lineage that each view declares."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import duckdb

from schemas import CORE_TABLES
from schemas.provenance import PROVENANCE
from warehouse.query import open_published, rows
from warehouse.view import Origin, View, views

Row = dict[str, Any]
_PLACE = ", ".join(PROVENANCE)
_NIGHT = "SELECT run_id, as_of_date, rules_version FROM ledger.runs ORDER BY run_id DESC LIMIT 1"
_BATCH = 1_000


class Traced:
    """Rows of views, and the rows of the core tables that they are made of, while the published file is open.

    ``n_figures`` and ``n_rows`` count them by view and by table. ``columns`` gives, by (epi_id, delivery_id, table,
    sheet), the header row, letter, heading and column of each. Rows are given as they are read, so that Python holds
    none of them: one iterator at a time, for the next one ends it.
    """

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, chosen: Mapping[str, str], kept: Mapping[str, str]
    ) -> None:
        self._connection, self._chosen, self._kept = connection, chosen, kept
        self.n_figures, self.n_rows = self._counts(chosen), self._counts(kept)
        self.night: Row = rows(connection, _NIGHT)[0]
        deliveries = " UNION ".join(f"(FROM {step} SELECT delivery_id)" for step in kept.values()) or "SELECT NULL"
        connection.execute(f"CREATE TEMP TABLE deliveries_of_rows (delivery_id) AS {deliveries}")
        self.columns = rows(connection, _COLUMNS)
        self.deliveries = rows(connection, _DELIVERIES)

    def figures(self, view: str) -> Iterator[Row]:
        """The rows of one of the views, in the order of all they hold."""
        return self._read(f"FROM {self._chosen[view]} ORDER BY ALL")

    def places(self, table: str) -> Iterator[Row]:
        """Where each row of a table stands: EPI, delivery, sheet and row, in this order."""
        return self._read(f"FROM {self._kept[table]} ORDER BY {_PLACE}")

    def rows(self, table: str) -> Iterator[Row]:
        """The rows of one of the tables, in the order of the places."""
        same = " AND ".join(f"o.{column} = k.{column}" for column in PROVENANCE)
        order = ", ".join(f"o.{column}" for column in PROVENANCE)
        return self._read(
            f"FROM core.{table} AS o SEMI JOIN {self._kept[table]} AS k ON {same} SELECT o.* ORDER BY {order}"
        )

    def _read(self, sql: str) -> Iterator[Row]:
        cursor = self._connection.execute(sql)
        names = [column[0] for column in cursor.description or ()]
        while batch := cursor.fetchmany(_BATCH):
            yield from (dict(zip(names, row, strict=True)) for row in batch)

    def _counts(self, steps: Mapping[str, str]) -> dict[str, int]:
        return {
            name: rows(self._connection, f"FROM {step} SELECT count(*) AS n")[0]["n"] for name, step in steps.items()
        }


_COLUMNS = """SELECT epi_id, delivery_id, table_name, sheet, header_row, column_letter, heading, column_name
    FROM ledger.delivery_columns SEMI JOIN deliveries_of_rows USING (delivery_id)
    WHERE column_name IS NOT NULL AND matched NOT IN ('twice', 'ignored', 'unknown') ORDER BY ALL"""
_DELIVERIES = """SELECT epi_id, delivery_id, source_name, filename, origin, received_at, rules_version, mapping_version
    FROM ledger.deliveries SEMI JOIN deliveries_of_rows USING (delivery_id) WHERE is_in_force ORDER BY ALL"""


def traceable() -> dict[str, View]:
    """The views of ``mart``, by name."""
    return {view.name: view for view in views() if view.name.startswith("mart.")}


@contextmanager
def traced_view(path: Path, view: str, where: Mapping[str, str]) -> Iterator[Traced]:
    """The rows of the view whose columns have these values, as text, and the rows of the tables behind them.

    Raises LookupError for a view or column that is not there.
    """
    if view not in traceable():
        raise LookupError(f"{view} cannot be traced; these can: {', '.join(traceable())}")
    with open_published(path) as connection:
        known = columns_of(connection, view)
        if strangers := sorted(set(where) - set(known)):
            raise LookupError(f"{view} has no column {strangers[0]}; it has {', '.join(known)}")
        yield follow(connection, {view: where}, CORE_TABLES, {}, {})


def columns_of(connection: duckdb.DuckDBPyConnection, view: str) -> list[str]:
    """The columns of a view."""
    return [column[0] for column in connection.execute(f"FROM {view} LIMIT 0").description or ()]


def follow(
    connection: duckdb.DuckDBPyConnection, asked: Mapping[str, Mapping[str, str]], tables: Collection[str],
    named: Mapping[str, str], bound: Mapping[str, str],
) -> Traced:  # fmt: skip
    """Follow the rows of each view ``asked`` for whose columns have these values to rows of ``tables``.

    ``named`` adds rows of tables by the test that finds them, with its ``bound`` values.
    """
    numbers, chosen, feeding = count(), dict[str, str](), dict[str, list[str]]()
    for view, where in asked.items():
        tests = " AND ".join(f'CAST("{name}" AS VARCHAR) = $p{number}' for number, name in enumerate(where)) or "TRUE"
        values = {f"p{number}": value for number, value in enumerate(where.values())}
        chosen[view] = _step(connection, f"FROM {view} WHERE {tests}", numbers, values)
        for name, select in _follow(connection, view, chosen[view], numbers):
            feeding.setdefault(name, []).append(select)
    for name, test in named.items():
        own = _step(connection, f"FROM core.{name} SELECT {_PLACE} WHERE {test}", numbers, bound)
        feeding.setdefault(f"core.{name}", []).append(f"FROM {own}")
    kept = {name: " UNION ".join(feeding[f"core.{name}"]) for name in tables if f"core.{name}" in feeding}
    return Traced(connection, chosen, {name: _step(connection, sql, numbers) for name, sql in kept.items()})


def _step(
    connection: duckdb.DuckDBPyConnection, sql: str, numbers: Iterator[int], bound: Mapping[str, str] | None = None
) -> str:  # fmt: skip
    """A temporary table of what the query gives, that it is computed once; its name."""
    name = f"followed_{next(numbers)}"
    connection.execute(f"CREATE TEMP TABLE {name} AS {sql}", dict(bound or {}))
    return name


def _follow(
    connection: duckdb.DuckDBPyConnection, view: str, chosen: str, numbers: Iterator[int]
) -> Iterator[tuple[str, str]]:
    """The queries for the places of the rows of core tables that feed those of ``chosen``, a temporary table."""
    for origin in traceable()[view].lineage:
        if origin.name.startswith("core."):
            yield origin.name, _feeding(origin, chosen, PROVENANCE)
        else:
            asked = [ours for further in traceable()[origin.name].lineage for ours, _ in further.pairs]
            step = _step(connection, _feeding(origin, chosen, asked), numbers)
            yield from _follow(connection, origin.name, step, numbers)


def _feeding(origin: Origin, chosen: str, columns: Collection[str]) -> str:
    """These columns of the rows of the origin that feed the chosen rows."""
    same = " AND ".join(f'o."{theirs}" IS NOT DISTINCT FROM v."{ours}"' for ours, theirs in origin.pairs) or "TRUE"
    kept = ", ".join(f'o."{column}"' for column in dict.fromkeys(columns)) or "TRUE AS is_there"
    return f"SELECT DISTINCT {kept} FROM {origin.name} AS o SEMI JOIN {chosen} AS v ON {same}"  # noqa: S608
