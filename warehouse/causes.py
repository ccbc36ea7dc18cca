"""Why each row of two nights differs: one cause a row, from the deliveries that told it and what stood."""

from __future__ import annotations

import duckdb

from schemas import CORE_TABLES
from schemas.provenance import PROVENANCE
from schemas.table import Table
from warehouse.frames import hold_rows
from warehouse.manifest import InForce, Manifest, Receipt

# Standing of each source and table on one night; it is late where it is not what the source gave that night.
_STANDING = """CREATE TEMP TABLE {night}_standing AS
    SELECT f.*, coalesce(r.delivery_id, '') <> f.delivery_id AS is_late
    FROM {night}_in_force AS f LEFT JOIN {night}_received AS r USING (epi_id, source_name)"""


def register_nights(connection: duckdb.DuckDBPyConnection, earlier: Manifest, later: Manifest) -> None:
    """Make the temporary tables ``a_standing``, ``b_standing``, ``a_received`` and ``b_received`` of two nights."""
    for night, manifest in (("a", earlier), ("b", later)):
        hold_rows(connection, f"{night}_in_force", manifest.in_force, InForce)
        hold_rows(connection, f"{night}_received", manifest.received, Receipt)
        connection.execute(_STANDING.format(night=night))


def find_changes(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Make the temporary table ``changed_<name>``: the key of each row that differs, and its cause.

    The nights are attached as ``a`` and ``b``.
    """
    table = CORE_TABLES[name]
    cause = _CAUSE if table.is_delivered else "'configuration'"
    connection.execute(
        f"""CREATE TEMP TABLE changed_{name} AS
        WITH before AS ({_night(table, "a")}),
        after AS ({_night(table, "b")}),
        pairs AS (
            SELECT {", ".join(f"coalesce(x.{key}, y.{key}) AS {key}" for key in table.key)},
                x.content IS NULL AS is_new, y.content IS NULL AS is_gone,
                x.delivery_id AS old_delivery, y.delivery_id AS new_delivery
            FROM before AS x FULL JOIN after AS y ON {" AND ".join(f"x.{key} = y.{key}" for key in table.key)}
            WHERE x.content IS DISTINCT FROM y.content
        ),
        placed AS ({_SOURCES if table.is_delivered else "FROM pairs"}),
        told AS (
            SELECT p.*, {_facts(table)}
            FROM placed AS p
        )
        SELECT {", ".join(table.key)}, {cause} AS cause FROM told""",  # noqa: S608
        {"name": name} if table.is_delivered else None,
    )


def _night(table: Table, night: str) -> str:
    """Keys, delivery and content of a night; the content is that of every column but where the row was read."""
    told = ", ".join(column for column in table.stored_columns if column not in PROVENANCE)
    return f"SELECT {', '.join(table.key)}, delivery_id, hash({told}) AS content FROM {night}.core.{table.name}"  # noqa: S608


def _facts(table: Table) -> str:
    if not table.is_delivered:
        return "TRUE AS is_configured"
    key = " || '/' || ".join(f"p.{name}" for name in table.key if name != "epi_id")
    return f"""
        (SELECT max(pack) FROM a_standing AS s WHERE {_AT.format(delivery="old")}) AS old_pack,
        (SELECT max(pack) FROM b_standing AS s WHERE {_AT.format(delivery="old")}) AS old_pack_now,
        (SELECT max(pack) FROM a_standing AS s WHERE {_AT.format(delivery="new")}) AS new_pack_then,
        (SELECT max(pack) FROM b_standing AS s WHERE {_AT.format(delivery="new")}) AS new_pack,
        EXISTS (FROM a_received AS r WHERE r.epi_id = p.epi_id AND r.source_name = p.new_source) AS was_declared,
        EXISTS (FROM b_received AS r WHERE r.epi_id = p.epi_id AND r.source_name = p.old_source) AS is_declared,
        coalesce((SELECT bool_or(is_late) FROM a_standing AS s WHERE {_FROM}), TRUE) AS was_late,
        EXISTS (FROM a.quality.quarantine AS q WHERE {_ASIDE} AND q.business_key = {key}) AS was_aside,
        EXISTS (FROM b.quality.quarantine AS q WHERE {_ASIDE} AND q.business_key = {key}) AS is_aside"""  # noqa: S608


_AT = "s.epi_id = p.epi_id AND s.table_name = $name AND s.delivery_id = p.{delivery}_delivery"
_SOURCES = f"""SELECT p.*,
    (SELECT max(source_name) FROM a_standing AS s WHERE {_AT.format(delivery="old")}) AS old_source,
    (SELECT max(source_name) FROM b_standing AS s WHERE {_AT.format(delivery="new")}) AS new_source
    FROM pairs AS p"""  # noqa: S608
_FROM = "s.epi_id = p.epi_id AND s.table_name = $name AND s.source_name = coalesce(p.new_source, p.old_source)"
_ASIDE = "q.epi_id = p.epi_id AND q.table_name = $name"
_CAUSE = """CASE
    WHEN is_new AND NOT was_declared OR is_gone AND NOT is_declared THEN 'configuration'
    WHEN new_pack_then <> new_pack OR old_pack_now <> old_pack THEN 'rules'
    WHEN NOT is_gone AND new_pack_then = new_pack THEN 'quarantine_released'
    WHEN NOT is_new AND old_pack_now = old_pack THEN 'set_aside'
    WHEN was_late THEN 'late_file'
    WHEN is_new AND was_aside THEN 'quarantine_released'
    WHEN is_gone AND is_aside THEN 'set_aside'
    WHEN is_new THEN 'new_rows'
    WHEN is_gone THEN 'withdrawn_rows'
    ELSE 'corrected_cells'
END"""
