"""`epi board`: what each EPI has handed in, period by period."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

import click
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from flows.commands.options import JSON, exits
from flows.report import ExitCode
from flows.settings import read_settings

if TYPE_CHECKING:
    from flows.board import Grid

PERIODS_SHOWN = 12


@click.command()
@click.option("--epi", "epi_id", metavar="ID", help="The cells of this EPI alone.")
@JSON
@exits
def board(epi_id: str | None, as_json: bool) -> ExitCode:
    """Show what each EPI has handed in of each table, period by period, as the calendar expects it."""
    from flows.board import grids, legend, read_board

    cells = read_board(read_settings(), epi_id)
    if as_json:
        click.echo(json.dumps([dataclasses.asdict(cell) for cell in cells], ensure_ascii=False, indent=2, default=str))
        return ExitCode.DONE
    console = Console()
    for grid in grids(cells):
        console.print(_shown(grid.last(PERIODS_SHOWN)))
    if cells:
        console.print("   ".join(f"{sign} {label}" for sign, label in legend(cells)), highlight=False)
    else:
        click.echo("Nothing is due: no calendar.toml beside the configuration.", err=True)
    return ExitCode.DONE


def _shown(grid: Grid) -> Table:
    from flows.board import mark, short

    table = Table(box=SIMPLE, title=grid.title, title_justify="left")
    table.add_column("Espace", overflow="fold")
    for period in grid.periods:
        table.add_column(short(period), justify="center")
    for name, cells in grid.rows:
        table.add_row(name, *(mark(cells[period]) if period in cells else "" for period in grid.periods))
    return table
