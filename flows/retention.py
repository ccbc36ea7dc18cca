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
    FROM core.operations"""


class RetentionError(Exception):
    """The documents must still be kept, or nobody can tell until when: one sentence a line."""


def refuse_while_kept(
    settings: Settings, operations: pl.Series, today: dt.date, set_aside: pl.Series | None = None
) -> None:
    """Raise RetentionError unless the retention of each of these operations is known, and over on that day in Paris.

    Of those that rows ``set_aside`` name the declared ones count: the others are no number of an operation.
    """
    terms = _declared(settings)
    named = operations.drop_nulls().unique().sort().to_list()
    reasons = [reason for one in named if (reason := _reason(one, terms.get(one), today))]
    if not named:
        reasons = ["no operation is named by the rows of this person: nobody can tell until when they are kept"]
    beside = [] if set_aside is None else set_aside.drop_nulls().unique().sort().to_list()
    others = [one for one in beside if one in terms and one not in named]
    told = [reason for one in others if (reason := _reason(one, terms[one], today))]
    reasons += [f"{reason} (named by a row set aside)" for reason in told]
    if reasons:
        raise RetentionError("\n".join(reasons))


def _declared(settings: Settings) -> dict[str, list[dict[str, Any]]]:
    """Every declaration of each operation."""
    declared: dict[str, list[dict[str, Any]]] = {}
    for row in ask(published(settings), _TERMS):
        declared.setdefault(row["operation_id"], []).append(row)
    return declared


def _reason(operation: str, terms: list[dict[str, Any]] | None, today: dt.date) -> str:
    """Why an operation must still be kept, to the latest end that a declaration of it tells; empty when it need not."""
    if terms is None:
        return f"operation {operation} is not declared: its retention is unknown"
    ends = [end for one in terms if (end := _end(one))]
    if not ends:
        period = terms[0]["programming_period_code"]
        needed = {"2014-2020": "accounts_date", "2021-2027": "last_payment_date"}.get(period)
        why = f"{needed} is not stored" if needed else f"only the managing service knows that of {period}"
        return f"operation {operation}: the end of retention is unknown, {why}"
    return f"operation {operation}: to be kept until {max(ends).isoformat()}" if max(ends) >= today else ""


def _end(one: dict[str, Any]) -> dt.date | None:
    names = ("programming_period_code", "total_eligible_cost_eur", "accounts_date", "last_payment_date")
    return retention_end(*(one[name] for name in names))
