"""What the views of a candidate hold, each computed once, for every view and check that reads it."""

from __future__ import annotations

import re
from functools import cache, cached_property

import duckdb

from warehouse.morning import QUESTIONS
from warehouse.view import EFFECTS, NAME, checks, named, views

_WORD = re.compile(r"\w+")
_EVERY_COLUMN = re.compile(r"SELECT \*")
_LAST_ORDER = re.compile(r"\nORDER BY .+\Z")  # of rows that are held, no one asks the order
_COLUMNS = """SELECT schema_name || '.' || table_name AS name, list(column_name ORDER BY column_index)
    FROM duckdb_columns() WHERE schema_name IN ('core', 'mart') GROUP BY ALL"""


class Held:
    """Views as temporary tables of the connection, made when a query first reads them.

    Every column is computed; those that no query of a publication reads are held together, as a number made of them.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._names: set[str] = set()

    def over(self, sql: str) -> str:
        """The query, on the rows held of the views that it names."""
        return NAME.sub(lambda found: self.of(found[0]), sql)

    def of(self, name: str) -> str:
        """The table that holds the rows of the view; any other name as it is."""
        if name not in _views():
            return name
        table = f'temp."{name}"'
        if name not in self._names:
            self._connection.execute(f"CREATE TEMP TABLE {table} AS {self._rows(name)}")
            self._names.add(name)
        return table

    def forget(self, *schemas: str) -> None:
        """Let go of what is made of tables of these schemas, which have changed since."""
        gone = {name for name in self._names if any(f"{schema}." in _whole(name) for schema in schemas)}
        for name in sorted(gone):
            self._connection.execute(f'DROP TABLE temp."{name}"')
        self._names -= gone

    def _rows(self, name: str) -> str:
        columns, asked = self._columns[name], self._asked(name)
        shown = [column for column in columns if column in asked]
        others = ", ".join(column for column in columns if column not in asked)
        told = [*shown, f"hash({others}) AS others"] if others else shown
        return f"SELECT {', '.join(told)} FROM ({_LAST_ORDER.sub('', self.over(_views()[name]))})"  # noqa: S608

    def _asked(self, name: str) -> set[str]:
        """The columns of the view that its readers name, or pass on under their name; and words that are no column."""
        readers = [view.name for view in views() if name in named(view.sql)]
        asked = {word for reader in readers for word in (*_words(_views()[reader]), *self._columns[reader])}
        for query in (*(check.sql for effect in EFFECTS for check in checks(effect)), *QUESTIONS):
            if name in named(query):
                asked.update(self._columns[name] if _EVERY_COLUMN.search(query) else _words(query))
        return asked

    @cached_property
    def _columns(self) -> dict[str, list[str]]:
        return dict(self._connection.execute(_COLUMNS).fetchall())


@cache
def _words(sql: str) -> frozenset[str]:
    return frozenset(_WORD.findall(sql))


@cache
def _views() -> dict[str, str]:
    return {view.name: view.sql for view in views()}


@cache
def _whole(name: str) -> str:
    """The SELECT of the view, and of all the views that it is made of."""
    return "\n".join((_views()[name], *(_whole(one) for one in sorted(named(_views()[name])))))
