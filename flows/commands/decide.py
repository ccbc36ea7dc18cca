"""`epi decide`: the alerts between two rows, and what a person decides of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from flows.commands.echo import echo
from flows.commands.options import JSON, exits
from flows.report import ExitCode
from flows.settings import ConfigurationError, read_settings
from schemas.wording import DECISIONS

if TYPE_CHECKING:
    from flows.decisions import Alert, Decision


@click.command()
@click.argument("alert", required=False)
@click.argument("decision", required=False, metavar=f"[{'|'.join(DECISIONS)}]")
@click.option("--settled", is_flag=True, help="List what was decided of alerts, those that no longer come included.")
@click.option("--note", default="", help="Why, in a few words; no names.")
@click.option("--dry-run", is_flag=True, help="Say what would be recorded.")
@JSON
@exits
def decide(alert: str | None, decision: str | None, settled: bool, note: str, dry_run: bool, as_json: bool) -> ExitCode:
    """Record what ALERT is, or list the alerts of the published night.

    confirmé: a duplicate, the alert stays. homonyme, justifié: none; from the next night its rows are no longer set
    aside and it does not come back, until a value of one of the rows changes. The last decision stands.
    """
    from flows.decisions import decide as record
    from flows.decisions import open_alerts, read_decisions

    if settled and alert is not None:
        raise ConfigurationError("--settled lists them all; it takes no alert")
    if settled:
        _list_decisions(sorted(read_decisions(read_settings().home).values(), key=lambda one: one.at), as_json)
        return ExitCode.DONE
    if alert is None:
        _list_alerts(open_alerts(read_settings()), as_json)
        return ExitCode.DONE
    if decision is None:
        raise ConfigurationError(f"say what {alert} is: {', '.join(DECISIONS)}")
    made = record(read_settings(), alert, decision, note, dry_run=dry_run)
    echo(json.dumps(asdict(made), ensure_ascii=False, indent=2) if as_json else DECISIONS[decision])
    return ExitCode.DONE


def _list_alerts(alerts: Sequence[Alert], as_json: bool) -> None:
    if as_json:
        echo(json.dumps({"alerts": [asdict(one) for one in alerts]}, ensure_ascii=False, indent=2, default=str))
        return
    if not alerts:
        echo("No alert in the published night.", err=True)
    for one in alerts:
        echo(f"{one.alert_id} {one.code} {one.decision}".rstrip())
        for place, row in zip(one.places, one.rows, strict=True):
            echo(f"  {place} : {row['message']}")


def _list_decisions(decisions: Sequence[Decision], as_json: bool) -> None:
    if as_json:
        echo(json.dumps({"decisions": [asdict(one) for one in decisions]}, ensure_ascii=False, indent=2))
        return
    if not decisions:
        echo("Nothing was decided yet.", err=True)
    for one in decisions:
        echo(f"{one.alert_id} {one.code} {one.decision} {one.at} {one.user} {one.note}".rstrip())
        for place in one.places:
            echo(f"  {place}")
