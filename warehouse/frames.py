"""Frames into DuckDB and out of it by way of a Parquet file: to exchange them by Arrow it imports all of pyarrow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import polars as pl

from warehouse.manifest import InForce, Receipt


def hold(connection: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    """Make a temporary table of the rows of a frame, in the place of one of the same name."""
    with _written(connection, frame) as file:
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS FROM read_parquet($file, hive_partitioning = false)",
            {"file": file},
        )


def hold_rows(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    rows: Sequence[InForce] | Sequence[Receipt],
    kind: type[InForce | Receipt],
) -> None:
    """The same of rows of a manifest."""
    shape = dict.fromkeys((field.name for field in fields(kind)), pl.String)
    hold(connection, name, pl.DataFrame([row.__dict__ for row in rows], schema=shape))


def insert(connection: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    """Add the rows of a frame to a table, by column name."""
    with _written(connection, frame) as file:
        connection.execute(
            f"INSERT INTO {name} BY NAME FROM read_parquet($file, hive_partitioning = false)", {"file": file}
        )


def answer(connection: duckdb.DuckDBPyConnection, sql: str) -> pl.DataFrame:
    """The rows of a query, bound and planned once."""
    with _place(connection) as file:
        connection.execute(f"COPY ({sql}) TO $file (FORMAT parquet)", {"file": file})
        return pl.read_parquet(file, memory_map=False, glob=False)


@contextmanager
def _written(connection: duckdb.DuckDBPyConnection, frame: pl.DataFrame) -> Iterator[str]:
    with _place(connection) as file:
        frame.write_parquet(file, compression="lz4")
        yield file


@contextmanager
def _place(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Where a file that nobody else can read may lie while the block runs: beside what DuckDB spills, which the next
    night removes where a run was killed."""
    (spill,) = connection.execute("SELECT current_setting('temp_directory')").fetchall()[0]
    with TemporaryDirectory(prefix=".frame-", dir=Path(spill).parent) as folder:
        yield str(Path(folder) / "rows.parquet")
