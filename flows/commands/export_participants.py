"""`epi export-participants`: the participations of an operation as files."""

from __future__ import annotations

import json
from pathlib import Path

import click

from flows.commands.echo import echo
from flows.commands.options import JSON, exits
from flows.report import ExitCode
from flows.settings import read_settings


@click.command("export-participants")
@click.argument("operation_id", metavar="OPERATION")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder to write to.")
@click.option("--with-names", is_flag=True, help="With names and birth dates; the reading is noted.")
@click.option("--with-sensitive", is_flag=True, help="With the answers on disability, origin, housing and benefits.")
@click.option("--dry-run", is_flag=True, help="Say what would be written; no name is read.")
@JSON
@exits
def export_participants(
    operation_id: str, out: Path, with_names: bool, with_sensitive: bool, dry_run: bool, as_json: bool
) -> ExitCode:
    """Write one row per participation in OPERATION, and what each column is, as CSV and workbooks of mode 600.

    People are keyed hashes unless names are asked for. The headings of Ma démarche FSE are not known: the columns have
    our names, and the mapping has a place for theirs.
    """
    from flows.participant_export import participant_export, write_participants

    made = participant_export(
        read_settings(), operation_id, with_names=with_names, with_sensitive=with_sensitive, is_dry=dry_run
    )
    paths = made.paths(out) if dry_run else write_participants(made, out)
    if as_json:
        told = {"files": [str(path) for path in paths], "participations": made.frame.height, "dry_run": dry_run}
        echo(json.dumps(told, ensure_ascii=False))
        return ExitCode.DONE
    for path in paths:
        echo(f"{'Would be written' if dry_run else 'Written'}: {path}")
    echo(f"{made.frame.height} participations")
    return ExitCode.DONE
