"""A candidate warehouse, built whole from the store."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb

from schemas import CORE_TABLES
from schemas.table import Table
from schemas.wording import HELD_BY_CHECK, french_rows
from warehouse.blank import ATTACHED
from warehouse.ddl import literal
from warehouse.declare import declare
from warehouse.fill import fill
from warehouse.held import Held
from warehouse.history import fill_past
from warehouse.manifest import Manifest, TableCount
from warehouse.morning import Morning, ask_morning
from warehouse.network_checks import apply_network_checks, repeat_network_checks
from warehouse.query import QUIET
from warehouse.receptions import fill_receptions
from warehouse.standings import fill_standings
from warehouse.store import Store
from warehouse.view import checks

ROWS_OF_ONE_THREAD = 1_000_000  # below, a second one costs more than it gains
_TOLD = ("run_id", "n_rows_accepted", "n_rows_set_aside", "set_aside_eur", "let_through")
_COUNTED = tuple(table for table in CORE_TABLES.values() if table.is_delivered)
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


Gate = Callable[[Manifest], str]


class PublicationHeld(Exception):  # noqa: N818
    """A check or a band found the candidate wrong; yesterday's file stays. ``detail`` is for the engineer's log."""

    def __init__(self, why: str, detail: str = "") -> None:
        super().__init__(why)
        self.detail = detail


class BuildMemoryError(MemoryError):
    """The memory that the build may take was not enough, though it spills to the disk."""


def build(
    store: Store,
    manifest: Manifest,
    path: Path,
    memory_mb: int,
    gate: Gate,
    severities: Mapping[str, str],
    decided: Collection[str] = (),
) -> tuple[Manifest, Morning]:
    """Fill the blank file at ``path`` for the manifest, checked; the manifest with its counts, and what it tells.

    ``gate`` is given the counts before anything is settled: it raises PublicationHeld, as a failed check does, or says
    what it let through. ``severities`` are those set for rules whose source has not been read, by code; ``decided``
    the alerts that a person has settled.
    """
    with _candidate(path, memory_mb) as connection:
        _load(connection, store, manifest)
        held = Held(connection)
        found = apply_network_checks(connection, severities, decided, held)
        manifest = replace(manifest, network_pack=store.keep_network(found))
        _remember(connection, store, manifest)
        manifest = _count(connection, manifest)
        held.forget("ledger", "quality", "history")
        _assert_sound(connection, held)
        manifest = replace(manifest, let_through=gate(manifest))
        _tell_run(connection, manifest)
        morning = ask_morning(connection, held.over)
    return manifest, morning


def rebuild(store: Store, manifest: Manifest, path: Path, memory_mb: int, *, with_words: bool = True) -> None:
    """Write at ``path`` what an earlier night published, from its manifest, its packs and what its checks found.

    Without its words, it is for a file that nobody opens.
    """
    with _candidate(path, memory_mb) as connection:
        declare(connection, is_past=True, with_words=with_words)
        _load(connection, store, manifest)
        repeat_network_checks(connection, store.network(manifest.network_pack))
        _remember(connection, store, manifest)
        _tell_run(connection, manifest)


def engine_settings(spill: Path, memory_mb: int) -> dict[str, str | bool | int | float | list[str]]:
    """How DuckDB builds: no extension, so much memory, and a folder for what does not fit."""
    return _SETTINGS | {"temp_directory": str(spill), "memory_limit": f"{memory_mb}MB"}


@contextmanager
def _candidate(path: Path, memory_mb: int) -> Iterator[duckdb.DuckDBPyConnection]:
    """The file, new or blank, in a transaction that the load ends; closed when the block ends well.

    It has no log: one that is not closed whole is thrown away.
    """
    with duckdb.connect(config=engine_settings(path.with_suffix(".tmp"), memory_mb)) as connection:
        connection.execute(QUIET)
        connection.execute(f"ATTACH {literal(str(path))} AS warehouse ({ATTACHED})")
        connection.execute("USE warehouse")
        connection.execute("SET threads = 1")
        connection.execute("BEGIN")
        try:
            yield connection
        except duckdb.OutOfMemoryException as error:
            raise BuildMemoryError(f"EPI_BUILD_MEMORY_MB={memory_mb}: {error}") from error
        connection.execute("CHECKPOINT warehouse")
        connection.execute("USE memory")
        connection.execute("DETACH warehouse")


def _load(connection: duckdb.DuckDBPyConnection, store: Store, manifest: Manifest) -> None:
    """Fill and commit: of rows not committed DuckDB knows no number, and joins them the wrong way round."""
    if _rows_in_force(connection, store, manifest) > ROWS_OF_ONE_THREAD:
        connection.execute("RESET threads")
    fill(connection, store, manifest)
    connection.execute("COMMIT")


def _rows_in_force(connection: duckdb.DuckDBPyConnection, store: Store, manifest: Manifest) -> int:
    """How many rows the packs hold from which the tables are filled."""
    packs = {one.pack for one in manifest.in_force}
    files = [file for name in CORE_TABLES for file in store.files(name) if Path(file).parent.name in packs]
    sql = "SELECT coalesce(sum(num_rows), 0) FROM parquet_file_metadata($files)"
    rows = connection.execute(sql, {"files": files}).fetchall() if files else [(0,)]  # read whole: 2.x asks for it
    return int(rows[0][0])


def _remember(connection: duckdb.DuckDBPyConnection, store: Store, manifest: Manifest) -> None:
    fill_standings(connection, store, manifest)
    fill_past(connection, store)
    fill_receptions(connection, store, manifest.run_id)


def _count(connection: duckdb.DuckDBPyConnection, manifest: Manifest) -> Manifest:
    """The manifest with the rows and euros of what is in force, over all and by EPI and table."""
    row = connection.execute(
        """WITH standing AS (
            SELECT (epi_id, delivery_id, table_name) AS place FROM in_force
        ),
        counts AS (
            SELECT sum(n_rows_accepted) AS accepted, sum(n_rows_set_aside) AS set_aside FROM ledger.delivery_tables
            WHERE (epi_id, delivery_id, table_name) IN (FROM standing)
        ),
        euros AS (
            SELECT sum(amount_eur) AS eur FROM quality.quarantine
            WHERE (epi_id, delivery_id, table_name) IN (FROM standing)
        )
        SELECT CAST(coalesce(accepted, 0) AS BIGINT), CAST(coalesce(set_aside, 0) AS BIGINT),
            CAST(coalesce(eur, 0) AS DECIMAL(18,2))
        FROM counts CROSS JOIN euros"""
    ).fetchone()
    accepted, aside, eur = row or (0, 0, 0)
    counted = connection.execute(" UNION ALL ".join(map(_counts_of, _COUNTED)) + " ORDER BY ALL").fetchall()
    return replace(
        manifest, n_rows_accepted=accepted, n_rows_set_aside=aside, set_aside_eur=str(eur),
        counts=tuple(TableCount(*one) for one in counted),
    )  # fmt: skip


def _counts_of(table: Table) -> str:
    amount = f"coalesce(sum({table.amount}), 0)" if table.amount else "CAST(0 AS DECIMAL(12,2))"
    return f"""SELECT epi_id, '{table.name}', count(*), CAST(CAST({amount} AS DECIMAL(18,2)) AS VARCHAR)
        FROM core.{table.name} GROUP BY epi_id"""  # noqa: S608


def _tell_run(connection: duckdb.DuckDBPyConnection, manifest: Manifest) -> None:
    """Write the counts of the night to its row of the ledger, which the fill left at nought."""
    connection.execute(
        """UPDATE ledger.runs SET n_rows_accepted = $n_rows_accepted, n_rows_set_aside = $n_rows_set_aside,
            set_aside_eur = CAST($set_aside_eur AS DECIMAL(18,2)), let_through = $let_through WHERE run_id = $run_id""",
        {name: getattr(manifest, name) for name in _TOLD},
    )


def _assert_sound(connection: duckdb.DuckDBPyConnection, held: Held) -> None:
    """Hold the night back where a check finds a row."""
    for check in checks("fail"):
        wrong = connection.execute(f"SELECT count(*) FROM ({held.over(check.sql)})").fetchone()  # noqa: S608
        if wrong and wrong[0]:
            raise PublicationHeld(HELD_BY_CHECK.format(rows=french_rows(wrong[0])), f"{check.name}: {wrong[0]} rows")
