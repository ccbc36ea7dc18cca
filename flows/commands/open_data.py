"""`epi open-data`: the public tables."""

from __future__ import annotations

import json
from pathlib import Path

import click

from flows.commands.echo import echo
from flows.commands.options import JSON, exits
from flows.report import ExitCode
from flows.settings import read_settings


@click.command("open-data")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder to write to.")
@click.option("--accept", is_flag=True, help="Publish, whatever the difference to the tables there tells.")
@click.option("--dry-run", is_flag=True, help="Say what would be written.")
@JSON
@exits
def open_data(out: Path, accept: bool, dry_run: bool, as_json: bool) -> ExitCode:
    """Write the tables for publication: totals of the network, and breakdowns without what secrecy keeps.

    EPI_OPEN_DATA_THRESHOLD is the fewest people that a cell is published of (11; never under 5). Held back (exit code
    5) where a figure moved by fewer people since the tables that the folder holds: the difference would tell of them.
    """
    from flows.open_data import files_of, left_there, public_data, write_public_data
    from flows.open_data_changes import told_by_difference

    settings = read_settings()
    data = public_data(settings)
    told = told_by_difference(settings, data, out)
    if told and not accept:
        few = f"fewer than {settings.open_data_threshold} people"
        echo(f"held back: beside the tables in {out}, these figures would tell of {few}: {', '.join(told)}", err=True)
        echo("Publish less often, once a year say; or, where it tells nothing of anybody, with --accept.", err=True)
        return ExitCode.HELD_BACK
    paths = [path for name in data.tables for path in files_of(name, out / name)]
    if not dry_run:
        paths = write_public_data(data, out)
    for path in left_there(data, out):
        echo(f"{path}: of an earlier day, cannot be told any more, and stays; take it away where it misleads", err=True)
    if as_json:
        rows = {name: frame.height for name, frame in data.tables.items()}
        made = {"files": [str(path) for path in paths], "rows": rows, "n_secret": data.n_secret, "dry_run": dry_run}
        echo(json.dumps(made | {"threshold": settings.open_data_threshold, "accepted": told}, ensure_ascii=False))
        return ExitCode.DONE
    for path in paths:
        echo(f"{'Would be written' if dry_run else 'Written'}: {path}")
    echo(f"{data.n_secret} cells are kept secret (fewer than {settings.open_data_threshold} people, or beside one)")
    return ExitCode.DONE
