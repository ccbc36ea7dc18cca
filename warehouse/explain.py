"""Why the figures of a view moved between two nights: the causes are applied one after the other, and each step counts.

The parts of a figure add up to its difference to the cent, whatever the view does with the rows. Where two causes meet
in one figure, what they do together is told under the later of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb

from schemas import CORE_TABLES, LEDGER_TABLES
from schemas.wording import CAUSES
from warehouse.build import engine_settings, rebuild
from warehouse.causes import content, find_changes, register_nights
from warehouse.ddl import create_tables, french_title, insert_codes, literal, view_column_comment
from warehouse.manifest import Manifest
from warehouse.query import QUIET
from warehouse.store import Store
from warehouse.view import View, views

Amount = Decimal | int
_BESIDE = ("quality.", "ledger.covered_months")  # not made of the tables, though of their rows
_SUMMED = "^n_|_eur$|_months$|_hours$"


@dataclass(frozen=True)
class Figure:
    """One column of the view, summed over its rows: its French title, before, after, and the part of each cause that
    has one."""

    column: str
    title: str
    before: Amount
    after: Amount
    parts: dict[str, Amount]


@dataclass(frozen=True)
class Explanation:
    """The figures of a view on two nights, of the EPI asked for; ``n_rows`` counts the rows that each cause changed."""

    view: str
    earlier: str
    later: str
    n_rows: dict[str, int]
    figures: tuple[Figure, ...]


def explainable() -> dict[str, View]:
    """The views whose sums and counts can be split, by name: those of ``mart`` made of the tables alone."""
    told = (one for one in views() if one.name.startswith("mart."))
    return {one.name: one for one in told if not any(name in one.sql for name in _BESIDE)}


def explain(
    store: Store,
    asked: Sequence[str],
    earlier: Manifest,
    later: Manifest,
    epi_id: str | None,
    work: Path,
    memory_mb: int,
) -> list[Explanation]:
    """Split the figures of each view asked, of one EPI or of all, between two nights; ``work`` is an empty folder.

    Raises LookupError for a view that has no figure to split, or no EPI to choose, and for an EPI of neither night.
    """
    if strangers := [view for view in asked if view not in explainable()]:
        raise LookupError(f"{strangers[0]} cannot be explained; these can: {', '.join(explainable())}")
    for name, manifest in (("a", earlier), ("b", later)):
        rebuild(store, manifest, work / f"{name}.duckdb", memory_mb, with_words=False)
    with _between(work, memory_mb) as connection:
        register_nights(connection, earlier, later)
        columns = {view: _columns(connection, view, epi_id) for view in asked}
        if epi_id is not None and not _is_known(connection, epi_id):
            raise LookupError(f"no EPI had the id {epi_id!r} on either day")
        for name in CORE_TABLES:
            find_changes(connection, name)
        steps = [_figures(connection, columns, epi_id)]
        for cause in CAUSES:
            if cause == "day":
                _become_later(connection)
            else:
                _apply(connection, cause)
            steps.append(_figures(connection, columns, epi_id))
        n_rows = _counts(connection, epi_id)
    return [
        Explanation(view, earlier.run_id, later.run_id, n_rows, _split(view, columns[view], steps)) for view in asked
    ]


def _split(view: str, columns: Sequence[str], steps: Sequence[Mapping[str, Sequence[Amount]]]) -> tuple[Figure, ...]:
    """Each column of the view from the first step to the last."""
    return tuple(
        Figure(
            column, french_title(view_column_comment(explainable()[view], column)), steps[0][view][n],
            steps[-1][view][n], _parts([step[view][n] for step in steps]),
        )
        for n, column in enumerate(columns)
    )  # fmt: skip


def _parts(course: list[Amount]) -> dict[str, Amount]:
    moves = zip(CAUSES, course, course[1:], strict=False)
    return {cause: after - before for cause, before, after in moves if after != before}


@contextmanager
def _between(work: Path, memory_mb: int) -> Iterator[duckdb.DuckDBPyConnection]:
    """A third warehouse that begins as the earlier night, ``a``, to become the later one, ``b``."""
    with duckdb.connect(
        str(work / "warehouse.duckdb"), config=engine_settings(work / "spill", memory_mb)
    ) as connection:
        connection.execute(QUIET)
        for name in ("a", "b"):
            connection.execute(f"ATTACH {literal(str(work / f'{name}.duckdb'))} AS {name} (READ_ONLY)")
        tables = [statement for statement in create_tables(is_past=True) if statement.startswith("CREATE")]
        shown = [f"CREATE VIEW {one.name} AS {one.sql}" for one in views()]
        connection.execute(";\n".join((*tables, *insert_codes(), *shown)))
        for table in _tables():
            connection.execute(f"INSERT INTO {table} FROM a.{table}")
        yield connection


def _tables() -> list[str]:
    return [*(f"core.{name}" for name in CORE_TABLES), *(f"ledger.{name}" for name in LEDGER_TABLES)]


def _columns(connection: duckdb.DuckDBPyConnection, view: str, epi_id: str | None) -> list[str]:
    """The sums and counts of the view: counts, euros, months and hours; never a rate nor a cost per unit."""
    named = connection.execute(
        """SELECT column_name FROM duckdb_columns()
        WHERE schema_name || '.' || table_name = $view AND database_name = current_database()
            AND data_type NOT IN ('VARCHAR', 'DATE', 'BOOLEAN')
            AND regexp_matches(column_name, $summed) AND NOT starts_with(column_name, 'cost_per_')
        ORDER BY column_index""",
        {"view": view, "summed": _SUMMED},
    ).fetchall()
    has_epi = connection.execute(f"SELECT * FROM {view} LIMIT 0").description or []  # noqa: S608
    if not named:
        raise LookupError(f"{view} has no sum or count to explain")
    if epi_id is not None and "epi_id" not in [column[0] for column in has_epi]:
        raise LookupError(f"{view} does not tell of one EPI; leave out --epi, or ask mart.epi_overview")
    return [row[0] for row in named]


def _is_known(connection: duckdb.DuckDBPyConnection, epi_id: str) -> bool:
    found = "SELECT epi_id FROM {}.core.epis WHERE epi_id = $epi_id"
    asked = " UNION ALL ".join(found.format(night) for night in ("a", "b"))
    return connection.execute(asked, {"epi_id": epi_id}).fetchone() is not None


def _figures(
    connection: duckdb.DuckDBPyConnection, columns: Mapping[str, list[str]], epi_id: str | None
) -> dict[str, tuple[Amount, ...]]:
    chosen = "WHERE epi_id = $epi_id" if epi_id is not None else ""
    found: dict[str, tuple[Amount, ...]] = {}
    for view, named in columns.items():
        sums = ", ".join(f"coalesce(sum({column}), 0)" for column in named)
        sql = f"SELECT {sums} FROM {view} {chosen}"  # noqa: S608
        found[view] = connection.execute(sql, {"epi_id": epi_id} if chosen else None).fetchone() or ()
    return found


def _apply(connection: duckdb.DuckDBPyConnection, cause: str) -> None:
    """Bring the rows of one cause from the earlier night to the later one."""
    for name, table in CORE_TABLES.items():
        told = f"FROM changed_{name} AS c WHERE c.cause = $cause AND c.epi_id = t.epi_id"
        gone, new = (f"EXISTS ({told} AND c.{age}_content = {content(table)})" for age in ("old", "new"))
        connection.execute(f"DELETE FROM core.{name} AS t WHERE {gone}", {"cause": cause})  # noqa: S608
        connection.execute(f"INSERT INTO core.{name} SELECT * FROM b.core.{name} AS t WHERE {new}", {"cause": cause})  # noqa: S608


def _become_later(connection: duckdb.DuckDBPyConnection) -> None:
    """Everything else: the day told of, the freshness of the files, the places of rows that moved unchanged."""
    for table in _tables():
        connection.execute(f"DELETE FROM {table}")  # noqa: S608
        connection.execute(f"INSERT INTO {table} FROM b.{table}")


def _counts(connection: duckdb.DuckDBPyConnection, epi_id: str | None) -> dict[str, int]:
    every = " UNION ALL ".join(f"SELECT cause, epi_id FROM changed_{name}" for name in CORE_TABLES)  # noqa: S608
    chosen = "WHERE epi_id = $epi_id" if epi_id is not None else ""
    counts = f"SELECT cause, count(*) FROM ({every}) {chosen} GROUP BY cause"  # noqa: S608
    found = dict(connection.execute(counts, {"epi_id": epi_id} if chosen else None).fetchall())
    return {cause: found[cause] for cause in CAUSES if cause in found}
