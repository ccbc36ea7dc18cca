"""A conversation in SQL with the published file: it can ask anything of it, and touch nothing else."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import polars as pl

from warehouse.query import LOCKED, QUIET

_AT_ONCE = 100_000
_ROWS_AT_ONCE = 10_000
# What they name is opened only later, outside any statement, where DuckDB can but end the process.
_LOGGING = re.compile(r"\benable_(?:logging|profiling)\b", re.IGNORECASE)
_COLUMNS = """SELECT schema_name, table_name, column_name, comment FROM duckdb_columns()
    WHERE NOT internal AND database_name = current_database() ORDER BY schema_name, table_name, column_index"""


class QueryError(Exception):
    """A statement that DuckDB refuses: its own sentence."""


@dataclass(frozen=True)
class Answer:
    """What a statement answers: the names of the columns, each once, their SQL types, and the rows, read as they are
    asked for, so many at a time, once. Reading them may raise QueryError."""

    names: tuple[str, ...]
    types: tuple[str, ...]
    batches: Iterator[list[tuple[Any, ...]]]

    @property
    def rows(self) -> list[tuple[Any, ...]]:
        """All the rows not read yet."""
        return [row for batch in self.batches for row in batch]


class Session:
    """A read-only connection whose settings are locked: no file, no network, no extension, no other database.

    What does not fit into memory goes to a folder of its own, so that a file in a read-only folder can be sorted.
    """

    def __init__(self, path: Path) -> None:
        self._reading: Generator[list[tuple[Any, ...]], None, None] = _nothing()
        self._spill = tempfile.TemporaryDirectory(prefix="epi-sql-")
        settings: dict[str, str | bool | int | float | list[str]] = {"temp_directory": self._spill.name}
        try:
            with _told():
                self._connection = duckdb.connect(str(path), read_only=True, config=settings)
                self._connection.execute(QUIET)
                for name, value in LOCKED.items():  # once the folder is set: they forbid to set it
                    self._connection.execute(f"SET {name} = {value}")
        except QueryError:
            self._spill.cleanup()
            raise

    def answers(self, sql: str) -> Iterator[Answer]:
        """Run the statements one after the other; the answer to each, without columns where it has none.

        The rows of an answer are to be read before the next one. Raises QueryError.
        """
        if _LOGGING.search(sql):
            raise QueryError("Permission Error: logs and profiles are not written from here")
        with self._told():
            statements = self._connection.extract_statements(sql)
        yield from map(self._answer, statements)

    def ask(self, sql: str) -> Answer:
        """The answer to the last of one or more statements."""
        return [Answer((), (), iter(())), *self.answers(sql)][-1]

    def _answer(self, statement: duckdb.Statement) -> Answer:
        self._reading.close()
        with self._told():
            relation = self._relation(statement)
            if relation is None:
                return Answer((), (), iter(()))
            types = tuple(map(str, relation.types))
            named = zip(relation.columns, types, strict=True)
            zoned = [name for name, kind in named if kind.endswith("TIME ZONE") or kind == "INTERVAL"]
            if zoned:  # Python needs another package to hold them, or has no such kind; their text says the same.
                casts = ", ".join(f"CAST({_quoted(name)} AS VARCHAR) AS {_quoted(name)}" for name in zoned)
                relation = relation.project(f"* REPLACE ({casts})")
            self._reading = self._batches(relation)
            return Answer(tuple(_each_once(relation.columns)), types, self._reading)

    def _relation(self, statement: duckdb.Statement) -> duckdb.DuckDBPyRelation | None:
        try:
            return self._connection.sql(statement)
        except ValueError as error:  # of a kind that its package does not know, as UPDATE EXTENSIONS in 2.x
            raise QueryError(str(error)) from None

    def _batches(self, relation: duckdb.DuckDBPyRelation) -> Generator[list[tuple[Any, ...]], None, None]:
        with self._told():
            if hasattr(relation, "fetchmany"):
                while rows := relation.fetchmany(_ROWS_AT_ONCE):
                    yield rows
                return
            try:
                yield from _through_arrow(relation)
            except (OSError, ValueError) as error:  # as Arrow tells what the engine met
                raise QueryError(str(error)) from None

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Tell what DuckDB refuses, and leave no transaction half done behind it."""
        try:
            with _told():
                yield
        except QueryError:
            with suppress(duckdb.Error):
                self._connection.rollback()
            raise

    def relations(self) -> dict[str, dict[str, str]]:
        """Every table and view, as ``schema.name``, with the comment of each of its columns, in order."""
        found: dict[str, dict[str, str]] = {}
        for schema, name, column, comment in self.ask(_COLUMNS).rows:
            found.setdefault(f"{schema}.{name}", {})[column] = comment or ""
        return found

    def frames(self, relation: str) -> Iterator[pl.DataFrame]:
        """The rows of a table or view that ``relations`` names, in a total order, so many at a time; at least one."""
        with self._told():
            rows = self._connection.sql(f"SELECT * FROM {relation} ORDER BY ALL").to_arrow_reader(_AT_ONCE)  # noqa: S608
            yield pl.DataFrame(pl.from_arrow(rows.schema.empty_table()))
            for batch in rows:
                yield pl.DataFrame(pl.from_arrow(batch))

    def close(self) -> None:
        """End the conversation and remove its folder."""
        self._reading.close()
        self._connection.close()
        self._spill.cleanup()

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        raise QueryError(str(error)) from None


def _each_once(names: list[str]) -> Iterator[str]:
    """The names, numbered where one repeats, as DuckDB does: `n`, `n_1`."""
    seen: Counter[str] = Counter()
    for name in names:
        yield f"{name}_{seen[name]}" if seen[name] else name
        seen[name] += 1


def _through_arrow(relation: duckdb.DuckDBPyRelation) -> Iterator[list[tuple[Any, ...]]]:
    """The rows as DuckDB 2 and later read on; the widest whole numbers come as decimals there."""
    wide = [str(kind) in ("HUGEINT", "UHUGEINT") for kind in relation.types]
    with closing(relation.to_arrow_reader(_ROWS_AT_ONCE)) as reader:
        for batch in reader:
            columns = [column.to_pylist() for column in batch.columns]
            yield list(zip(*(_whole(one) if w else one for one, w in zip(columns, wide, strict=True)), strict=True))


def _whole(values: list[Any]) -> list[Any]:
    return [None if value is None else int(value) for value in values]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _nothing() -> Generator[list[tuple[Any, ...]], None, None]:
    yield from ()
