"""Filling a candidate from the store: the rows in force, and the ledger that tells of them."""

from __future__ import annotations

from pathlib import Path

import duckdb

from schemas import CORE_TABLES, TABLES
from schemas.provenance import PROVENANCE
from warehouse.ddl import SCHEMA_OF, literal
from warehouse.frames import hold_rows, insert
from warehouse.ledger_rows import delivery_rows, failure_rows, run_rows
from warehouse.manifest import InForce, Manifest, Receipt
from warehouse.store import CALENDAR, PACKED_DELIVERY, Store

# The judgement to tell of each delivery: tonight's where it came tonight, else the one that stands.
_LAST_JUDGED = """CREATE TEMP VIEW last_judged AS
    SELECT epi_id, delivery_id, max(pack) AS pack FROM received WHERE pack <> '' GROUP BY ALL
    UNION ALL
    SELECT f.epi_id, f.delivery_id, max(f.pack) FROM in_force AS f
    ANTI JOIN received AS r ON r.epi_id = f.epi_id AND r.delivery_id = f.delivery_id
    GROUP BY ALL"""
_TOLD = "(p.epi_id, p.delivery_id, p.pack) IN (SELECT (epi_id, delivery_id, pack) FROM last_judged)"
_STANDS = """(p.epi_id, p.delivery_id, {table_name}, p.pack)
    IN (SELECT (epi_id, delivery_id, table_name, pack) FROM in_force)"""
# Of a table that stands, the judgement that stands, even where a later one refused the same file.
_TABLE_TOLD = f"""({_STANDS.format(table_name="p.table_name")} OR ({_TOLD} AND
    (p.epi_id, p.delivery_id, p.table_name) NOT IN (SELECT (epi_id, delivery_id, table_name) FROM in_force)))
"""  # noqa: S608 constants of this module only


def fill(connection: duckdb.DuckDBPyConnection, store: Store, manifest: Manifest) -> None:
    """Insert everything the manifest names, one INSERT a table."""
    hold_rows(connection, "in_force", manifest.in_force, InForce)
    hold_rows(connection, "received", manifest.received, Receipt)
    connection.execute(_LAST_JUDGED)
    for name in ("epis", *CALENDAR):
        files = [file for file in store.files(name) if Path(file).parent.name == manifest.epis_pack]
        if files:
            _load(connection, f"{SCHEMA_OF[name]}.{name}", name, files, "true")
    for name in CORE_TABLES:
        if name != "epis":
            _fill_core(connection, store, name)
    _fill_ledger(connection, store, manifest)


def _fill_core(connection: duckdb.DuckDBPyConnection, store: Store, name: str) -> None:
    packs = _packs(store, name, connection, "in_force")
    if not packs:
        return
    _load(connection, f"core.{name}", name, packs, _STANDS.format(table_name=literal(name)))


def _load(connection: duckdb.DuckDBPyConnection, target: str, name: str, files: list[str], wanted: str) -> None:
    """One INSERT: the rows ``p`` of the packs that are wanted, in the order of the key.

    A column declared since the pack was made is null, though the declaration may want it in every row.
    """
    table = TABLES[name]
    _allow_nulls(connection, target, files, list(table.stored_columns))
    # Where a row was read tells it from every other row of a delivered table.
    told = PROVENANCE if table.is_delivered else tuple(table.stored_columns)
    columns, order = ", ".join(table.stored_columns), ", ".join(dict.fromkeys((*table.key, *told)))
    connection.execute(
        f"""INSERT INTO {target} BY NAME
        SELECT {columns}
        FROM (
            SELECT *, split_part(pack_file, '/', -2) AS pack FROM (
                (FROM {target} LIMIT 0) UNION ALL BY NAME
                (FROM read_parquet($files, filename = 'pack_file', union_by_name = true, hive_partitioning = false))
            )
        ) AS p
        WHERE {wanted}
        ORDER BY {order}""",  # noqa: S608
        {"files": files},
    )


def _allow_nulls(connection: duckdb.DuckDBPyConnection, target: str, files: list[str], columns: list[str]) -> None:
    """Let the columns that some of the files have not be null."""
    sql = "SELECT name FROM parquet_schema($files) GROUP BY name HAVING count(DISTINCT file_name) = len($files)"
    held = {row[0] for row in connection.execute(sql, {"files": files}).fetchall()}
    for column in columns:
        if column not in held:
            connection.execute(f"ALTER TABLE {target} ALTER COLUMN {column} DROP NOT NULL")


def _packs(store: Store, name: str, connection: duckdb.DuckDBPyConnection, relation: str) -> list[str]:
    named = {row[0] for row in connection.execute(f"SELECT DISTINCT pack FROM {relation}").fetchall()}  # noqa: S608
    return [file for file in store.files(name) if Path(file).parent.name in named]


def _fill_ledger(connection: duckdb.DuckDBPyConnection, store: Store, manifest: Manifest) -> None:
    _allow_nulls(connection, "ledger.deliveries", store.files("deliveries"), list(PACKED_DELIVERY))
    insert(connection, "ledger.deliveries", delivery_rows(store, manifest))
    for name in ("delivery_tables", "delivery_columns", "findings", "quarantine"):
        files = sorted({*_packs(store, name, connection, "in_force"), *_packs(store, name, connection, "received")})
        if files:
            _load(connection, f"{SCHEMA_OF[name]}.{name}", name, files, _TOLD if name == "findings" else _TABLE_TOLD)
    insert(connection, "quality.findings", failure_rows(manifest))
    insert(connection, "ledger.runs", run_rows(store, manifest))
