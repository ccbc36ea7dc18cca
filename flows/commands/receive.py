"""`epi receive`: drop a file for the next night."""

from __future__ import annotations

from pathlib import Path

import click

from flows.commands.echo import echo
from flows.commands.options import JSON, exits
from flows.report import ExitCode
from flows.settings import read_settings


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--epi", "epi_id", metavar="ID", required=True, help="The EPI that the file is of.")
@click.option("--source", metavar="NAME", help="Its inbox; may be left out when it has one.")
@click.option("--dry-run", is_flag=True, help="Say what would be kept.")
@JSON
@exits
def receive(file: Path, epi_id: str, source: str | None, dry_run: bool, as_json: bool) -> ExitCode:
    """Keep FILE as it is, for the next night to take."""
    from flows.receive import receive_file
    from flows.sources.errors import SourceError

    try:
        receipt = receive_file(file, epi_id, source, read_settings(), dry_run=dry_run)
    except SourceError as error:
        echo(f"{file}: not taken: {error.code} {error.detail}", err=True)
        return ExitCode.REFUSED
    echo(receipt.as_json() if as_json else receipt.sentence)
    return ExitCode.DONE
