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
    """Make the temporary table ``changed_<name>``: what each row that differs told before and after, and its cause.

    The nights are attached as ``a`` and ``b``. Rows of one key are one row that changed; those of a key that is not
    whole, as without a birth date, are paired in the order in which they stand.
    """
    table = CORE_TABLES[name]
    cause = _CAUSE if table.is_delivered else "'configuration'"
    keys = ", ".join(table.key)
    same = " AND ".join(f"x.{key} IS NOT DISTINCT FROM y.{key}" for key in (*table.key, "twin"))
    connection.execute(
        f"""CREATE TEMP TABLE changed_{name} AS
        WITH a_rows AS ({_night(table, "a")}),
        b_rows AS ({_night(table, "b")}),
        before AS ({_changed("a_rows", "b_rows", keys)}),
        after AS ({_changed("b_rows", "a_rows", keys)}),
        pairs AS (
            SELECT {", ".join(f"coalesce(x.{key}, y.{key}) AS {key}" for key in table.key)},
                x.content AS old_content, y.content AS new_content,
                x.content IS NULL AS is_new, y.content IS NULL AS is_gone,
                x.delivery_id AS old_delivery, y.delivery_id AS new_delivery,
                coalesce(x.sheet, y.sheet) AS sheet, coalesce(x.row_number, y.row_number) AS row_number
            FROM before AS x FULL JOIN after AS y ON {same}
        ),
        placed AS ({_SOURCES if table.is_delivered else "FROM pairs"}),
        told AS (
            SELECT p.*, {_facts(table)}
            FROM placed AS p
        )
        SELECT epi_id, old_content, new_content, {cause} AS cause FROM told""",  # noqa: S608
        {"name": name} if table.is_delivered else None,
    )


def content(table: Table) -> str:
    """What a row tells, as one number: every column but where the row was read."""
    return f"hash({', '.join(column for column in table.stored_columns if column not in PROVENANCE)})"


def _night(table: Table, night: str) -> str:
    return f"SELECT *, {content(table)} AS content FROM {night}.core.{table.name}"  # noqa: S608


def _changed(rows: str, others: str, keys: str) -> str:
    """The rows that the other night does not hold as they are; ``twin`` numbers those of one key."""
    return f"""SELECT {keys}, delivery_id, sheet, row_number, content,
            row_number() OVER (PARTITION BY {keys} ORDER BY sheet, row_number) AS twin
        FROM {rows} AS r ANTI JOIN {others} AS o ON o.epi_id = r.epi_id AND o.content = r.content"""  # noqa: S608


def _facts(table: Table) -> str:
    if not table.is_delivered:
        return "TRUE AS is_configured"
    aside = f"{_ASIDE} AND q.business_key = p.{table.key[-1]}"
    if len(table.key) > 2:  # the reference of a row set aside is the last part of its key alone
        aside += " AND q.sheet = p.sheet AND q.row_number = p.row_number"
    return f"""
        (SELECT max(pack) FROM a_standing AS s WHERE {_AT.format(delivery="old")}) AS old_pack,
        (SELECT max(pack) FROM b_standing AS s WHERE {_AT.format(delivery="old")}) AS old_pack_now,
        (SELECT max(pack) FROM a_standing AS s WHERE {_AT.format(delivery="new")}) AS new_pack_then,
        (SELECT max(pack) FROM b_standing AS s WHERE {_AT.format(delivery="new")}) AS new_pack,
        EXISTS (FROM a_received AS r WHERE {_SAME_SOURCE.format(source="new")}) AS was_declared,
        EXISTS (FROM b_received AS r WHERE {_SAME_SOURCE.format(source="old")}) AS is_declared,
        coalesce((SELECT bool_or(is_late) FROM a_standing AS s WHERE {_FROM}), NOT {_BESIDE}) AS was_late,
        (SELECT bool_or(r.pack <> s.pack) FROM b_standing AS s
            JOIN a_received AS r USING (epi_id, source_name, delivery_id) WHERE {_FROM}) AS is_read_anew,
        EXISTS (FROM a.quality.quarantine AS q WHERE {aside}) AS was_aside,
        EXISTS (FROM b.quality.quarantine AS q WHERE {aside}) AS is_aside"""  # noqa: S608


_AT = "s.epi_id = p.epi_id AND s.table_name = $name AND s.delivery_id = p.{delivery}_delivery"
_SOURCES = f"""SELECT p.*,
    (SELECT max(source_name) FROM a_standing AS s WHERE {_AT.format(delivery="old")}) AS old_source,
    (SELECT max(source_name) FROM b_standing AS s WHERE {_AT.format(delivery="new")}) AS new_source
    FROM pairs AS p"""  # noqa: S608
_FROM = "s.epi_id = p.epi_id AND s.table_name = $name AND s.source_name = coalesce(p.old_source, p.new_source)"
# A source that takes every file of a folder is declared once, and names each of them after a slash.
_SAME_SOURCE = "r.epi_id = p.epi_id AND split_part(r.source_name, '/', 1) = split_part(p.{source}_source, '/', 1)"
# Whether the folder gave other files on the earlier night, and not this one: it is new, and nothing of it was awaited.
_BESIDE = f"""coalesce((SELECT bool_or(delivery_id <> '') AND NOT bool_or(source_name = p.new_source)
    FROM a_received AS r WHERE {_SAME_SOURCE.format(source="new")}), FALSE)"""  # noqa: S608
_ASIDE = "q.epi_id = p.epi_id AND q.table_name = $name"
# A file that had come on the earlier night and did not stand is not late: refused then, it was read anew since; held
# for the rows it lost, it was let through as it was.
_CAUSE = """CASE
    WHEN is_new AND NOT was_declared OR is_gone AND NOT is_declared THEN 'configuration'
    WHEN new_pack_then <> new_pack OR old_pack_now <> old_pack THEN 'rules'
    WHEN NOT is_gone AND new_pack_then = new_pack THEN 'quarantine_released'
    WHEN NOT is_new AND old_pack_now = old_pack THEN 'set_aside'
    WHEN was_late AND is_read_anew THEN 'rules'
    WHEN was_late AND is_read_anew IS NULL THEN 'late_file'
    WHEN is_new AND was_aside THEN 'quarantine_released'
    WHEN is_gone AND is_aside THEN 'set_aside'
    WHEN is_new THEN 'new_rows'
    WHEN is_gone THEN 'withdrawn_rows'
    ELSE 'corrected_cells'
END"""
