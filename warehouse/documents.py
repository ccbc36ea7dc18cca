"""The data dictionary, from the declarations, the headers of the views and the file that they make."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from schemas import TABLES
from schemas.codes import CODE_LISTS
from schemas.table import Column, Table
from warehouse.ddl import SCHEMA_OF
from warehouse.declare import declare
from warehouse.history import history_views
from warehouse.view import READ, View, examples, views

Columns = dict[str, list[tuple[str, str, str]]]
_ORIGINS = {
    "core": "rows of the received files; sheet, row_number and ledger.delivery_columns give the cell of each value",
    "quality": "the verdict on each delivery, and the checks across the network",
    "ledger": "what each night pulled, judged and published",
}


def dictionary() -> str:
    """Every view, table, column, unit and code, with grain, lineage and queries to begin with, as Markdown."""
    return "\n".join(_lines(_columns())) + "\n"


def lineage(view: View) -> list[str]:
    """The tables and views that a view reads, by name."""
    return sorted(set(READ.findall(view.sql)) - {view.name})


def _lines(columns: Columns) -> Iterator[str]:
    yield "# Data dictionary"
    yield "\nPrinted by `epi dictionary`. Views of `mart` are the stable face; `core` holds the rows below them."
    yield "\n## Queries to begin with\n"
    for example in examples():
        yield f"### {example.question}\n\n```sql\n{example.sql}\n```\n"
    yield "## Views\n"
    for view in (*views(), *history_views()):
        yield from _heading(view.name, view.description, view.grain, view.title)
        yield f"Read from: {', '.join(lineage(view))}.\n"
        yield from _table_of(view.name, columns)
    yield "## Tables\n"
    for table in TABLES.values():
        name = f"{SCHEMA_OF[table.name]}.{table.name}"
        yield from _heading(name, table.description, table.grain, table.title)
        yield f"Key: {', '.join(table.key)}. Read from: {_origin(table)}.\n"
        yield from _table_of(name, columns)
    yield "## Codes\n"
    for code_list in CODE_LISTS.values():
        yield f"### core.{code_list.name}\n\n{code_list.description} *{code_list.title}*\n"
        yield "| code | label |\n|---|---|"
        yield from (f"| {code.code} | {code.label} |" for code in code_list.codes)
        yield ""


def _heading(name: str, description: str, grain: str, title: str) -> Iterator[str]:
    yield f"### {name}\n\n{description} Grain: {grain}. *{title}*\n"


def _origin(table: Table) -> str:
    return "epis.toml" if table.name == "epis" else _ORIGINS[SCHEMA_OF[table.name]]


def _table_of(name: str, columns: Columns) -> Iterator[str]:
    yield "| column | type | meaning | codes |\n|---|---|---|---|"
    coded = _coded()
    for column, kind, words in columns[name]:
        yield f"| {column} | {kind} | {words.replace('|', chr(92) + '|')} | {coded.get(column, '')} |"
    yield ""


def _coded() -> dict[str, str]:
    """The table of codes of each column that has one; a column of one name has one meaning everywhere."""
    declared: Iterator[Column] = (column for table in TABLES.values() for column in table.columns.values())
    return {column.name: f"core.{column.codes.name}" for column in declared if column.codes}


def _columns() -> Columns:
    """Name, type and comment of each column of every table and view, as the file has them."""
    found: Columns = {}
    with duckdb.connect() as connection:
        declare(connection)
        told = connection.execute(
            """SELECT schema_name || '.' || table_name, column_name, data_type, coalesce(comment, '')
            FROM duckdb_columns() WHERE NOT internal ORDER BY schema_name, table_name, column_index"""
        )
        for name, *column in told.fetchall():
            found.setdefault(name, []).append(tuple(column))
    return found
