"""What each person bears of the spending that the public tables sum, by EPI and rate of the FSE."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl

from warehouse.query import open_published


def spending_by_person(path: Path) -> pl.DataFrame:
    """What is declared, retained and shared by the FSE, by EPI, person (null for nobody) and rate."""
    return _frame(path, _NOW)


def spending_moved(path: Path, night: dt.datetime) -> pl.DataFrame:
    """By how much each of them moved since the night begun then."""
    return _frame(path, _MOVED, {"night": night})


def _frame(path: Path, sql: str, parameters: dict[str, object] | None = None) -> pl.DataFrame:
    with open_published(path) as connection:
        return pl.DataFrame(connection.sql(sql, params=parameters))


_RATE = "coalesce(fse_rate, fse_agreed_eur / nullif(total_eligible_cost_eur, 0))"
_NOW = f"""WITH lines AS (
    SELECT s.epi_id, c.person_key, CAST(coalesce({_RATE}, 0) AS DOUBLE) AS rate, s.declared_eur, s.retained_eur,
        s.fse_share_eur
    FROM mart.spending_lines AS s
    LEFT JOIN core.contracts AS c ON c.epi_id = s.epi_id AND c.contract_id = s.contract_id
    LEFT JOIN mart.operation_terms AS o ON o.operation_id = s.operation_id
)
SELECT epi_id, person_key, rate, count(*) AS n_lines, CAST(sum(declared_eur) AS DOUBLE) AS declared,
    CAST(coalesce(sum(retained_eur), 0) AS DOUBLE) AS retained, CAST(coalesce(sum(fse_share_eur), 0) AS DOUBLE) AS share
FROM lines GROUP BY epi_id, person_key, rate ORDER BY ALL"""  # noqa: S608

# The share of then at the rate of then: a rate or an operation that changed moves the share alone.
_MOVED = f"""WITH states AS (
    SELECT 1 AS sign, CAST(NULL AS TIMESTAMP) AS seen UNION ALL SELECT -1, CAST($night AS TIMESTAMP)
),
rates AS (
    SELECT sign, operation_id, arg_min(CAST({_RATE} AS DOUBLE), row(epi_id, delivery_id, row_number)) AS rate
    FROM history.operations JOIN states
        ON if(seen IS NULL, known_to IS NULL, known_from <= seen AND (known_to IS NULL OR known_to > seen))
    GROUP BY ALL
),
people AS (
    SELECT epi_id, contract_id, arg_max(person_key, known_from) AS person_key FROM history.contracts GROUP BY ALL
),
lines AS (
    SELECT s.epi_id, p.person_key, coalesce(r.rate, 0) AS rate, sign * CAST(s.declared_eur AS DOUBLE) AS declared,
        sign * CAST(coalesce(s.retained_eur, 0) AS DOUBLE) AS retained,
        sign * CAST(coalesce(s.retained_eur, s.declared_eur) AS DOUBLE) * coalesce(r.rate, 0) AS share
    FROM history.fse_spending AS s JOIN states
        ON if(seen IS NULL, known_to IS NULL, known_from <= seen AND (known_to IS NULL OR known_to > seen))
    LEFT JOIN rates AS r USING (sign, operation_id)
    LEFT JOIN people AS p USING (epi_id, contract_id)
)
SELECT epi_id, person_key, rate, count(*) AS n_lines, sum(declared) AS declared, sum(retained) AS retained,
    sum(share) AS share
FROM lines GROUP BY epi_id, person_key, rate ORDER BY ALL"""  # noqa: S608
