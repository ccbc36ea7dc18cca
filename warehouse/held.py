"""What the views of a candidate hold, each computed once, for every view and check that reads it."""

from __future__ import annotations

from functools import cache

import duckdb

from warehouse.view import NAME, named, views


class Held:
    """Views as temporary tables of the connection, made when a query first reads them."""

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
            self._connection.execute(f"CREATE TEMP TABLE {table} AS {self.over(_views()[name])}")
            self._names.add(name)
        return table

    def forget(self, *schemas: str) -> None:
        """Let go of what is made of tables of these schemas, which have changed since."""
        gone = {name for name in self._names if any(f"{schema}." in _whole(name) for schema in schemas)}
        for name in sorted(gone):
            self._connection.execute(f'DROP TABLE temp."{name}"')
        self._names -= gone


@cache
def _views() -> dict[str, str]:
    return {view.name: view.sql for view in views()}


@cache
def _whole(name: str) -> str:
    """The SELECT of the view, and of all the views that it is made of."""
    return "\n".join((_views()[name], *(_whole(one) for one in sorted(named(_views()[name])))))
