"""`epi explain`: why a figure moved between two days."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from decimal import Decimal
from typing import TYPE_CHECKING

import click
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from flows.commands.echo import echo, terminal
from flows.commands.options import JSON, Day, exits
from flows.report import ExitCode
from flows.settings import read_settings
from schemas.wording import CAUSES, ON_DAY, french_euros, french_number

if TYPE_CHECKING:
    from warehouse.explain import Explanation


@click.command()
@click.argument("view")
@click.argument("earlier", type=Day())
@click.argument("later", type=Day())
@click.option("--epi", "epi_id", metavar="ID", help="The figures of this EPI alone, for a view that has epi_id.")
@click.option("--column", "columns", multiple=True, metavar="NAME", help="Only this figure; may be repeated.")
@JSON
@exits
def explain(
    view: str, earlier: dt.date, later: dt.date, epi_id: str | None, columns: tuple[str, ...], as_json: bool
) -> ExitCode:
    """Split what the sums and counts of VIEW moved between two days into causes that add up to the cent.

    VIEW is a view of mart, such as answers or epi_overview; a day stands for the last night published by its end,
    in Paris.
    """
    from flows.explain import explain_days

    told = explain_days(read_settings(), view, earlier, later, epi_id)
    if strangers := sorted(set(columns) - {one.column for one in told.figures}):
        raise click.BadParameter(f"{strangers[0]}; {view} has {', '.join(one.column for one in told.figures)}")
    chosen = tuple(one for one in told.figures if not columns or one.column in columns)
    told = dataclasses.replace(told, figures=chosen)
    if as_json:
        echo(json.dumps(dataclasses.asdict(told), ensure_ascii=False, indent=2, default=str))
    else:
        show(told, earlier, later, terminal())
    return ExitCode.DONE


def show(told: Explanation, earlier: dt.date, later: dt.date, console: Console) -> None:
    """The figures that moved, in French, since others ask why: by the title of each, its euros as people write them."""
    console.print(f"{told.view}: night {told.earlier} to night {told.later}", highlight=False)
    for figure in (one for one in told.figures if one.parts):
        amount = french_euros if figure.column.endswith("_eur") else french_number
        heading = f"{figure.title} ({figure.column})"
        table = Table(box=SIMPLE, show_header=False, title=heading, title_justify="left")
        table.add_column()
        table.add_column(justify="right")
        table.add_row(ON_DAY.format(day=f"{earlier:%d/%m/%Y}"), amount(Decimal(figure.before)))
        for cause, part in figure.parts.items():
            sign = "+" if part > 0 else "−"
            table.add_row(f"{CAUSES[cause]} ({cause})", f"{sign} {amount(abs(Decimal(part)))}")
        table.add_row(ON_DAY.format(day=f"{later:%d/%m/%Y}"), amount(Decimal(figure.after)))
        console.print(table)
    if not any(figure.parts for figure in told.figures):
        console.print("No figure moved.")
