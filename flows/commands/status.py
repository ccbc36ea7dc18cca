"""`epi status`: what is published, and what stands."""

from __future__ import annotations

import json

import click

from flows.commands.echo import echo, terminal
from flows.commands.options import JSON, exits
from flows.report import ExitCode
from flows.settings import read_settings


@click.command()
@JSON
@exits
def status(as_json: bool) -> ExitCode:
    """Say what is published, since when, and what stands for each EPI."""
    from flows.status import read_status
    from flows.terminal import show_status

    found = read_status(read_settings())
    if as_json:
        echo(json.dumps(found, ensure_ascii=False, indent=2, default=str))
    else:
        show_status(found, terminal())
    return ExitCode.DONE
