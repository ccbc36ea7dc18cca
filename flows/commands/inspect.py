"""`epi inspect`: say what a file holds, knowing nothing of who sent it."""

from __future__ import annotations

from pathlib import Path

import click

from flows.commands.echo import echo
from flows.commands.options import JSON, exits
from flows.report import ExitCode
from flows.settings import read_settings


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Write each table as Parquet into DIR.")
@click.option("--dry-run", is_flag=True, help="With --out, only name the files that would be written.")
@JSON
@exits
def inspect(file: Path, out: Path | None, dry_run: bool, as_json: bool) -> ExitCode:
    """Say what FILE holds: its sheets, tables, columns and their types, and what could not be read."""
    from flows.inspect import inspect_path, write_tables

    inspected = inspect_path(file, read_settings(), with_frames=out is not None)
    echo(inspected.as_json() if as_json else inspected.letter)
    if out is not None:
        for path in [out / name for name, _ in inspected.tables()] if dry_run else write_tables(inspected, out):
            echo(f"would write {path}" if dry_run else f"written: {path}", err=True)
    return inspected.exit_code
