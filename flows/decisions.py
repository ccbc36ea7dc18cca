"""What people decided of the alerts: an append-only file, of which the last decision of each alert stands."""

from __future__ import annotations

import datetime as dt
import getpass
import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from flows.settings import ConfigurationError, Settings
from schemas.wording import DECISIONS, ROW, SETTLING, quoted
from warehouse.publish import NAME
from warehouse.query import alerts

JOURNAL = "decisions.jsonl"
"""The name of the file, in the data directory."""


@dataclass(frozen=True)
class Decision:
    """One decision: when (UTC), by whom, of which alert, which of ``DECISIONS``, and why.

    ``code`` and ``places`` are the rule and the cells that the alert was told with; empty in older decisions.
    """

    at: str
    user: str
    alert_id: str
    decision: str
    note: str
    code: str = ""
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class Alert:
    """An alert as published: its rule, the sentence and place of each of its rows, and what was decided of it."""

    alert_id: str
    code: str
    rows: tuple[dict[str, Any], ...]
    decision: str

    @property
    def places(self) -> tuple[str, ...]:
        """Where each of its rows stands: EPI, file, sheet and cell."""
        cells = ((row, row["cell"] or ROW.format(row["row_number"])) for row in self.rows)
        return tuple(f"{row['epi_id']} {quoted(row['filename'])} {row['sheet']}!{cell}" for row, cell in cells)


def read_decisions(home: Path) -> dict[str, Decision]:
    """The decision that stands of each alert; a line that cannot be read is a ConfigurationError."""
    path = home / JOURNAL
    standing: dict[str, Decision] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines() if path.exists() else (), 1):
        try:
            told = json.loads(line)
            one = Decision(**told | {"places": tuple(told.get("places", ()))})
        except (ValueError, TypeError, AttributeError):
            raise ConfigurationError(f"{path}: line {number} is no decision") from None
        standing[one.alert_id] = one
    return standing


def settled(home: Path) -> frozenset[str]:
    """The alerts that were decided to be none."""
    return frozenset(name for name, one in read_decisions(home).items() if one.decision in SETTLING)


def decisions_id(home: Path) -> str:
    """A name for what is settled; empty where nothing is."""
    names = sorted(settled(home))
    return hashlib.sha256("/".join(names).encode()).hexdigest()[:16] if names else ""


def open_alerts(settings: Settings) -> list[Alert]:
    """The alerts of the published night, with what was decided of each since."""
    published = settings.home / NAME
    if not published.exists():
        raise ConfigurationError(f"{published}: nothing is published yet; run epi run first")
    decided = read_decisions(settings.home)
    found: dict[str, list[dict[str, Any]]] = {}
    for row in alerts(published):
        found.setdefault(row.pop("alert_id"), []).append(row)
    return [
        Alert(name, rows[0]["code"], tuple(rows), decided[name].decision if name in decided else "")
        for name, rows in found.items()
    ]


def decide(settings: Settings, alert_id: str, decision: str, note: str, *, dry_run: bool = False) -> Decision:
    """Record a decision; an alert that is neither published nor decided before is a ConfigurationError."""
    if decision not in DECISIONS:
        raise ConfigurationError(f"{decision!r} is not one of {', '.join(DECISIONS)}")
    told = {one.alert_id: one for one in open_alerts(settings)}
    known = told.get(alert_id) or read_decisions(settings.home).get(alert_id)
    if known is None:
        raise ConfigurationError(f"no alert is named {alert_id}; epi decide lists them")
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    made = Decision(now, getpass.getuser(), alert_id, decision, note, known.code, known.places)
    if not dry_run:
        line = (json.dumps(asdict(made), ensure_ascii=False) + "\n").encode()
        descriptor = os.open(settings.home / JOURNAL, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(descriptor, line)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    return made
