"""The warehouse before any row of a delivery: every table, code and view, each with its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import duckdb

from warehouse.ddl import create_tables, create_view, insert_codes, literal, view_column_comment
from warehouse.history import create_past, history_views
from warehouse.view import View, named, views

_COLUMNS = """SELECT schema_name || '.' || table_name AS name, column_name FROM duckdb_columns()
    WHERE NOT internal AND database_name = current_database() AND name IN (SELECT unnest($views))
    ORDER BY schema_name, table_name, column_index"""


def declare(connection: duckdb.DuckDBPyConnection, *, is_past: bool = False, with_words: bool = True) -> None:
    """Create everything in the current database; the tables of the past take nulls everywhere.

    Without its words, a thousand comments, it is for a file that nobody opens.
    """
    connection.execute("PRAGMA disable_optimizer")  # which a thousand declarations would pay for in vain
    _execute(connection, _tables(is_past=is_past), with_words=with_words)
    _create_views(connection, list(_shown().values()), with_words=with_words)
    if with_words:
        _comment_on_columns(connection, _shown())
    connection.execute("PRAGMA enable_optimizer")


def declarations() -> Iterator[str]:
    """All that `declare` is made of: the same texts declare the same."""
    yield from _tables(is_past=False)
    for view in _shown().values():
        yield from create_view(view)
        yield from (_comment(view, column) for column in view.columns)


def _shown() -> dict[str, View]:
    return {view.name: view for view in (*views(), *history_views())}


def _tables(*, is_past: bool) -> Iterator[str]:
    yield from (*create_tables(is_past=is_past), *create_past(), *insert_codes())


def _execute(connection: duckdb.DuckDBPyConnection, statements: Iterable[str], *, with_words: bool) -> None:
    connection.execute(";\n".join(one for one in statements if with_words or not one.startswith("COMMENT")))


def _create_views(connection: duckdb.DuckDBPyConnection, shown: Sequence[View], *, with_words: bool) -> None:
    """Each view over empty tables in the place of the views that it reads, which DuckDB would bind anew with it."""
    read = {name for view in shown for name in named(view.sql)}
    for view in shown:
        if view.name in read:
            rows = connection.sql(view.sql)
            columns = ", ".join(f'"{name}" {kind}' for name, kind in zip(rows.columns, rows.types, strict=True))
            connection.execute(f"CREATE TABLE {view.name} ({columns})")
    for view in reversed(shown):
        if view.name in read:
            connection.execute(f"DROP TABLE {view.name}")
        _execute(connection, create_view(view), with_words=with_words)


def _comment_on_columns(connection: duckdb.DuckDBPyConnection, shown: Mapping[str, View]) -> None:
    columns = connection.execute(_COLUMNS, {"views": list(shown)}).fetchall()
    connection.execute(";\n".join(_comment(shown[name], column) for name, column in columns))


def _comment(view: View, column: str) -> str:
    return f"COMMENT ON COLUMN {view.name}.{column} IS {literal(view_column_comment(view, column))}"
