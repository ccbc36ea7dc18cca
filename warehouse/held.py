"""What the views of a candidate hold, each computed once, for every view and check that reads it."""

from __future__ import annotations

import re
from functools import cache

import duckdb

from warehouse.morning import QUESTIONS
from warehouse.view import EFFECTS, NAME, checks, named, views

_QUALIFIED = re.compile(r"(?:\b(\w+)\.)?\b(\w+)")
_WHOLE = re.compile(r"SELECT \*(?: EXCLUDE \(\w+\))? FROM ((?:mart|core)\.\w+)")
_LAST_ORDER = re.compile(r"\nORDER BY .+\Z")  # of rows that are held, no one asks the order


class Held:
    """Views as temporary tables of the connection, made when a query first reads them.

    Only the columns that a query of a publication reads are computed; what is read in one place is computed there.
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
        if len(_readers()[name]) == 1:
            return f"({self._rows(name)})"
        table = f'temp."{name}"'
        if name not in self._names:
            made = f"SELECT {_asked(name)} FROM ({self._rows(name)})"  # noqa: S608 queries of the package only
            self._connection.execute(f"CREATE TEMP TABLE {table} AS {made}")
            self._names.add(name)
        return table

    def forget(self, *schemas: str) -> None:
        """Let go of what is made of tables of these schemas, which have changed since."""
        gone = {name for name in self._names if any(f"{schema}." in _whole(name) for schema in schemas)}
        for name in sorted(gone):
            self._connection.execute(f'DROP TABLE temp."{name}"')
        self._names -= gone

    def _rows(self, name: str) -> str:
        return self.over(_LAST_ORDER.sub("", _views()[name]))


@cache
def _asked(name: str) -> str:
    """The columns of the view that its readers name, among words that are no column of it."""
    if any(name in _WHOLE.findall(sql) for sql in _readers()[name]):
        return "*"
    words = {word for sql in _readers()[name] for word in _words(name, sql)}
    return f"COLUMNS('^({'|'.join(sorted(words))})$')"


def _words(name: str, sql: str) -> set[str]:
    """The words of a query that may be columns of the view: those that no other table qualifies."""
    aliases = {"", *re.findall(rf"\b{re.escape(name)} AS (\w+)", sql)}
    return {word for alias, word in _QUALIFIED.findall(sql) if alias in aliases}


@cache
def _readers() -> dict[str, list[str]]:
    """The queries of a publication that read each view, once for each time that they name it."""
    found: dict[str, list[str]] = {name: [] for name in _views()}
    asked = [*(check.sql for effect in EFFECTS for check in checks(effect)), *QUESTIONS]
    for sql in asked:  # which grows by the views that are read
        for name in NAME.findall(sql):
            if name in found:
                if not found[name]:
                    asked.append(_views()[name])
                found[name].append(sql)
    return found


@cache
def _views() -> dict[str, str]:
    return {view.name: view.sql for view in views()}


@cache
def _whole(name: str) -> str:
    """The SELECT of the view, and of all the views that it is made of."""
    return "\n".join((_views()[name], *(_whole(one) for one in sorted(named(_views()[name])))))
