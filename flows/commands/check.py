"""`epi check`: judge one file as the night would."""

from __future__ import annotations

from pathlib import Path

import click

from flows.commands.options import JSON, exits
from flows.report import ExitCode
from flows.settings import read_settings


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--epi", "epi_id", metavar="ID", help="Judge it as a file of this EPI, with its headings.")
@JSON
@exits
def check(file: Path, epi_id: str | None, as_json: bool) -> ExitCode:
    """Judge FILE as the night would, and say in French what to correct."""
    from flows.check import check_file

    checked = check_file(file, epi_id, read_settings())
    click.echo(checked.as_json() if as_json else checked.letter)
    return checked.exit_code
