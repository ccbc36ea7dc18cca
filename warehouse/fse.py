"""What the published file says of one operation of the FSE: its money, its people, what is missing and what is due."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from schemas import DELIVERED
from warehouse.query import ask

_ONE = "SELECT * FROM mart.{view} WHERE operation_id = $operation_id"
_CELLS = """SELECT * EXCLUDE (operation_id) FROM mart.fse_cells_to_complete WHERE operation_id = $operation_id
    ORDER BY n_missing, n_completed_by_column DESC, epi_id, sheet, column_name, row_number, delivery_id"""
_ALERTS = """SELECT a.* EXCLUDE (operation_id), k.is_refusal, k.fix FROM mart.fse_alerts AS a
    JOIN core.fse_alert_codes AS k ON k.code = a.alert_code WHERE a.operation_id = $operation_id
    ORDER BY NOT k.is_refusal, a.alert_code, a.due_date, a.epi_id, a.sheet, a.row_number, a.business_key, delivery_id"""

_PARTICIPATIONS = """SELECT * FROM core.participations WHERE operation_id = $operation_id
    ORDER BY epi_id, sheet, row_number, delivery_id"""


def operations(path: Path) -> list[str]:
    """The numbers of the operations declared."""
    return [row["operation_id"] for row in ask(path, "SELECT operation_id FROM mart.operation_terms ORDER BY ALL")]


def operations_named(path: Path) -> list[str]:
    """The numbers of the operations that any row in force names, declared or not."""
    direct = [name for name, table in DELIVERED.items() if "operation_id" in table.stored_columns]
    named = " UNION ".join(f"SELECT operation_id FROM core.{name}" for name in direct)  # noqa: S608
    return [row["operation_id"] for row in ask(path, f"FROM ({named}) WHERE operation_id IS NOT NULL ORDER BY ALL")]


def operation_state(path: Path, operation_id: str) -> dict[str, Any]:
    """Finance, results, cells to complete, most useful first, and alerts of an operation; else LookupError."""
    asked: dict[str, object] = {"operation_id": operation_id}
    finance = ask(path, _ONE.format(view="operation_finance"), asked)
    if not finance:
        raise LookupError(f"no operation {operation_id}; known: {', '.join(operations(path)) or 'none'}")
    return {
        "as_of_date": ask(path, "SELECT max_by(as_of_date, run_id) AS day FROM ledger.runs")[0]["day"],
        "finance": finance[0],
        "results": ask(path, _ONE.format(view="operation_results"), asked)[0],
        "cells": ask(path, _CELLS, asked),
        "alerts": ask(path, _ALERTS, asked),
    }


def operation_participations(path: Path, operation_id: str) -> list[dict[str, Any]]:
    """The rows of ``core.participations`` of an operation, by EPI and place in its file."""
    return ask(path, _PARTICIPATIONS, {"operation_id": operation_id})
