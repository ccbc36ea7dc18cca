"""Every view is computed whole over rows as extreme as the declarations take: a publication computes but what is read."""

import datetime as dt
import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import duckdb
import polars as pl
import pytest

from schemas import DELIVERED, TABLES
from schemas.rules import RULES
from schemas.table import Column, Table
from warehouse.ddl import SCHEMA_OF
from warehouse.declare import declare
from warehouse.history import history_views
from warehouse.view import views

ROWS = 400
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2100, 12, 31)  # of a column that has no bounds of its own
TEXTS = ("", " ", 'd\'Espeluche "x"; -- /* \\ %s {} $1 |\n\t\u00a0', "\U0001f642e\u0301", "NaN", "9" * 400)
CONFIGURED: dict[str, list[Any]] = {"period_months": [1, 12], "due_days": [0, 366], "table_name": list(DELIVERED)}
FEW = ("epi_id", "operation_id")  # so that sums are of many rows


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as made:
        declare(made)
        yield made


def test_every_view_is_computed_of_empty_tables(connection: duckdb.DuckDBPyConnection) -> None:
    assert failures(computed(connection)) == {}


@pytest.mark.parametrize("seed", range(2))
def test_every_view_is_computed_of_extreme_rows(connection: duckdb.DuckDBPyConnection, seed: int) -> None:
    chance = random.Random(seed)
    for table in TABLES.values():
        rows = extreme_rows(table, chance)
        assert rows.height, table.name
        connection.register("rows", rows.to_arrow())
        connection.execute(f"INSERT INTO {SCHEMA_OF[table.name]}.{table.name} BY NAME FROM rows")
        connection.unregister("rows")
    told = computed(connection)
    assert failures(told) == {}
    assert [view.name for view in views() if told[view.name] == 0] == []


def computed(connection: duckdb.DuckDBPyConnection) -> dict[str, int | str]:
    """How many rows each view has, all their columns computed, or what DuckDB says of why it cannot."""
    found: dict[str, int | str] = {}
    for view in (*views(), *history_views()):
        try:
            made = connection.execute(f"CREATE OR REPLACE TEMP TABLE whole AS FROM {view.name}").fetchone()
        except duckdb.Error as error:
            found[view.name] = str(error)
        else:
            found[view.name] = made[0] if made else 0
    return found


def failures(told: dict[str, int | str]) -> dict[str, int | str]:
    return {name: one for name, one in told.items() if isinstance(one, str)}


def extreme_rows(table: Table, chance: random.Random) -> pl.DataFrame:
    """Rows that a delivery may give, each value at an edge of what its column takes; their keys are distinct."""
    columns = table.stored_columns
    drawn = {name: pl.Series(chance.choices(edges(one), k=ROWS), dtype=one.dtype) for name, one in columns.items()}
    frame = pl.DataFrame(drawn)
    for rule in table.row_rules:
        if RULES[rule.code].severity == "reject" and set(rule.cells) <= columns.keys():
            frame = frame.filter(rule.passes().fill_null(value=True))
    return frame.unique(table.key, maintain_order=True)


def edges(column: Column) -> list[Any]:
    """The extremes of a column, and nothing where it may be null."""
    return [*told(column), *([None] if column.may_be_null else [])]


def told(column: Column) -> list[Any]:
    if column.codes:
        return list(column.codes.by_code)
    if column.name in CONFIGURED:
        return CONFIGURED[column.name]
    if column.kind in ("identifier", "siret"):
        return [*map(str, range(2 if column.name in FEW else 30)), TEXTS[2]]
    return {
        pl.Date: [column.earliest or EARLIEST, column.latest or LATEST, dt.date(2016, 2, 29)],
        pl.Datetime: [dt.datetime(1900, 1, 1), dt.datetime(2100, 12, 31, 23, 59, 59)],  # noqa: DTZ001 as stored
        pl.Boolean: [False, True],
        pl.Int64: bounds(column, Decimal(2**63 - 1), Decimal(1)),
        pl.Decimal: bounds(column, *most_and_least(column.dtype)),
    }.get(type(column.dtype), list(TEXTS))


def most_and_least(dtype: pl.DataType) -> tuple[Decimal, Decimal]:
    """The largest decimal of the type, and the smallest above nought."""
    if not isinstance(dtype, pl.Decimal):
        return Decimal(0), Decimal(0)
    return Decimal(10 ** (dtype.precision or 38) - 1).scaleb(-dtype.scale), Decimal(1).scaleb(-dtype.scale)


def bounds(column: Column, most: Decimal, step: Decimal) -> list[Any]:
    """The largest and smallest numbers of the column, and the one just above the smallest."""
    least = -most if column.minimum is None else Decimal(str(column.minimum))
    top = most if column.maximum is None else min(most, Decimal(str(column.maximum)))
    made = int if column.kind == "integer" else Decimal
    return [made(least), made(least + step), made(top)]
