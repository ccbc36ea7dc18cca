"""`epi board`: what each EPI has handed in, period by period."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

import click
from rich.box import SIMPLE
from rich.cells import cell_len
from rich.table import Table

from flows.commands.echo import echo, terminal
from flows.commands.options import JSON, exits
from flows.report import ExitCode
from flows.settings import read_settings
from schemas.wording import STILL_DUE

if TYPE_CHECKING:
    from flows.board import Grid
    from warehouse.board import Cell

PERIODS_SHOWN = 12
PERIOD_WIDTH = 7


@click.command()
@click.option("--epi", "epi_id", metavar="ID", help="The cells of this EPI alone.")
@JSON
@exits
def board(epi_id: str | None, as_json: bool) -> ExitCode:
    """Show what each EPI has handed in of each table, period by period, as the calendar expects it."""
    from flows.board import grids, legend, read_board

    cells = read_board(read_settings(), epi_id)
    if as_json:
        echo(json.dumps([dataclasses.asdict(cell) for cell in cells], ensure_ascii=False, indent=2, default=str))
        return ExitCode.DONE
    console = terminal()
    for grid in grids(cells):
        room = console.width - max(cell_len(name) for name, _ in grid.rows) - 2
        console.print(_shown(grid.last(min(PERIODS_SHOWN, max(1, room // PERIOD_WIDTH)))))
    if cells:
        console.print("   ".join(f"{sign} {label}" for sign, label in (*legend(cells), STILL_DUE)), highlight=False)
    else:
        whom = f" of {epi_id}" if epi_id else ""
        echo(f"Nothing is due{whom}: what is, calendar.toml says beside the configuration (docs/board.md).", err=True)
    return ExitCode.DONE


def _shown(grid: Grid) -> Table:
    from flows.board import short

    table = Table(box=SIMPLE, title=grid.title, title_justify="left", collapse_padding=True, pad_edge=False)
    table.add_column("Espace", no_wrap=True)
    for period in grid.periods:
        table.add_column(short(period), justify="center")
    for name, cells in grid.rows:
        table.add_row(name, *(_sign(cells[period]) if period in cells else "" for period in grid.periods))
    return table


def _sign(cell: Cell) -> str:
    """The sign of the state, in brackets where rows are due and not there; received late has the same sign."""
    from flows.board import mark

    return f"({mark(cell)})" if cell.is_missing and cell.late_days else mark(cell)
