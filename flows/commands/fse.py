"""`epi fse`: what the authority would refuse today."""

from __future__ import annotations

import click

from flows.commands.options import JSON, exits
from flows.report import ExitCode
from flows.settings import read_settings


@click.command()
@click.argument("operation")
@JSON
@exits
def fse(operation: str, as_json: bool) -> ExitCode:
    """Say what the authority would refuse today of OPERATION, which cells to complete first, and what is due.

    Exit code 1 where something would be refused, or too many entry forms are incomplete.
    """
    from flows.fse import dry_run
    from flows.fse_letter import fse_letter

    told = dry_run(read_settings(), operation)
    click.echo(told.as_json() if as_json else fse_letter(told))
    return told.exit_code
