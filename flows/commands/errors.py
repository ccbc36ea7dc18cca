"""`epi errors`: the catalogue of messages."""

from __future__ import annotations

import dataclasses
import json

import click

from flows.commands.echo import echo
from flows.commands.options import JSON, exits
from flows.report import ExitCode


@click.command()
@JSON
@exits
def errors(as_json: bool) -> ExitCode:
    """Print every message that staff may read, in French, as Markdown: what, why, what to type."""
    from flows.letters import errors_page
    from schemas.rules import RULES

    rules = [dataclasses.asdict(rule) for rule in RULES.values()]
    echo(json.dumps(rules, ensure_ascii=False, indent=2) if as_json else errors_page(), nl=as_json)
    return ExitCode.DONE
