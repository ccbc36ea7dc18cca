"""`epi run`: run one night, now."""

from __future__ import annotations

import datetime as dt

import click
from rich.console import Console

from flows.commands.echo import echo, terminal
from flows.commands.options import JSON, Day, exits
from flows.report import ExitCode


@click.command()
@click.option("--epi", "epis", multiple=True, metavar="ID", help="Only this EPI; may be repeated.")
@click.option("--as-of", type=Day(), help="The day that statuses and answers tell of.")
@click.option("--force", is_flag=True, help="Judge again and publish though nothing changed.")
@click.option("--accept", is_flag=True, help="Publish, this once, what leaves its usual bands; the ledger says so.")
@click.option("--dry-run", is_flag=True, help="Pull and judge, publish nothing.")
@JSON
@exits
def run(
    epis: tuple[str, ...], as_of: dt.date | None, force: bool, accept: bool, dry_run: bool, as_json: bool
) -> ExitCode:
    """Run one night, now."""
    from flows.progress import listening
    from flows.run import run_once
    from flows.terminal import show_night

    # On a terminal alone: a log of the night's standard error stays empty when nothing is wrong.
    with Console(stderr=True).status("starting") as status, listening(status.update):
        report = run_once(epis, as_of=as_of, force=force, dry_run=dry_run, accept=accept)
    if as_json:
        echo(report.as_json())
    else:
        show_night(report, terminal())
    return report.exit_code
