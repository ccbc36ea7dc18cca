"""Rules across rows, files and EPI: what only the whole network shows, as findings with their cells."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import duckdb
import polars as pl

from schemas import TABLES
from schemas.rules import RULES
from schemas.table import Table
from warehouse.alerts import PLACE, with_alerts
from warehouse.cells_to_mend import CELLS, with_cells_to_mend
from warehouse.frames import answer, hold, insert
from warehouse.held import Held
from warehouse.labels import with_labels
from warehouse.view import Check, checks

# A row that stands twice goes before anything else looks at it; the other rejecting checks all see what is then left;
# the checks that only tell see what stands in the end.
FIRST = "DOUBLON-03"
ROWS_AT_MOST = 10**9  # of a sheet
# The rows held as ``breaches``, with the cell of the column to mend.
_WITH_CELLS = f"""WITH columns AS (
        SELECT *, coalesce(lead(header_row) OVER (
            PARTITION BY epi_id, delivery_id, table_name, sheet, column_name ORDER BY header_row, column_letter
        ), {ROWS_AT_MOST}) AS next_header_row
        FROM ledger.delivery_columns SEMI JOIN breaches USING (table_name, column_name)
    )
    SELECT f.code, f.epi_id, f.delivery_id, coalesce(d.filename, '') AS filename, f.table_name, f.sheet,
        f.row_number, f.column_name, c.column_letter, c.column_letter || CAST(f.row_number AS VARCHAR) AS cell,
        c.heading, f.business_key, f.value_read, f.twin.epi_id AS twin_epi_id,
        f.twin.delivery_id AS twin_delivery_id, f.twin.sheet AS twin_sheet,
        f.twin.row_number AS twin_row_number, f.cells_to_mend,
        o.column_letter || CAST(f.twin.row_number AS VARCHAR) AS twin_cell
    FROM breaches AS f
    LEFT JOIN (SELECT epi_id, delivery_id, min(filename) AS filename FROM ledger.deliveries GROUP BY ALL) AS d
        ON d.epi_id = f.epi_id AND d.delivery_id = f.delivery_id
    LEFT JOIN columns AS c
        ON c.epi_id = f.epi_id AND c.delivery_id = f.delivery_id AND c.table_name = f.table_name
        AND c.sheet = f.sheet AND c.column_name = f.column_name AND f.row_number > c.header_row
        AND f.row_number <= c.next_header_row
    LEFT JOIN columns AS o
        ON o.epi_id = f.twin.epi_id AND o.delivery_id = f.twin.delivery_id AND o.table_name = f.table_name
        AND o.sheet = f.twin.sheet AND o.column_name = f.column_name AND f.twin.row_number > o.header_row
        AND f.twin.row_number <= o.next_header_row
    ORDER BY ALL"""  # noqa: S608 constants of this module only


def apply_network_checks(
    connection: duckdb.DuckDBPyConnection,
    settings: Mapping[str, str],
    decided: Collection[str] = (),
    held: Held | None = None,
) -> pl.DataFrame:
    """Set aside what the rejecting checks find, then note what the others find; all that was found.

    ``settings`` are the severities set for rules whose source has not been read, by code; ``decided`` the alerts that
    a person has settled, which are neither told nor set aside; ``held`` has the views of what then stands.
    """
    held = held or Held(connection)
    severities: dict[str, str] = {**{code: rule.severity for code, rule in RULES.items()}, **settings}
    found = [_of_places(connection)]
    _apply(connection, found[0])
    useful = _useful(connection)
    for stage in range(3):
        asked = [check for check in useful if _stage(check.code, severities[check.code]) == stage]
        found.append(_findings(connection, asked, severities, decided, held))
        if _apply(connection, found[-1]):
            held.forget("core")
    return pl.concat(found)


def repeat_network_checks(connection: duckdb.DuckDBPyConnection, found: pl.DataFrame) -> None:
    """Do again what was found on an earlier night, whatever the checks are today."""
    of_places = pl.col("table_name") == "epis"
    _apply(connection, found.filter(of_places))
    found = found.filter(~of_places)
    stages = [_stage(code, severity) for code, severity in found.select("code", "severity").iter_rows()]
    for stage in range(3):
        _apply(connection, found.filter(pl.Series(stages, dtype=pl.Int64) == stage))


def _useful(connection: duckdb.DuckDBPyConnection) -> list[Check]:
    """The checks of tables that hold rows: many a network has no participations or reports, and planning costs."""
    found = [*checks("reject"), *checks("warn")]
    tables = sorted({check.of for check in found} - {""})
    looked = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (FROM core.{name})" for name in tables)
    filled = {"", *(row[0] for row in connection.execute(looked).fetchall())}
    return [check for check in found if check.of in filled]


def _stage(code: str, severity: str) -> int:
    return 2 if severity != "reject" else 0 if code == FIRST else 1


def _apply(connection: duckdb.DuckDBPyConnection, found: pl.DataFrame) -> bool:
    """Set aside and tell what was found; whether a row left its table."""
    rejected = found.filter(pl.col("severity") == "reject")
    if rejected.height:
        _set_aside(connection, rejected)
    if found.height:
        insert(connection, "quality.findings", found)
    return rejected.height > 0


def _of_places(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """What the row rules say of the EPI themselves, which no file delivers: told, never set aside."""
    places, shape = answer(connection, "FROM core.epis ORDER BY epi_id"), TABLES["findings"].stored_columns
    found = [TABLES["findings"].empty()]
    for rule in TABLES["epis"].row_rules:
        told = places.filter(~rule.passes().fill_null(value=True)).with_columns(
            pl.lit("").alias("filename"), pl.lit("epis").alias("table_name"), pl.lit(rule.code).alias("code"),
            pl.lit("warn").alias("severity"), pl.col("name").alias("business_key"),
            pl.col(rule.cells[0]).alias("value_read"), pl.lit(RULES[rule.code].what).alias("message"),
        )  # fmt: skip
        empty = [pl.lit(None).alias(name) for name in shape if name not in told.columns]
        told = told.with_columns(empty).select(pl.col(name).cast(column.dtype) for name, column in shape.items())
        found.append(told)
    return pl.concat(found)


def _findings(
    connection: duckdb.DuckDBPyConnection,
    asked: Sequence[Check],
    severities: Mapping[str, str],
    decided: Collection[str],
    held: Held,
) -> pl.DataFrame:
    """The rows that break the checks, as findings; those that a person has settled are left out."""
    shape, said = TABLES["findings"].stored_columns, {code: rule.what for code, rule in RULES.items()}
    if not _look(connection, asked, held):
        return TABLES["findings"].empty()
    told = answer(connection, _WITH_CELLS).with_columns(
        pl.col("code").replace_strict(dict(severities), return_dtype=pl.String).alias("severity"),
        pl.col("code").replace_strict(said, return_dtype=pl.String).alias("message"),
        pl.lit(None, dtype=pl.String).alias("value_kept"),
    )  # fmt: skip
    told = with_cells_to_mend(with_alerts(connection, with_labels(told), decided))
    return told.select(pl.col(name).cast(column.dtype) for name, column in shape.items())


def _look(connection: duckdb.DuckDBPyConnection, asked: Sequence[Check], held: Held) -> bool:
    """Hold the rows that break the checks as ``breaches``, in one statement, however many there are; whether any do."""
    parts = [f"SELECT CAST(NULL AS {PLACE}) AS twin, CAST(NULL AS {CELLS}) AS cells_to_mend WHERE FALSE"]
    parts += [f"SELECT '{check.code}' AS code, * FROM ({held.over(check.sql)})" for check in asked]  # noqa: S608
    connection.execute(f"CREATE OR REPLACE TEMP TABLE breaches AS {' UNION ALL BY NAME '.join(parts)}")
    return connection.execute("SELECT 1 FROM breaches LIMIT 1").fetchone() is not None


def _set_aside(connection: duckdb.DuckDBPyConnection, found: pl.DataFrame) -> None:
    """Move the rows from their table to the quarantine, and their counts in the ledger."""
    hold(connection, "gone", _rows_of(found))
    for name in found["table_name"].unique().sort():
        table = TABLES[name]
        connection.execute(_quarantine(table), {"name": name})
        connection.execute(
            f"""DELETE FROM core.{name} AS t USING gone AS g WHERE g.table_name = $name AND g.epi_id = t.epi_id
            AND g.delivery_id = t.delivery_id AND g.sheet = t.sheet AND g.row_number = t.row_number""",  # noqa: S608
            {"name": name},
        )
    _move_counts(connection)


def _rows_of(found: pl.DataFrame) -> pl.DataFrame:
    """One row a row set aside, with the codes of every check that found it."""
    place = ["table_name", "epi_id", "delivery_id", "sheet", "row_number"]
    codes = pl.col("code").unique().sort().str.join(", ")
    return found.group_by(place, maintain_order=True).agg(codes, pl.exclude("code", *place).first())


def _quarantine(table: Table) -> str:
    kept = [name for name, column in table.read_columns.items() if column.is_stored]
    values = ", ".join(f'"{name}" := CAST(t."{name}" AS VARCHAR)' for name in kept)
    amount = f"t.{table.amount}" if table.amount else "NULL"
    return f"""INSERT INTO quality.quarantine BY NAME
        SELECT t.epi_id, t.delivery_id, t.sheet, t.row_number, g.table_name, g.code AS codes, g.cell AS cells,
            g.business_key,
            {amount} AS amount_eur, CAST(to_json(struct_pack({values})) AS VARCHAR) AS values_json,
            (SELECT max_by(rules_version, run_id) FROM ledger.runs) AS rules_version
        FROM core.{table.name} AS t
        JOIN gone AS g ON g.table_name = $name AND g.epi_id = t.epi_id AND g.delivery_id = t.delivery_id
            AND g.sheet = t.sheet AND g.row_number = t.row_number
        ORDER BY ALL"""  # noqa: S608


def _move_counts(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        """UPDATE ledger.deliveries AS d SET n_rows_accepted = d.n_rows_accepted - m.n,
            n_rows_set_aside = d.n_rows_set_aside + m.n, set_aside_eur = d.set_aside_eur + m.eur,
            state = 'accepted_with_reservations'
        FROM (
            SELECT g.epi_id, g.delivery_id, CAST(count(*) AS BIGINT) AS n,
                CAST(coalesce(sum(q.amount_eur), 0) AS DECIMAL(18,2)) AS eur
            FROM gone AS g JOIN quality.quarantine AS q USING (epi_id, delivery_id, table_name, sheet, row_number)
            GROUP BY ALL
        ) AS m WHERE m.epi_id = d.epi_id AND m.delivery_id = d.delivery_id"""
    )
    connection.execute(
        """UPDATE ledger.delivery_tables AS d SET n_rows_accepted = d.n_rows_accepted - m.n,
            n_rows_set_aside = d.n_rows_set_aside + m.n
        FROM (
            SELECT g.epi_id, g.delivery_id, g.table_name, g.sheet, h.header_row, CAST(count(*) AS BIGINT) AS n
            FROM gone AS g
            JOIN ledger.delivery_tables AS h ON h.epi_id = g.epi_id AND h.delivery_id = g.delivery_id
                AND h.table_name = g.table_name AND h.sheet = g.sheet
                AND g.row_number > h.header_row AND g.row_number <= h.last_row
            GROUP BY ALL
        ) AS m WHERE m.epi_id = d.epi_id AND m.delivery_id = d.delivery_id AND m.table_name = d.table_name
            AND m.sheet = d.sheet AND m.header_row = d.header_row"""
    )
