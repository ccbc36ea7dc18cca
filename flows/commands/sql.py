"""`epi sql`: ask the published file, in SQL."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click

from flows.commands.echo import echo, terminal
from flows.commands.options import exits
from flows.report import ExitCode
from flows.settings import read_settings


@click.command()
@click.argument("query", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object an answer: columns and rows.")
@click.option("--csv", "as_csv", is_flag=True, help="CSV in UTF-8, with commas and decimal points.")
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="Rows shown of a table.")
@exits
def sql(query: str | None, as_json: bool, as_csv: bool, limit: int) -> ExitCode:
    """Run QUERY on the published file; without it, ask for one after the other, each ended by a semicolon;
    .quit ends it. A large answer is told as it is read, in little memory.

    Nothing else can be reached: no file, no network, no extension; the settings are locked.
    """
    from flows.sql import Form, open_session, statements, told
    from warehouse.session import QueryError

    if as_json and as_csv:
        raise click.UsageError("--json and --csv exclude each other")
    form: Form = "json" if as_json else "csv" if as_csv else "table"
    is_typed = query is None and sys.stdin.isatty()
    with open_session(read_settings()) as session:
        for typed in [query] if query is not None else statements(_reader(is_typed)):
            try:
                for answer in session.answers(typed):
                    for piece in told(answer, form, terminal(), limit):
                        echo(piece, nl=False)
            except QueryError as error:
                echo(str(error), err=True)
                if not is_typed:
                    return ExitCode.WRONG_COMMAND
            except KeyboardInterrupt:
                if not is_typed:
                    raise
                echo("interrupted", err=True)
    return ExitCode.DONE


def _reader(is_typed: bool) -> Callable[[str], str]:
    """How a line is read: with a prompt and the keys of readline in a terminal, else from the standard input."""
    if not is_typed:
        return lambda _: _line()
    import readline  # noqa: F401

    return input


def _line() -> str:
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\n")
