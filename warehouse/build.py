"""A candidate warehouse, built whole from the store."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl

from schemas import CORE_TABLES, TABLES
from schemas.codes import CODE_LISTS
from schemas.rules import RULES
from warehouse.ddl import SCHEMA_OF, code_frame, create_tables, create_view, literal, view_column_comment
from warehouse.network_checks import apply_network_checks
from warehouse.store import InForce, Manifest, Receipt, Store
from warehouse.view import checks, views

STORAGE_VERSION = "v1.4.0"
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
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


class PublicationHeld(Exception):  # noqa: N818
    """A check found the candidate wrong; yesterday's file stays."""


def build(store: Store, manifest: Manifest, path: Path) -> Manifest:
    """Write the candidate for the manifest at ``path``, checked; the manifest comes back with its counts.

    Raises PublicationHeld when a check fails.
    """
    connection = duckdb.connect(config=_SETTINGS | {"temp_directory": str(path.with_suffix(".tmp"))})
    try:
        connection.execute(f"ATTACH {literal(str(path))} AS warehouse (STORAGE_VERSION '{STORAGE_VERSION}')")
        connection.execute("USE warehouse")
        connection.execute("BEGIN")
        for statement in create_tables():
            connection.execute(statement)
        _fill(connection, store, manifest)
        for view in views():
            for statement in create_view(view):
                connection.execute(statement)
            _comment_view_columns(connection, view.name)
        apply_network_checks(connection)
        manifest = _count(connection, manifest)
        _assert_sound(connection)
        connection.execute("COMMIT")
        connection.execute("CHECKPOINT warehouse")
        connection.execute("USE memory")
        connection.execute("DETACH warehouse")
        return manifest
    finally:
        connection.close()


