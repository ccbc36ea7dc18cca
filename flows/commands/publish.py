"""`epi publish`: write the warehouse of an earlier day to a file."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import click

from flows.commands.echo import echo
from flows.commands.options import JSON, Day, exits
from flows.report import ExitCode
from flows.settings import read_settings


@click.command()
@click.option("--as-of", "day", type=Day(), required=True, help="The day at whose end the tables were believed.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="File to write.")
@click.option("--dry-run", is_flag=True, help="Say which night it would be.")
@JSON
@exits
def publish(day: dt.date, out: Path, dry_run: bool, as_json: bool) -> ExitCode:
    """Write the tables as they were believed at the end of a day to a file of their own."""
    from flows.as_of import publish_day

    run_id = publish_day(read_settings(), day, out, dry_run=dry_run)
    told = {"run_id": run_id, "as_of": day.isoformat(), "out": str(out), "dry_run": dry_run}
    echo(json.dumps(told) if as_json else f"Night {run_id}: {out}")
    return ExitCode.DONE
