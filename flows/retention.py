"""Whether what is kept of some operations may go yet."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl

from flows.settings import Settings
from flows.sql import published
from transforms.retention import retention_end
from warehouse.query import ask

_TERMS = """SELECT operation_id, programming_period_code, total_eligible_cost_eur, accounts_date, last_payment_date
    FROM mart.operation_terms"""


class RetentionError(Exception):
    """The documents must still be kept, or nobody can tell until when: one sentence a line."""


def refuse_while_kept(settings: Settings, operations: pl.Series, today: dt.date) -> None:
    """Raise RetentionError unless the retention of each of these operations is known, and over on that day in Paris."""
    terms = {row["operation_id"]: row for row in ask(published(settings), _TERMS)}
    named = operations.drop_nulls().unique().sort().to_list()
    reasons = [reason for one in named if (reason := _reason(one, terms.get(one), today))]
    if not named:
        reasons = ["no operation is named by the rows of this person: nobody can tell until when they are kept"]
    if reasons:
        raise RetentionError("\n".join(reasons))


def _reason(operation: str, terms: dict[str, Any] | None, today: dt.date) -> str:
    """Why an operation must still be kept; empty when it need not."""
    if terms is None:
        return f"operation {operation} is not declared: its retention is unknown"
    period, accounts, payment = (terms[n] for n in ("programming_period_code", "accounts_date", "last_payment_date"))
    end = retention_end(period, terms["total_eligible_cost_eur"], accounts, payment)
    if end is None:
        needed = {"2014-2020": "accounts_date", "2021-2027": "last_payment_date"}.get(period)
        why = f"{needed} is not stored" if needed else f"only the managing service knows that of {period}"
        return f"operation {operation}: the end of retention is unknown, {why}"
    return f"operation {operation}: to be kept until {end.isoformat()}" if end >= today else ""