def insert(connection: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    """Add the rows of a frame to a table, by column name."""
    connection.register("incoming", frame.to_arrow())
    connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM incoming")  # noqa: S608
    connection.unregister("incoming")


def _fill(connection: duckdb.DuckDBPyConnection, store: Store, manifest: Manifest) -> None:
    for code_list in CODE_LISTS.values():
        insert(connection, f"core.{code_list.name}", code_frame(code_list))
    _register(connection, "in_force", manifest.in_force, InForce)
    _register(connection, "received", manifest.received, Receipt)
    connection.execute(_LAST_JUDGED)
    epis = store.frame("epis", manifest.epis_pack)
    insert(connection, "core.epis", TABLES["epis"].empty() if epis is None else epis)
    for name in CORE_TABLES:
        if name != "epis":
            _fill_core(connection, store, name)
    _fill_ledger(connection, store, manifest)


def _register(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    rows: tuple[InForce, ...] | tuple[Receipt, ...],
    kind: type,
) -> None:
    shape = dict.fromkeys((field.name for field in fields(kind)), pl.String)
    connection.register(name, pl.DataFrame([row.__dict__ for row in rows], schema=shape).to_arrow())


def _fill_core(connection: duckdb.DuckDBPyConnection, store: Store, name: str) -> None:
    packs = _packs(store, name, connection, "in_force")
    if not packs:
        return
    _load(connection, f"core.{name}", name, packs, _STANDS.format(table_name=literal(name)))


def _load(connection: duckdb.DuckDBPyConnection, target: str, name: str, files: list[str], wanted: str) -> None:
    """One INSERT: the rows ``p`` of the packs that are wanted, in the order of the key."""
    table = TABLES[name]
    columns, order = (
        ", ".join(table.stored_columns),
        ", ".join(dict.fromkeys((*table.key, *table.stored_columns))),
    )
    connection.execute(
        f"""INSERT INTO {target} BY NAME
        SELECT {columns}
        FROM (SELECT *, split_part(pack_file, '/', -2) AS pack FROM read_parquet($files, filename = 'pack_file')) AS p
        WHERE {wanted}
        ORDER BY {order}""",  # noqa: S608
        {"files": files},
    )


def _packs(store: Store, name: str, connection: duckdb.DuckDBPyConnection, relation: str) -> list[str]:
    named = {row[0] for row in connection.execute(f"SELECT DISTINCT pack FROM {relation}").fetchall()}  # noqa: S608
    return [file for file in store.files(name) if Path(file).parent.name in named]


def _fill_ledger(connection: duckdb.DuckDBPyConnection, store: Store, manifest: Manifest) -> None:
    insert(connection, "ledger.deliveries", _deliveries(store, manifest))
    for name in ("delivery_tables", "delivery_columns", "findings", "quarantine"):
        files = sorted({*_packs(store, name, connection, "in_force"), *_packs(store, name, connection, "received")})
        if files:
            _load(connection, f"{SCHEMA_OF[name]}.{name}", name, files, _TOLD if name == "findings" else _TABLE_TOLD)
    failures = [_failure(receipt) for receipt in manifest.received if receipt.failure_code]
    insert(connection, "quality.findings", pl.DataFrame(failures, schema=_shape("findings")))
    insert(connection, "ledger.runs", _runs(store, manifest))


def _deliveries(store: Store, manifest: Manifest) -> pl.DataFrame:
    """Every delivery ever received by a declared source: the state of its last judgement, the counts of what stands."""
    source, key = ["epi_id", "source_name"], ["epi_id", "source_name", "delivery_id"]
    received = pl.DataFrame([r.__dict__ for r in manifest.received], schema=dict.fromkeys(key, pl.String))
    shape = dict.fromkeys([*key, "pack"], pl.String)
    standing = pl.DataFrame([f.__dict__ for f in manifest.in_force], schema=shape).group_by(key).agg(pl.max("pack"))
    judged = store.judged().filter(pl.col("pack") <= manifest.run_id).join(received, on=source, how="semi")
    last = judged.unique(key, keep="last", maintain_order=True)
    counted = judged.join(standing, on=[*key, "pack"], how="semi")
    counted = pl.concat([counted, last.join(counted, on=key, how="anti")])
    told = counted.drop("state").join(last.select(*key, "state"), on=key).select(last.columns)
    silent = received.filter(pl.col("delivery_id") == "")
    newest = last.sort("received_at", "pack").unique(source, keep="last").join(silent, on=source, how="semi")
    came = pl.concat([received, newest.select(key)]).with_columns(pl.lit(value=True).alias("is_last_received"))
    stands = standing.select(*key, pl.lit(value=True).alias("is_in_force"))
    told = told.join(stands, on=key, how="left").join(came.unique(key), on=key, how="left").sort(key)
    return told.drop("pack").with_columns(pl.col("is_in_force", "is_last_received").fill_null(value=False))


def _failure(receipt: Receipt) -> dict[str, object]:
    rule = RULES[receipt.failure_code]
    facts = {"epi_id": receipt.epi_id, "delivery_id": "", "filename": receipt.filename, "code": rule.code}
    return {
        **dict.fromkeys(_shape("findings")),
        **facts,
        "severity": rule.severity,
        "message": receipt.message,
    }


def _shape(name: str) -> dict[str, pl.DataType]:
    return {column: declared.dtype for column, declared in TABLES[name].stored_columns.items()}


def _runs(store: Store, manifest: Manifest) -> pl.DataFrame:
    """Every night published before this one, and this one, whose counts come once the checks are done."""
    nights = [*(night for night in store.manifests() if night.run_id < manifest.run_id), manifest]
    rows = [
        {
            "run_id": night.run_id,
            "started_at": dt.datetime.fromisoformat(night.started_at),
            "as_of_date": dt.date.fromisoformat(night.as_of_date),
            "rules_version": night.rules_version,
            "configuration_id": night.configuration_id,
            "n_deliveries": len({(one.epi_id, one.delivery_id) for one in night.in_force}),
            "n_rows_accepted": night.n_rows_accepted,
            "n_rows_set_aside": night.n_rows_set_aside,
            "set_aside_eur": Decimal(night.set_aside_eur),
        }
        for night in nights
    ]
    return pl.DataFrame(rows, schema=_shape("runs"))


def _count(connection: duckdb.DuckDBPyConnection, manifest: Manifest) -> Manifest:
    """The manifest with the rows and euros of what is in force, which go to its row in the ledger too."""
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
            CAST(coalesce(eur, 0) AS DECIMAL(12,2))
        FROM counts CROSS JOIN euros"""
    ).fetchone()
    accepted, aside, eur = row or (0, 0, 0)
    connection.execute(
        """UPDATE ledger.runs SET n_rows_accepted = $accepted, n_rows_set_aside = $aside, set_aside_eur = $eur
        WHERE run_id = $run_id""",
        {"accepted": accepted, "aside": aside, "eur": eur, "run_id": manifest.run_id},
    )
    return replace(manifest, n_rows_accepted=accepted, n_rows_set_aside=aside, set_aside_eur=str(eur))


def _comment_view_columns(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    view = next(view for view in views() if view.name == name)
    for column in connection.sql(f"SELECT * FROM {name}").columns:  # noqa: S608
        connection.execute(f"COMMENT ON COLUMN {name}.{column} IS {literal(view_column_comment(view, column))}")


def _assert_sound(connection: duckdb.DuckDBPyConnection) -> None:
    for check in checks("fail"):
        wrong = connection.execute(f"SELECT count(*) FROM ({check.sql})").fetchone()  # noqa: S608
        if wrong and wrong[0]:
            raise PublicationHeld(f"{check.name}: {wrong[0]} rows")
    for view in views():
        connection.execute(f"SELECT count(COLUMNS(*)) FROM {view.name}").fetchone()  # noqa: S608
