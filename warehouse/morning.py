"""The figures of the morning page, asked of the published file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from warehouse.query import ask

MONTHS_SHOWN = 24


def running_contracts(path: Path) -> list[dict[str, Any]]:
    """Contracts running on the last day of each of the last months, up to the one of the day told of."""
    return ask(
        path,
        """WITH night AS (
            SELECT as_of_date FROM ledger.runs ORDER BY run_id DESC LIMIT 1
        ),
        months AS (
            SELECT last_day(CAST(date_trunc('month', as_of_date) - to_months(CAST(n AS INTEGER)) AS DATE))
                AS month_end_date
            FROM night CROSS JOIN range($months) AS past(n)
        )
        SELECT m.month_end_date, count(c.contract_id) AS n_contracts
        FROM months AS m
        LEFT JOIN mart.contract_overview AS c ON c.start_date <= m.month_end_date
            AND coalesce(c.effective_end_date >= m.month_end_date, TRUE)
        GROUP BY m.month_end_date ORDER BY m.month_end_date""",
        {"months": MONTHS_SHOWN},
    )


def operation_spending(path: Path) -> list[dict[str, Any]]:
    """Declared spending of each operation beside what its convention agrees; ``rate`` is their quotient."""
    return ask(
        path,
        """WITH spent AS (
            SELECT operation_id, sum(declared_eur) AS declared FROM mart.spending_lines GROUP BY operation_id
        )
        SELECT o.operation_id, o.end_date, o.total_eligible_cost_eur AS agreed_eur,
            CAST(coalesce(s.declared, 0) AS DECIMAL(14,2)) AS declared_eur,
            CAST(coalesce(s.declared, 0) / nullif(o.total_eligible_cost_eur, 0) AS DOUBLE) AS rate
        FROM mart.operation_terms AS o LEFT JOIN spent AS s ON s.operation_id = o.operation_id
        ORDER BY o.operation_id""",
    )


def exits_by_category(path: Path) -> list[dict[str, Any]]:
    """People who left, by the category of their last outcome."""
    return ask(
        path,
        """SELECT coalesce(exit_category_label, 'Sans motif') AS label, count(*) AS n FROM mart.outcome_overview
        WHERE is_last AND is_exit GROUP BY ALL ORDER BY n DESC, label""",
    )
