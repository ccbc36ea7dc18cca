"""`epi confirm`: the headings of an EPI that a person must confirm."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from flows.commands.echo import echo
from flows.commands.options import JSON, exits
from flows.report import ExitCode
from flows.settings import ConfigurationError, read_settings


@click.command()
@click.argument("epi_id", metavar="EPI")
@click.argument("heading", required=False)
@click.argument("column", required=False)
@click.option("--all", "everything", is_flag=True, help="Confirm every proposal that no other heading contests.")
@click.option(
    "--ignore", "ignored", multiple=True, metavar="HEADING", help="Leave this heading unread; may be repeated."
)
@click.option(
    "--file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Read this file, not those received last.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be recorded, and record nothing.")
@JSON
@exits
def confirm(
    epi_id: str, heading: str | None, column: str | None, everything: bool, ignored: tuple[str, ...],
    file: Path | None, dry_run: bool, as_json: bool,
) -> ExitCode:  # fmt: skip
    """Show the headings of EPI that are near a column or unknown; confirm that HEADING stands for COLUMN.

    COLUMN is written as in contracts.start_date. What is confirmed goes to the configuration with its day, and the
    next night reads the files again by it.
    """
    from flows.configuration import PARIS
    from flows.confirm import Asked, confirm
    from schemas.wording import place, quoted

    if (heading is None) != (column is None):
        raise ConfigurationError("a heading goes with the column it stands for, as in contracts.start_date")
    asked, today = Asked(heading, column, everything, ignored), dt.datetime.now(PARIS).date()
    told = confirm(read_settings(), epi_id, asked, today, file, dry_run=dry_run)
    if as_json:
        echo(told.as_json())
        return ExitCode.DONE
    for one in told.waiting:
        means = f"proposed for {one.column} {quoted(one.title)}" if one.column else "not recognised"
        echo(f"{one.filename} {place(one.sheet, one.cell)} {quoted(one.heading)}: {means}")
    for name, columns in told.decided.items():
        verb = "Recorded" if told.is_written else "Would be recorded"
        echo(f"{verb}: {quoted(name)} {'stands for ' + ', '.join(columns) if columns else 'is not read'}")
    if not told.waiting and not told.decided:
        echo("Every heading is recognised.")
    return ExitCode.DONE
