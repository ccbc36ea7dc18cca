"""`epi dictionary`: the data dictionary."""

from __future__ import annotations

import json

import click

from flows.commands.echo import echo
from flows.commands.options import JSON, exits
from flows.report import ExitCode


@click.command()
@JSON
@exits
def dictionary(as_json: bool) -> ExitCode:
    """Print the data dictionary, in Markdown."""
    from warehouse.documents import dictionary as render

    text = render()
    echo(json.dumps({"markdown": text}, ensure_ascii=False) if as_json else text, nl=as_json)
    return ExitCode.DONE
