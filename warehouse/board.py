"""The board of deliveries, asked of the published file."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from schemas.wording import told_apart
from warehouse.query import ask


@dataclass(frozen=True)
class Cell:
    """One table of one EPI for one period, as ``mart.deliveries_board`` tells it."""

    epi_id: str
    epi_name: str
    table_name: str
    period: str
    period_start_date: date
    period_end_date: date
    due_date: date
    state_code: str
    state_label: str
    is_missing: bool
    n_rows_accepted: int
    n_rows_set_aside: int
    received_date: date | None
    late_days: int | None


def board(path: Path) -> list[Cell]:
    """Every cell, by EPI, table and period; two EPI of one name are told apart."""
    columns = ", ".join(field.name for field in fields(Cell))
    order = "epi_id, table_name, period_start_date"
    rows = ask(path, f"SELECT {columns} FROM mart.deliveries_board ORDER BY {order}")  # noqa: S608
    names = told_apart({row["epi_id"]: row["epi_name"] for row in rows})
    return [Cell(**row | {"epi_name": names[row["epi_id"]]}) for row in rows]
