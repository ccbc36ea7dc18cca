"""`epi board`: the board of deliveries as staff read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.settings import ConfigurationError, Settings
from schemas import TABLES
from schemas.codes.delivery_states import DELIVERY_STATES
from warehouse.board import Cell, board
from warehouse.publish import NAME
from warehouse.query import EarlierVersionError, ask

PERIODS_SHOWN = 12
"""On the page of the night and in the UI; the terminal shows what fits."""


@dataclass(frozen=True)
class Grid:
    """One table: its title, its periods in order, and the cells of each EPI by period."""

    title: str
    periods: tuple[str, ...]
    rows: tuple[tuple[str, dict[str, Cell]], ...]

    def last(self, number: int) -> Grid:
        """The same with its last periods alone."""
        return Grid(self.title, self.periods[-number:], self.rows)


def read_board(settings: Settings, epi_id: str | None = None) -> list[Cell]:
    """The cells published, of one EPI or of all; ConfigurationError where nothing is published, or no such EPI."""
    path = settings.home / NAME
    if not path.exists():
        raise ConfigurationError(f"{path}: nothing is published yet; run `epi run`")
    if epi_id is not None and not ask(path, "SELECT epi_id FROM core.epis WHERE epi_id = $epi_id", {"epi_id": epi_id}):
        raise ConfigurationError(f"no EPI has the id {epi_id!r} in the published night")
    return [cell for cell in board(path) if epi_id in (None, cell.epi_id)]


def served_board(home: Path) -> list[Cell]:
    """The cells of the file served; none before the first publication, or where another version published it."""
    path = home / NAME
    try:
        return board(path) if path.exists() else []
    except EarlierVersionError:
        return []


def grids(cells: Sequence[Cell]) -> list[Grid]:
    """The board by table, EPI by EPI and period by period."""
    by_table: dict[str, dict[str, dict[str, Cell]]] = {}
    for cell in cells:
        by_table.setdefault(cell.table_name, {}).setdefault(cell.epi_name, {})[cell.period] = cell
    return [
        Grid(TABLES[name].title, _periods(cells, name), tuple(sorted(rows.items()))) for name, rows in by_table.items()
    ]


def short(period: str) -> str:
    """`03/15`, `T1/15`, `S2/15` or `2015`, as the heads of narrow columns need."""
    year, _, part = period.partition("-")
    return f"{part}/{year[2:]}" if part else year


def mark(cell: Cell) -> str:
    """The sign of the state."""
    return str(DELIVERY_STATES.by_code[cell.state_code].facts["mark"])


def legend(cells: Iterable[Cell]) -> list[tuple[str, str]]:
    """The sign and the label of each state that the cells are in."""
    used = {cell.state_code for cell in cells}
    return [(str(one.facts["mark"]), one.label) for one in DELIVERY_STATES.codes if one.code in used]


def _periods(cells: Sequence[Cell], table: str) -> tuple[str, ...]:
    starts: dict[str, dt.date] = {cell.period: cell.period_start_date for cell in cells if cell.table_name == table}
    return tuple(sorted(starts, key=lambda period: (starts[period], period)))
