"""`epi decide`: the alerts between two rows, and what a person decides of them."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from flows.commands.echo import echo
from flows.commands.options import JSON, exits
from flows.report import ExitCode
from flows.settings import ConfigurationError, read_settings
from schemas.wording import DECISIONS


@click.command()
@click.argument("alert", required=False)
@click.argument("decision", required=False, metavar=f"[{'|'.join(DECISIONS)}]")
@click.option("--note", default="", help="Why, in a few words; no names.")
@click.option("--dry-run", is_flag=True, help="Say what would be recorded.")
@JSON
@exits
def decide(alert: str | None, decision: str | None, note: str, dry_run: bool, as_json: bool) -> ExitCode:
    """Record what ALERT is, or list the alerts of the published night.

    confirmé: a duplicate, the alert stays. homonyme, justifié: none; from the next night its rows are no longer set
    aside and it does not come back, until a value of one of the rows changes. The last decision stands.
    """
    from flows.decisions import decide as record
    from flows.decisions import open_alerts

    if alert is None:
        told = open_alerts(read_settings())
        if as_json:
            echo(json.dumps({"alerts": [asdict(one) for one in told]}, ensure_ascii=False, indent=2, default=str))
        for one in () if as_json else told:
            echo(f"{one.alert_id} {one.code} {one.decision}".rstrip())
            for row in one.rows:
                place = row["cell"] or f"ligne {row['row_number']}"
                echo(f"  {row['epi_id']} « {row['filename']} » {row['sheet']}!{place} : {row['message']}")
        return ExitCode.DONE
    if decision is None:
        raise ConfigurationError(f"say what {alert} is: {', '.join(DECISIONS)}")
    made = record(read_settings(), alert, decision, note, dry_run=dry_run)
    echo(json.dumps(asdict(made), ensure_ascii=False, indent=2) if as_json else DECISIONS[decision])
    return ExitCode.DONE
