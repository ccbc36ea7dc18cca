"""The warehouse before any row of a delivery: every table, code and view, each with its words."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from warehouse.ddl import create_tables, create_view, insert_codes, literal, view_column_comment
from warehouse.history import create_past, history_views
from warehouse.view import View, views

_COLUMNS = """SELECT schema_name || '.' || table_name AS name, column_name FROM duckdb_columns()
    WHERE NOT internal AND database_name = current_database() AND name IN (SELECT unnest($views))
    ORDER BY schema_name, table_name, column_index"""


def declare(connection: duckdb.DuckDBPyConnection, *, is_past: bool = False) -> None:
    """Create everything in the current database; the tables of the past take nulls everywhere."""
    shown = _shown()
    connection.execute("PRAGMA disable_optimizer")  # which a thousand declarations would pay for in vain
    connection.execute(";\n".join(_created(is_past=is_past)))
    columns = connection.execute(_COLUMNS, {"views": list(shown)}).fetchall()
    connection.execute(";\n".join(_comment(shown[name], column) for name, column in columns))
    connection.execute("PRAGMA enable_optimizer")


def declarations() -> Iterator[str]:
    """All that `declare` is made of: the same texts declare the same."""
    yield from _created(is_past=False)
    for view in _shown().values():
        yield from (_comment(view, column) for column in view.columns)


def _shown() -> dict[str, View]:
    return {view.name: view for view in (*views(), *history_views())}


def _created(*, is_past: bool) -> Iterator[str]:
    yield from (*create_tables(is_past=is_past), *create_past(), *insert_codes())
    for view in _shown().values():
        yield from create_view(view)


def _comment(view: View, column: str) -> str:
    return f"COMMENT ON COLUMN {view.name}.{column} IS {literal(view_column_comment(view, column))}"
