"""`epi evidence`: the sealed pack of an operation."""

from __future__ import annotations

from pathlib import Path

import click

from flows.commands.echo import echo
from flows.commands.options import JSON, exits
from flows.report import ExitCode
from flows.settings import read_settings


@click.command()
@click.argument("operation_id", metavar="OPERATION")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The zip to write.")
@click.option("--dry-run", is_flag=True, help="Say what it would hold, and its seal.")
@JSON
@exits
def evidence(operation_id: str, out: Path, dry_run: bool, as_json: bool) -> ExitCode:
    """Write figures, rows, cells, received files and rules of OPERATION as a sealed zip, for an auditor.

    It holds received files whole, names included: its mode is 600. Verify it with `python3 verify.py`, found inside.
    """
    from flows.evidence import make_evidence

    made = make_evidence(read_settings(), operation_id, out, dry_run=dry_run)
    if as_json:
        echo(made.as_json())
    else:
        echo(f"{made.path}: {made.n_rows} rows, {made.n_cells} cells, {made.n_files} received files")
        echo(f"seal {made.seal}")
    return ExitCode.DONE
