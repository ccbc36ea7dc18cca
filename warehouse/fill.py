"""Filling a candidate from the store: the rows in force, and the ledger that tells of them."""

from __future__ import annotations

from collections.abc import Mapping
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
_TOLD_OF_DELIVERIES = ("delivery_tables", "delivery_columns", "findings", "quarantine")
_PACKED = """(SELECT *, split_part(pack_file, '/', -2) AS pack FROM
    read_parquet($files, filename = 'pack_file', union_by_name = true, hive_partitioning = false))"""


def fill(connection: duckdb.DuckDBPyConnection, store: Store, manifest: Manifest) -> None:
    """Insert everything the manifest names, one INSERT a table."""
    hold_rows(connection, "in_force", manifest.in_force, InForce)
    hold_rows(connection, "received", manifest.received, Receipt)
    connection.execute(_LAST_JUDGED)
    files = _files(store, manifest)
    _allow_nulls(connection, files)
    for name in ("epis", *CALENDAR):
        _load(connection, name, files[name], "true")
    for name in CORE_TABLES:
        if name != "epis":
            _load(connection, name, files[name], _standing(connection, name, files[name]))
    insert(connection, "ledger.deliveries", delivery_rows(store, manifest))
    for name in _TOLD_OF_DELIVERIES:
        _load(connection, name, files[name], _TOLD if name == "findings" else _TABLE_TOLD)
    insert(connection, "quality.findings", failure_rows(manifest))
    insert(connection, "ledger.runs", run_rows(store, manifest))


def _files(store: Store, manifest: Manifest) -> dict[str, list[str]]:
    """The files of the packs of which each table is made."""
    stands = {one.pack for one in manifest.in_force}
    packs = {name: {manifest.epis_pack} for name in ("epis", *CALENDAR)}
    packs |= {name: stands | {one.pack for one in manifest.received} for name in _TOLD_OF_DELIVERIES}
    names = (*CORE_TABLES, *CALENDAR, *_TOLD_OF_DELIVERIES)
    files = {
        name: [file for file in store.files(name) if Path(file).parent.name in packs.get(name, stands)]
        for name in names
    }
    return files | {"deliveries": store.files("deliveries")}


def _standing(connection: duckdb.DuckDBPyConnection, name: str, files: list[str]) -> str:
    """The test of the rows in force; none where the files hold no other row, for it costs as much as reading them."""
    stands = _STANDS.format(table_name=literal(name))
    sql = f"""SELECT count(*) FROM (SELECT DISTINCT epi_id, delivery_id, pack FROM {_PACKED}) AS p
        WHERE NOT {stands}"""  # noqa: S608 constants of this module only
    others = connection.execute(sql, {"files": files}).fetchall() if files else []
    return stands if others != [(0,)] else "true"


def _load(connection: duckdb.DuckDBPyConnection, name: str, files: list[str], wanted: str) -> None:
    """One INSERT: the rows ``p`` of the packs that are wanted, in the order of the key.

    A column declared since the pack was made is null, though the declaration may want it in every row.
    """
    if not files:
        return
    table, target = TABLES[name], f"{SCHEMA_OF[name]}.{name}"
    # Where a row was read tells it from every other row of a delivered table.
    told = PROVENANCE if table.is_delivered else tuple(table.stored_columns)
    columns, order = ", ".join(table.stored_columns), ", ".join(dict.fromkeys((*table.key, *told)))
    connection.execute(
        f"""INSERT INTO {target} BY NAME
        SELECT {columns} FROM ((FROM {target} LIMIT 0) UNION ALL BY NAME {_PACKED}) AS p
        WHERE {wanted}
        ORDER BY {order}""",  # noqa: S608
        {"files": files},
    )


def _allow_nulls(connection: duckdb.DuckDBPyConnection, files: Mapping[str, list[str]]) -> None:
    """Let the columns that some of the files of a table have not be null."""
    sql = """SELECT parse_filename(file_name, true), name, count(DISTINCT file_name) FROM parquet_schema($files)
        GROUP BY ALL"""
    every = [file for some in files.values() for file in some]
    found = connection.execute(sql, {"files": every}).fetchall() if every else []
    held = {(name, column) for name, column, n in found if n == len(files[name])}
    for name, some in files.items():
        columns = PACKED_DELIVERY if name == "deliveries" else TABLES[name].stored_columns
        for column in columns if some else ():
            if (name, column) not in held:
                connection.execute(f"ALTER TABLE {SCHEMA_OF[name]}.{name} ALTER COLUMN {column} DROP NOT NULL")
