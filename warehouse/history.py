"""The history: each row of each table with the nights between which it was believed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import duckdb

from schemas import CORE_TABLES
from schemas.provenance import KNOWN, PROVENANCE
from schemas.table import Table
from warehouse.ddl import column_comment, literal, sql_type
from warehouse.store import Store
from warehouse.view import View

PAST = tuple(table for table in CORE_TABLES.values() if table.is_delivered)
# An EPI whose rows of a table all stand since their delivery came has no past: its history is in the table itself.
_MOVED = """SELECT epi_id FROM spans WHERE table_name = $name AND n_to < (SELECT count(*) FROM nights)
    UNION SELECT epi_id FROM rejected WHERE table_name = $name"""


@cache
def history_views() -> tuple[View, ...]:
    """One view a table: ``history.contracts`` tells of ``core.contracts``."""
    return tuple(_view(table) for table in PAST)


def create_past() -> Iterator[str]:
    """The tables below the views: the rows of what has moved since it was first published."""
    for table in PAST:
        columns = ", ".join(f"{one.name} {sql_type(one.dtype)}" for one in table.stored_columns.values())
        yield f"CREATE TABLE history.{table.name}_versions ({columns}, known_from TIMESTAMP, known_to TIMESTAMP)"
        words = f"What the view history.{table.name} is made of, beside core.{table.name}: read the view."
        yield f"COMMENT ON TABLE history.{table.name}_versions IS {literal(words)}"


def fill_past(connection: duckdb.DuckDBPyConnection, store: Store) -> None:
    """Fill them from the packs of what moved alone; ``spans``, ``nights`` and ``rejected`` must be there."""
    for table in PAST:
        sql = f"SELECT DISTINCT pack FROM spans WHERE table_name = $name AND epi_id IN ({_MOVED})"  # noqa: S608
        packs = {row[0] for row in connection.execute(sql, {"name": table.name}).fetchall()}
        files = [file for file in store.files(table.name) if Path(file).parent.name in packs]
        if files:
            connection.execute(_versions(table), {"name": table.name, "files": files})


def _view(table: Table) -> View:
    columns = ", ".join(table.stored_columns)
    sql = f"""SELECT {columns}, known_from, known_to FROM history.{table.name}_versions
UNION ALL
SELECT {", ".join(f"c.{name}" for name in table.stored_columns)}, s.known_from, NULL
FROM core.{table.name} AS c
JOIN ledger.standings AS s ON s.epi_id = c.epi_id AND s.delivery_id = c.delivery_id
    AND s.table_name = {literal(table.name)} AND s.known_to IS NULL
WHERE c.epi_id NOT IN (SELECT epi_id FROM history.{table.name}_versions)"""  # noqa: S608
    return View(
        name=f"history.{table.name}",
        title=f"{table.title} : histoire",
        description=f"Every state of core.{table.name} ever published, with the file that first told it.",
        grain=f"{table.grain}, content and period in which it was believed",
        columns={name: column_comment(one) for name, one in table.stored_columns.items()} | KNOWN,
        sql=sql,
    )


def _versions(table: Table) -> str:
    """The rows of what moved; the same content in deliveries that follow one another is one version."""
    told = [name for name in table.stored_columns if name not in PROVENANCE or name == "epi_id"]
    place, key = [name for name in PROVENANCE if name != "epi_id"], ", ".join(table.key)
    content = ", ".join(f"any_value({name}) AS {name}" for name in told if name not in table.key)
    first = ", ".join(f"arg_min({name}, {_FIRST}) AS {name}" for name in place)
    return f"""INSERT INTO history.{table.name}_versions BY NAME
        WITH {_stood(table, ", ".join(f"p.{name}" for name in told))},
        {_BELIEVED},
        {_parted(f"{key}, content")},
        versions AS (
            SELECT {key}, {content}, {first}, min(n_from) AS n_from, max(n_to) AS n_to
            FROM parted GROUP BY {key}, content, part
        )
        SELECT v.* EXCLUDE (n_from, n_to), f.started_at AS known_from, t.started_at AS known_to
        FROM versions AS v JOIN nights AS f ON f.n = v.n_from LEFT JOIN nights AS t ON t.n = v.n_to
        ORDER BY {key}, v.n_from"""  # noqa: S608


def _stood(table: Table, told: str) -> str:
    """``stood``: the rows packed of the EPI that moved, with the nights of their delivery and what they tell."""
    return f"""packed AS (
            SELECT *, split_part(pack_file, '/', -2) AS pack FROM (
                (FROM core.{table.name} LIMIT 0) UNION ALL BY NAME
                (FROM read_parquet($files, filename = 'pack_file', union_by_name = true, hive_partitioning = false))
            )
        ),
        stood AS (
            SELECT p.*, s.n_from, s.n_to, hash({told}) AS content
            FROM packed AS p
            JOIN spans AS s ON s.epi_id = p.epi_id AND s.delivery_id = p.delivery_id AND s.pack = p.pack
                AND s.table_name = $name
            WHERE p.epi_id IN ({_MOVED})
        )"""  # noqa: S608


def _parted(version: str) -> str:
    """``parted``: what was believed, numbered by stretch of nights that touch."""
    return f"""marked AS (
            SELECT *, n_from > coalesce(max(n_to) OVER (
                PARTITION BY {version} ORDER BY n_from, n_to ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ), -1) AS is_start
            FROM believed
        ),
        parted AS (
            SELECT *, sum(CAST(is_start AS INTEGER)) OVER (
                PARTITION BY {version} ORDER BY n_from, n_to ROWS UNBOUNDED PRECEDING
            ) AS part
            FROM marked
        )"""  # noqa: S608


# What stood, but for the nights in which a check across the network rejected the row.
_BELIEVED = """refused AS (
            SELECT epi_id, delivery_id, sheet, row_number, n FROM rejected WHERE table_name = $name
        ),
        by_night AS (
            SELECT s.* REPLACE (i.n AS n_from, i.n + 1 AS n_to)
            FROM (FROM stood SEMI JOIN refused USING (epi_id, delivery_id, sheet, row_number)) AS s
            JOIN nights AS i ON i.n >= s.n_from AND i.n < s.n_to
        ),
        believed AS (
            FROM stood ANTI JOIN refused USING (epi_id, delivery_id, sheet, row_number)
            UNION ALL BY NAME
            SELECT b.* FROM by_night AS b ANTI JOIN refused AS r
                ON r.epi_id = b.epi_id AND r.delivery_id = b.delivery_id AND r.sheet = b.sheet
                AND r.row_number = b.row_number AND r.n = b.n_from
        )"""
_FIRST = "row(n_from, delivery_id, sheet, row_number)"
