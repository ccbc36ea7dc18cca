"""`epi versions`: the published nights kept."""

from __future__ import annotations

import dataclasses
import json

import click
from rich.box import SIMPLE
from rich.table import Table

from flows.commands.echo import echo, terminal
from flows.commands.options import JSON, exits
from flows.report import ExitCode
from flows.settings import read_settings


@click.command()
@JSON
@exits
def versions(as_json: bool) -> ExitCode:
    """List the published nights kept, and which is served; `epi rollback` goes back to one."""
    from warehouse.versions import kept_nights

    kept = kept_nights(read_settings().home)
    if as_json:
        echo(json.dumps([dataclasses.asdict(night) for night in kept], ensure_ascii=False, indent=2))
        return ExitCode.DONE
    table = Table(box=SIMPLE, collapse_padding=True, pad_edge=False)
    for heading in ("", "night", "as of"):
        table.add_column(heading, no_wrap=True)
    for heading in ("accepted", "set aside", "MB"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("let through", overflow="fold")
    for night in kept:
        table.add_row(
            "→" if night.is_current else "", night.run_id, night.as_of_date, f"{night.n_rows_accepted:,}",
            f"{night.n_rows_set_aside:,}", f"{night.n_bytes / 1e6:,.1f}", night.let_through,
        )  # fmt: skip
    terminal().print(table)
    return ExitCode.DONE
