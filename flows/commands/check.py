"""`epi check`: judge one file as the night would."""

from __future__ import annotations

from pathlib import Path

import click

from flows.commands.echo import echo
from flows.commands.options import JSON, exits
from flows.report import ExitCode
from flows.settings import read_settings


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--epi", "epi_id", metavar="ID", help="Judge it as a file of this EPI, with its headings.")
@click.option(
    "--annotated",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="Write FILE with the faulty cells coloured and commented to PATH: a file, or an existing folder.",
)
@JSON
@exits
def check(file: Path, epi_id: str | None, annotated: Path | None, as_json: bool) -> ExitCode:
    """Judge FILE as the night would, and say in French what to correct."""
    from flows.check import check_file, write_annotated

    settings = read_settings()
    checked = check_file(file, epi_id, settings)
    written = write_annotated(checked, file, annotated, settings) if annotated else None
    echo(checked.as_json(written) if as_json else checked.letter)
    if annotated:
        echo(f"Written: {written}" if written else "Not annotated: the file cannot be read, or is too large.", err=True)
    return checked.exit_code
