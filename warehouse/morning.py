"""The figures of the morning, of the page and of the report, asked of a file or of the candidate that becomes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warehouse.query import ANSWERS, ask, open_published, rows

MONTHS_SHOWN = 24
# A contract counts on every last day of a month between the first that it reaches and the last that it reaches.
_RUNNING = """WITH night AS (
        SELECT as_of_date FROM ledger.runs ORDER BY run_id DESC LIMIT 1
    ),
    months AS (
        SELECT last_day(CAST(date_trunc('month', as_of_date) - to_months(CAST(n AS INTEGER)) AS DATE))
            AS month_end_date
        FROM night CROSS JOIN range($months) AS past(n)
    ),
    contracts AS (
        SELECT last_day(start_date) AS first_day,
            CAST(date_trunc('month', effective_end_date + 1) AS DATE) - 1 AS final_day, count(*) AS n
        FROM core.contract_terms GROUP BY ALL
    )
    SELECT m.month_end_date, CAST(coalesce(sum(c.n), 0) AS BIGINT) AS n_contracts
    FROM months AS m
    LEFT JOIN contracts AS c ON c.first_day <= m.month_end_date AND coalesce(c.final_day >= m.month_end_date, TRUE)
    GROUP BY m.month_end_date ORDER BY m.month_end_date"""
_SPENDING = """SELECT o.operation_id, o.end_date, f.total_eligible_cost_eur AS agreed_eur,
        f.total_declared_eur AS declared_eur,
        CAST(f.total_declared_eur / nullif(f.total_eligible_cost_eur, 0) AS DOUBLE) AS rate
    FROM mart.operation_terms AS o JOIN mart.operation_finance AS f ON f.operation_id = o.operation_id
    ORDER BY o.operation_id"""
_EXITS = """WITH counted AS (
        SELECT exit_category_code, CASE WHEN NOT is_outcome_known THEN exit_reason_code END AS unknown_code,
            count(*) AS n
        FROM mart.outcome_overview WHERE is_last AND is_exit GROUP BY ALL
    )
    SELECT coalesce(r.label, k.label, 'Sans motif') AS label, CAST(sum(c.n) AS BIGINT) AS n
    FROM counted AS c
    LEFT JOIN core.exit_categories AS k ON k.code = c.exit_category_code
    LEFT JOIN core.exit_reasons AS r ON r.code = c.unknown_code
    GROUP BY ALL ORDER BY n DESC, label"""
_LEFT = """SELECT count(*) AS n FROM core.outcomes
    WHERE exit_date > least($before, $after) AND exit_date <= greatest($before, $after)"""
QUESTIONS = (ANSWERS, _RUNNING, _SPENDING, _EXITS)
"""What is asked of the views, in SQL."""


@dataclass(frozen=True)
class Morning:
    """The three answers, and what the page shows.

    ``running_contracts`` on the last day of each of the last months, up to the one of the day told of;
    ``operation_spending`` declared, with the flat rate, beside what the convention agrees, ``rate`` their quotient;
    ``exits_by_category`` of the people who left, by the category of their last outcome; those of whom
    nothing is known apart.
    """

    answers: dict[str, Any]
    running_contracts: list[dict[str, Any]]
    operation_spending: list[dict[str, Any]]
    exits_by_category: list[dict[str, Any]]


def read_morning(path: Path) -> Morning:
    """The figures of a published file."""
    with open_published(path) as connection:
        return ask_morning(connection)


def exits_between(path: Path, before: dt.date, after: dt.date) -> int:
    """How many outcomes of a published file are dated between two days: those that the passage of time makes exits."""
    return int(ask(path, _LEFT, {"before": before, "after": after})[0]["n"])


def ask_morning(connection: duckdb.DuckDBPyConnection, over: Callable[[str], str] = str) -> Morning:
    """The figures of the database of the connection; ``over`` may have a query read elsewhere what a view holds."""
    return Morning(
        rows(connection, over(ANSWERS))[0],
        rows(connection, over(_RUNNING), {"months": MONTHS_SHOWN}),
        rows(connection, over(_SPENDING)),
        rows(connection, over(_EXITS)),
    )
