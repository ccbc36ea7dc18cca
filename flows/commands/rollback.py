"""`epi rollback`: serve an earlier night again."""

from __future__ import annotations

import json

import click

from flows.commands.echo import echo
from flows.commands.options import JSON, exits
from flows.report import ExitCode
from flows.settings import read_settings


@click.command()
@click.argument("run_id", required=False)
@click.option("--dry-run", is_flag=True, help="Say which night would be served.")
@JSON
@exits
def rollback(run_id: str | None, dry_run: bool, as_json: bool) -> ExitCode:
    """Serve the night RUN_ID again, by default the one before the current."""
    from flows.status import roll_back

    served = roll_back(read_settings(), run_id, dry_run=dry_run)
    echo(json.dumps({"run_id": served, "dry_run": dry_run}) if as_json else f"Now served: {served}")
    return ExitCode.DONE
