"""Questions that the command line asks of the published file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from warehouse.view import checks

ANSWERS = "SELECT * EXCLUDE (as_of_date) FROM mart.answers"
LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "lock_configuration": "true",
}
QUIET = "SET enable_progress_bar = false"
"""Otherwise a query of more than two seconds draws its progress on the standard output."""


class EarlierVersionError(duckdb.ProgrammingError):
    """The published file has no such table, view or column: another version of this tool published it."""


@contextmanager
def open_published(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to the published file, whose settings are locked: nothing outside it, nothing drawn.

    Raises EarlierVersionError where what is asked of it is not there.
    """
    try:
        with _connected(path) as connection:
            yield connection
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        lacking = str(error).partition("\n")[0]
        raise EarlierVersionError(
            f"{path}: another version of epi published it ({lacking}); epi run --force publishes it anew"
        ) from error


def _connected(path: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(str(path), read_only=True, config={"enable_external_access": "false"})
    with suppress(duckdb.InvalidInputException):  # where another connection of the process has locked them
        connection.execute(QUIET)
        connection.execute("SET lock_configuration = true")
    return connection


@contextmanager
def kept_open(path: Path) -> Iterator[None]:
    """While several questions are asked: what is open already opens without its catalogue being read again."""
    with ExitStack() as opened:
        with suppress(duckdb.Error):  # who asks is told
            if path.exists():
                opened.enter_context(_connected(path))
        yield


def ask(path: Path, sql: str, parameters: dict[str, object] | None = None) -> list[dict[str, Any]]:
    """The rows of a query over the published file, read-only."""
    with open_published(path) as connection:
        return rows(connection, sql, parameters)


def rows(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: dict[str, object] | None = None
) -> list[dict[str, Any]]:
    """The rows of a query, by column."""
    cursor = connection.execute(sql, parameters or {})
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def answers(path: Path) -> dict[str, Any]:
    """The row of ``mart.answers``."""
    return ask(path, ANSWERS)[0]


def last_run(path: Path) -> dict[str, Any]:
    """The night that the file holds."""
    return ask(path, "SELECT * FROM ledger.runs ORDER BY run_id DESC LIMIT 1")[0]


def told_night(path: Path) -> str | None:
    """The name of the night that the file holds; None when it cannot be opened."""
    try:
        return str(last_run(path)["run_id"])
    except (duckdb.Error, IndexError):
        return None


def deliveries(path: Path) -> list[dict[str, Any]]:
    """What was last received of each source and what is in force, in order."""
    return ask(
        path,
        """SELECT epi_id, source_name, filename, state, is_in_force, is_last_received, received_at, n_rows_read,
            n_rows_accepted, n_rows_set_aside, n_rows_ignored, set_aside_eur, delivery_id
        FROM ledger.deliveries WHERE is_in_force OR is_last_received
        ORDER BY epi_id, source_name, received_at""",
    )


def standing_deliveries(path: Path) -> dict[tuple[str, str, str], tuple[str, str, dt.datetime]]:
    """Filename, origin and reception of what is in force, by (epi_id, source_name, delivery_id); none where the file
    is not there or does not open."""
    columns = "epi_id, source_name, delivery_id, filename, origin, received_at"
    sql = f"SELECT {columns} FROM ledger.deliveries WHERE is_in_force"  # noqa: S608
    try:
        rows = [tuple(row.values()) for row in ask(path, sql)]
    except duckdb.Error:
        return {}
    return {row[:3]: row[3:] for row in rows}


def alerts(path: Path) -> list[dict[str, Any]]:
    """The rows of each alert of the night, with its name: rule, sentence and place."""
    return ask(
        path,
        """SELECT alert_id, code, severity, epi_id, filename, sheet, cell, row_number, business_key, message
        FROM quality.findings WHERE alert_id IS NOT NULL
        ORDER BY code, min(epi_id) OVER (PARTITION BY alert_id), alert_id, epi_id, row_number""",
    )


def codes_across() -> list[str]:
    """The codes of the checks across rows, files and EPI."""
    return sorted({check.code for effect in ("reject", "warn") for check in checks(effect)})


def found_across(path: Path, delivery_ids: Collection[str]) -> pl.DataFrame:
    """What the checks across rows, files and EPI found of deliveries, with ``amount_eur`` of a row set aside."""
    with open_published(path) as connection:
        relation = connection.sql(
            """SELECT f.*, q.amount_eur FROM quality.findings AS f
            LEFT JOIN quality.quarantine AS q USING (epi_id, delivery_id, table_name, sheet, row_number)
            WHERE f.code IN (SELECT unnest($codes)) AND f.delivery_id IN (SELECT unnest($deliveries))
            ORDER BY ALL""",
            params={"codes": codes_across(), "deliveries": sorted(delivery_ids)},
        )
        return pl.DataFrame(relation)  # by its stream: `pl()` imports pyarrow
