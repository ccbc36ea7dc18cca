"""CREATE and COMMENT statements, derived from the declarations; only what DuckDB and DuckLake both accept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import polars as pl

from schemas import CORE_TABLES, LEDGER_TABLES, QUALITY_TABLES, TABLES
from schemas.codelist import COLUMNS, CodeList
from schemas.codes import CODE_LISTS
from schemas.table import Column, Table
from warehouse.view import View, origins, views

SCHEMAS = ("core", "mart", "quality", "ledger", "history")
SCHEMA_OF: dict[str, str] = {
    **dict.fromkeys(CORE_TABLES, "core"),
    **dict.fromkeys(QUALITY_TABLES, "quality"),
    **dict.fromkeys(LEDGER_TABLES, "ledger"),
}
TABLE_OF: dict[str, Table] = {f"{SCHEMA_OF[table.name]}.{table.name}": table for table in TABLES.values()}


def sql_type(dtype: pl.DataType) -> str:
    """The SQL type that stores a Polars type."""
    if isinstance(dtype, pl.Decimal):
        return f"DECIMAL({dtype.precision},{dtype.scale})"
    if isinstance(dtype, pl.Datetime):
        return "TIMESTAMP"
    return {pl.Date: "DATE", pl.Int64: "BIGINT", pl.Boolean: "BOOLEAN"}.get(type(dtype), "VARCHAR")


def create_tables(*, is_past: bool = False) -> Iterator[str]:
    """Schemas, tables, code tables, each with its comments.

    Those of the past take nulls everywhere: a column may have been declared since.
    """
    for schema in SCHEMAS:
        yield f"CREATE SCHEMA {schema}"
    for table in TABLES.values():
        yield from _create(f"{SCHEMA_OF[table.name]}.{table.name}", table, is_past)
    for code_list in CODE_LISTS.values():
        yield from _create_codes(code_list)


def _create(name: str, table: Table, is_past: bool) -> Iterator[str]:
    stored = table.stored_columns.values()
    columns = ", ".join(
        f"{c.name} {sql_type(c.dtype)}{'' if is_past or c.may_be_null else ' NOT NULL'}" for c in stored
    )
    yield f"CREATE TABLE {name} ({columns})"
    yield f"COMMENT ON TABLE {name} IS {literal(f'{table.description} Grain: {table.grain}. ({table.title})')}"
    for column in stored:
        yield f"COMMENT ON COLUMN {name}.{column.name} IS {literal(column_comment(column))}"


def _create_codes(code_list: CodeList) -> Iterator[str]:
    name, facts = f"core.{code_list.name}", list(code_list.codes[0].facts)
    kinds = {fact: "BOOLEAN" if isinstance(code_list.codes[0].facts[fact], bool) else "VARCHAR" for fact in facts}
    columns = ", ".join(["code VARCHAR NOT NULL", "label VARCHAR NOT NULL", *(f"{f} {kinds[f]}" for f in facts)])
    yield f"CREATE TABLE {name} ({columns})"
    yield f"COMMENT ON TABLE {name} IS {literal(f'{code_list.description} ({code_list.title})')}"
    for column, comment in COLUMNS.items():
        yield f"COMMENT ON COLUMN {name}.{column} IS {literal(comment)}"
    for fact in facts:
        yield f"COMMENT ON COLUMN {name}.{fact} IS {literal(f'{fact}: see the comment of the table.')}"


def insert_codes() -> Iterator[str]:
    """The rows of the code tables, as the declarations have them today."""
    for code_list in CODE_LISTS.values():
        rows = ", ".join(_row((code.code, code.label, *code.facts.values())) for code in code_list.codes)
        yield f"INSERT INTO core.{code_list.name} VALUES {rows}"  # noqa: S608 texts of the declarations alone


def _row(facts: Iterable[str | bool]) -> str:
    return f"({', '.join(str(fact) if isinstance(fact, bool) else literal(fact) for fact in facts)})"


def create_view(view: View) -> Iterator[str]:
    """A view and its comments."""
    yield f"CREATE VIEW {view.name} AS {view.sql}"
    yield f"COMMENT ON VIEW {view.name} IS {literal(f'{view.description} Grain: {view.grain}. ({view.title})')}"


def view_column_comment(view: View, name: str) -> str:
    """The comment of a column of a view: its own, or that of the nearest table it is made of that declares the name."""
    if name in view.columns:
        return view.columns[name]
    declared = next((t.columns[name] for t in (*_made_of(view.name), *TABLES.values()) if name in t.columns), None)
    if declared is None:
        raise KeyError(f"{view.name}.{name} is not documented")
    return column_comment(declared)


@cache
def _made_of(view_name: str) -> tuple[Table, ...]:
    """The tables that a view is made of, the nearest first; of those as near, by its header, then by its SQL."""
    of_name = {view.name: view for view in views()}
    found: dict[str, Table] = {}
    told, near = {view_name}, [view_name]
    while near:
        read = [name for one in near if one in of_name for name in origins(of_name[one])]
        found |= {name: TABLE_OF[name] for name in read if name in TABLE_OF and name not in found}
        near = [name for name in dict.fromkeys(read) if name not in told]
        told.update(near)
    return tuple(found.values())


def french_title(comment: str) -> str:
    """The French title that ends a comment, from between its last parentheses."""
    depth = 0
    for at in range(len(comment) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(comment[at], 0)
        if not depth:
            return comment[at + 1 : -1]
    return comment


def column_comment(column: Column) -> str:
    """English description, unit and French title."""
    unit = f" Unit: {column.unit}." if column.unit else ""
    return f"{column.description}{unit} ({column.title})"


def literal(text: str) -> str:
    """A SQL string literal; for texts of the declarations alone, never for data."""
    return "'" + text.replace("'", "''") + "'"
