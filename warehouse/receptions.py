"""When what stands was received: what each source gave last, and the months that the rows cover."""

from __future__ import annotations

import duckdb

from schemas import CORE_TABLES
from schemas.periods import PERIOD_COLUMNS, WRITTEN_DATES
from warehouse.ddl import literal
from warehouse.store import Store

# When each file first came, of sources since renamed or left too, and before it came back after another.
_FIRST_GIVEN = """CREATE TEMP TABLE first_given AS
    SELECT epi_id, source_name, delivery_id, min(received_at) AS received_at
    FROM read_parquet($files, filename = 'pack_file', union_by_name = true, hive_partitioning = false)
    WHERE split_part(pack_file, '/', -2) <= $run_id GROUP BY ALL"""
# The night after a day takes what was left that day: before six in the morning counts for the day before.
_DAY = "CAST(timezone('Europe/Paris', timezone('UTC', {received_at})) - INTERVAL 6 HOURS AS DATE)"
_FIRST_DAY = _DAY.format(received_at="g.received_at")
_RECEIPTS = f"""INSERT INTO ledger.receipts BY NAME
    WITH elsewhere AS (
        SELECT r.epi_id, r.source_name, min(g.received_at) AS received_at
        FROM received AS r JOIN first_given AS g ON g.epi_id = r.epi_id AND g.delivery_id = r.delivery_id
            AND g.source_name <> r.source_name
        GROUP BY ALL
    )
    SELECT r.epi_id, r.source_name, r.filename, r.delivery_id, r.failure_code,
        {_DAY.format(received_at="least(d.received_at, e.received_at)")} AS received_date
    FROM received AS r
    LEFT JOIN ledger.deliveries AS d ON d.epi_id = r.epi_id AND d.source_name = r.source_name
        AND d.delivery_id = r.delivery_id
    LEFT JOIN elsewhere AS e ON e.epi_id = r.epi_id AND e.source_name = r.source_name
    ORDER BY ALL"""  # noqa: S608 constants of this module only


def fill_receptions(connection: duckdb.DuckDBPyConnection, store: Store, run_id: str) -> None:
    """Fill ``ledger.receipts`` and ``ledger.covered_months`` of that night, once the history is there."""
    connection.execute(_FIRST_GIVEN, {"files": store.files("deliveries"), "run_id": run_id})
    connection.execute(_RECEIPTS)
    for name, column in PERIOD_COLUMNS.items():
        due = connection.execute("SELECT 1 FROM ledger.due_tables WHERE table_name = $name LIMIT 1", {"name": name})
        if due.fetchone():
            connection.execute(_months(CORE_TABLES[name].name, column))


def _months(name: str, column: str) -> str:
    formats = ", ".join(map(literal, WRITTEN_DATES))
    return f"""INSERT INTO ledger.covered_months BY NAME
        WITH accepted AS (
            SELECT epi_id, CAST(date_trunc('month', {column}) AS DATE) AS month_date, count(*) AS n
            FROM core.{name} WHERE {column} IS NOT NULL GROUP BY ALL
        ),
        last_months AS (
            SELECT epi_id, max(month_date) AS month_date FROM accepted GROUP BY epi_id
        ),
        aside AS (
            SELECT epi_id, try_strptime(json_extract_string(values_json, '$.{column}'), [{formats}]) AS day
            FROM quality.quarantine
            WHERE table_name = '{name}' AND (epi_id, delivery_id, table_name)
                IN (SELECT (epi_id, delivery_id, table_name) FROM in_force)
        ),
        set_aside AS (
            SELECT a.epi_id, count(*) AS n,
                coalesce(CAST(date_trunc('month', a.day) AS DATE), l.month_date) AS month_date
            FROM aside AS a LEFT JOIN last_months AS l ON l.epi_id = a.epi_id GROUP BY ALL
        ),
        first_told AS (
            SELECT h.epi_id, CAST(date_trunc('month', h.{column}) AS DATE) AS month_date, min({_FIRST_DAY}) AS day
            FROM history.{name} AS h
            JOIN first_given AS g ON g.epi_id = h.epi_id AND g.delivery_id = h.delivery_id
            GROUP BY ALL
        )
        SELECT coalesce(a.epi_id, s.epi_id) AS epi_id, '{name}' AS table_name,
            coalesce(a.month_date, s.month_date) AS month_date, coalesce(a.n, 0) AS n_rows_accepted,
            coalesce(s.n, 0) AS n_rows_set_aside, f.day AS first_received_date
        FROM accepted AS a
        FULL JOIN set_aside AS s ON s.epi_id = a.epi_id AND s.month_date = a.month_date
        LEFT JOIN first_told AS f ON f.epi_id = coalesce(a.epi_id, s.epi_id)
            AND f.month_date = coalesce(a.month_date, s.month_date)
        WHERE coalesce(a.month_date, s.month_date) IS NOT NULL
        ORDER BY ALL"""  # noqa: S608 names of the declarations only
