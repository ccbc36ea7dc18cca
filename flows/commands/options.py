"""What the commands share: the option --json, days as ISO 8601, and how an outcome becomes an exit code."""

from __future__ import annotations

import datetime as dt
import errno
import sys
import traceback
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from flows.commands.echo import echo
from flows.isolation import WorkerFaultError
from flows.lock import LockHeldError
from flows.report import ExitCode
from flows.run import RunFailedError
from flows.settings import ConfigurationError
from flows.unread_variables import unread_variables

_OF_THE_DISK = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EIO)
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


def exits(command: Callable[..., ExitCode | None]) -> Callable[..., None]:
    """Turn what a command returns or raises into an exit code; first tell the variables that nothing reads."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        for told in unread_variables():
            echo(told, err=True)
        try:
            code = command(*args, **kwargs)
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except Exception as error:
            code = _told(error, kwargs.get("out"))
        sys.exit(int(code or ExitCode.DONE))

    return run


def _told(error: Exception, out: Path | None) -> ExitCode:
    """The exit code of what a command raised, once it is told; a bug of ours with where it happened."""
    match error:
        case ConfigurationError():
            echo(str(error), err=True)
            return ExitCode.WRONG_COMMAND
        case OSError() if out is not None and _is_there(error, out):
            echo(f"--out {out}: {error.strerror}", err=True)
            return ExitCode.WRONG_COMMAND
        case OSError() if error.errno == errno.EPIPE:
            raise error  # who read us has left: click ends quietly
        case OSError() if error.errno in _OF_THE_DISK:
            echo(f"{error.filename}: {error.strerror}" if error.filename else str(error), err=True)
        case LockHeldError():
            echo(str(error), err=True)
        case WorkerFaultError():
            echo(f"a file could not be judged, and that is our fault: {error}", err=True)
        case RunFailedError():
            echo(f"the night failed, and nothing was published: {error}", err=True)
        case _:
            from warehouse.query import EarlierVersionError  # DuckDB costs its import, which most commands need not pay

            if isinstance(error, EarlierVersionError):
                echo(str(error), err=True)
                return ExitCode.WRONG_COMMAND
            traceback.print_exception(error)
    return ExitCode.OUR_FAULT


def _is_there(error: OSError, out: Path) -> bool:
    """Whether the system refused what was to be written to ``out``, or a folder on its way."""
    if not isinstance(error.filename, str):
        return False
    refused, out = Path(error.filename).absolute(), out.absolute()
    return refused.is_relative_to(out.parent) or out.is_relative_to(refused)
