"""The command `epi`: thin, one function a command; results on stdout, messages on stderr."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from flows.lock import LockHeldError
from flows.report import ExitCode
from flows.run import RunFailedError
from flows.settings import ConfigurationError, read_settings

JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of tables.")


class Day(click.ParamType[dt.date]):
    """A day as ISO 8601 writes it."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """The day, or a usage error."""
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day such as 2015-07-31", param, ctx)


def _exits(command: Callable[..., ExitCode | None]) -> Callable[..., None]:
    """Turn what a command returns or raises into an exit code."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            code = command(*args, **kwargs)
        except ConfigurationError as error:
            click.echo(str(error), err=True)
            code = ExitCode.WRONG_COMMAND
        except LockHeldError as error:
            click.echo(str(error), err=True)
            code = ExitCode.OUR_FAULT
        except RunFailedError as error:
            click.echo(f"the night failed, and nothing was published: {error}", err=True)
            code = ExitCode.OUR_FAULT
        sys.exit(int(code or ExitCode.DONE))

    return run


@click.group()
@click.version_option(package_name="epi-fse")
def main() -> None:
    """The EPI–FSE warehouse: pull, judge, load and answer. EPI_CONFIG and EPI_HOME say where."""


@main.command()
@click.option("--epi", "epis", multiple=True, metavar="ID", help="Only this EPI; may be repeated.")
@click.option("--as-of", type=Day(), help="The day that statuses and answers tell of.")
@click.option("--force", is_flag=True, help="Judge again and publish though nothing changed.")
@click.option("--dry-run", is_flag=True, help="Pull and judge, publish nothing.")
@JSON
@_exits
def run(epis: tuple[str, ...], as_of: dt.date | None, force: bool, dry_run: bool, as_json: bool) -> ExitCode:
    """Run one night, now."""
    from flows.run import run_once
    from flows.terminal import show_night

    report = run_once(epis, as_of=as_of, force=force, dry_run=dry_run)
    if as_json:
        click.echo(report.as_json())
    else:
        show_night(report, Console())
    return report.exit_code


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--epi", "epi_id", metavar="ID", help="Judge it as a file of this EPI, with its headings.")
@JSON
@_exits
def check(file: Path, epi_id: str | None, as_json: bool) -> ExitCode:
    """Judge FILE as the night would, and say in French what to correct."""
    from flows.check import check_file

    checked = check_file(file, epi_id, read_settings())
    click.echo(checked.as_json() if as_json else checked.letter)
    return checked.exit_code


@main.command()
@JSON
@_exits
def status(as_json: bool) -> ExitCode:
    """Say what is published, since when, and what stands for each EPI."""
    from flows.status import read_status
    from flows.terminal import show_status

    found = read_status(read_settings())
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2, default=str))
    else:
        show_status(found, Console())
    return ExitCode.DONE


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), default=4200, show_default=True, help="Port of the UI.")
@_exits
def serve(port: int) -> ExitCode:
    """Serve the Prefect UI and run every night at 04:00, Europe/Paris, until stopped."""
    from flows.serve import serve_forever

    return ExitCode(serve_forever(read_settings(), port))


@main.command()
@click.argument("run_id", required=False)
@click.option("--dry-run", is_flag=True, help="Say which night would be served.")
@JSON
@_exits
def rollback(run_id: str | None, dry_run: bool, as_json: bool) -> ExitCode:
    """Serve the night RUN_ID again, by default the one before the current."""
    from flows.status import roll_back

    served = roll_back(read_settings(), run_id, dry_run=dry_run)
    click.echo(json.dumps({"run_id": served, "dry_run": dry_run}) if as_json else f"Now served: {served}")
    return ExitCode.DONE


@main.command()
@JSON
@_exits
def dictionary(as_json: bool) -> ExitCode:
    """Print the data dictionary, in Markdown."""
    from warehouse.documents import dictionary as render

    text = render()
    click.echo(json.dumps({"markdown": text}, ensure_ascii=False) if as_json else text)
    return ExitCode.DONE
