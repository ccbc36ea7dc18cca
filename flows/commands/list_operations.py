"""`epi list-operations`: the public list of operations."""

from __future__ import annotations

import json
from pathlib import Path

import click

from flows.commands.echo import echo
from flows.commands.options import JSON, exits
from flows.report import ExitCode
from flows.settings import read_settings
from schemas.operation_list import LAYOUTS


@click.command("list-operations")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder to write to.")
@click.option("--period", type=click.Choice(list(LAYOUTS)), help="One programming period; without it, each.")
@click.option("--dry-run", is_flag=True, help="Say what would be written.")
@JSON
@exits
def list_operations(out: Path, period: str | None, dry_run: bool, as_json: bool) -> ExitCode:
    """Write the list of operations for publication, as CSV and workbook, in the layout of each programming period.

    Only legal persons are named. What is missing is said in the column « Remarques »; read the texts before publishing.
    """
    from flows.operation_list import layouts_of, operation_list, paths_of, write_operation_list

    settings, paths, rows = read_settings(), [], {}
    for layout in layouts_of(period):
        frame = operation_list(settings, layout)
        rows[layout.period] = frame.height
        paths += paths_of(layout, out) if dry_run else write_operation_list(frame, layout, out)
    if as_json:
        told = {"files": [str(path) for path in paths], "operations": rows, "dry_run": dry_run}
        echo(json.dumps(told, ensure_ascii=False))
        return ExitCode.DONE
    for path in paths:
        echo(f"{'Would be written' if dry_run else 'Written'}: {path}")
    echo("operations: " + ", ".join(f"{count} of {name}" for name, count in rows.items()))
    return ExitCode.DONE
