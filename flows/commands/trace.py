"""`epi trace`: from a figure to the cells it was read from."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

import click
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.commands.echo import echo, terminal
from flows.commands.options import JSON, exits
from flows.report import ExitCode
from flows.settings import read_settings

if TYPE_CHECKING:
    from flows.trace import Trace

SHOWN = 50


@click.command()
@click.argument("view")
@click.option("--where", multiple=True, metavar="COLUMN=VALUE", help="Only these rows of VIEW; may be repeated.")
@JSON
@exits
def trace(view: str, where: tuple[str, ...], as_json: bool) -> ExitCode:
    """Follow the figures of VIEW, a view of mart, to rows, cells of the received files, and deliveries.

    A value is written as SQL shows it: epi_id=die, start_date=2014-09-01, is_exit=true. Tables are cut after fifty
    lines; --json has everything.
    """
    from flows.trace import parse_where, traced

    with traced(read_settings(), view, parse_where(where)) as told:
        if as_json:
            for piece in told.json_pieces():
                echo(piece, nl=False)
            echo("")
        else:
            _show(told, terminal())
    return ExitCode.DONE


def _show(told: Trace, console: Console) -> None:
    tables = ", ".join(f"{n} of {name}" for name, n in told.found.n_rows.items())
    n = told.found.n_figures[told.view]
    console.print(f"{told.view}: {n} row{'' if n == 1 else 's'}, from {tables}", highlight=False)
    _table(console, ("sum", ""), [(name, f"{value:,}") for name, value in told.sums.items()], len(told.sums))
    shown = [(c.file, c.sheet, c.address, c.heading, c.value_read, c.value_kept) for c in islice(told.cells(), SHOWN)]
    _table(console, ("file", "sheet", "cell", "heading", "read", "kept"), shown, told.n_cells)
    deliveries = [
        (d["epi_id"], d["filename"], f"{d['received_at']:%Y-%m-%d %H:%M}", d["origin"], d["delivery_id"])
        for d in told.found.deliveries
    ]
    _table(console, ("epi_id", "file", "received (UTC)", "from", "sha256"), deliveries, len(deliveries))


def _table(console: Console, headings: tuple[str, ...], lines: Sequence[tuple[str | None, ...]], n: int) -> None:
    """The first of ``n`` lines."""
    table = Table(box=SIMPLE, collapse_padding=True, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for line in lines[:SHOWN]:
        table.add_row(*(Text(value or "") for value in line))
    console.print(table)
    if n > SHOWN:
        console.print(f"and {n - SHOWN} more: --json", highlight=False)
