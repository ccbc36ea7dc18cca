"""`epi identity`: who a person key stands for."""

from __future__ import annotations

import json

import click
from rich.box import SIMPLE
from rich.table import Table

from flows.commands.echo import echo, terminal
from flows.commands.options import JSON, exits
from flows.report import ExitCode
from flows.settings import read_settings


@click.command()
@click.argument("keys", nargs=-1, required=True, metavar="PERSON_KEY…")
@JSON
@exits
def identity(keys: tuple[str, ...], as_json: bool) -> ExitCode:
    """Say who stands behind each PERSON_KEY, or its first characters (eight at least).

    It needs the key of the pseudonyms, and every reading is noted in restricted/identity_readings.jsonl. A key of which
    no identity is kept is told, with exit code 2.
    """
    from flows.identity import SHORTEST_KEY, ask_identities

    found = ask_identities(read_settings(), keys)
    full = [row["person_key"] for row in found]
    unknown = [key for key in keys if len(key) < SHORTEST_KEY or not any(one.startswith(key) for one in full)]
    if as_json:
        echo(json.dumps({"people": found}, ensure_ascii=False, indent=2))
    elif found:
        _show(found)
    for key in unknown:
        short = "" if len(key) >= SHORTEST_KEY else f"; give {SHORTEST_KEY} characters of a key at least"
        echo(f"{key}: no identity is kept of it{short}", err=True)
    return ExitCode.WRONG_COMMAND if unknown else ExitCode.DONE


def _show(found: list[dict[str, str]]) -> None:
    table = Table(box=SIMPLE)
    for heading in ("person_key", "last_name", "first_name", "birth_date", "epi_id"):
        table.add_column(heading)
    for row in found:
        table.add_row(*(value or "" for value in row.values()))
    terminal().print(table)
