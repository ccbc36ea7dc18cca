"""What is published now, and going back to an earlier night."""

from __future__ import annotations

from typing import Any

from flows.lock import locked
from flows.settings import ConfigurationError, Settings
from warehouse.publish import NAME, current, rollback, rollback_target, versions
from warehouse.query import answers, deliveries, last_run


def read_status(settings: Settings) -> dict[str, Any]:
    """The night served, its deliveries, answers and the nights kept; ConfigurationError when nothing is published."""
    path = settings.home / NAME
    if not path.exists():
        raise ConfigurationError(f"{path}: nothing is published yet; run `epi run`")
    return {
        "warehouse": str(path),
        "served": current(settings.home),
        "night": last_run(path),
        "deliveries": deliveries(path),
        "answers": answers(path),
        "kept": versions(settings.home),
    }


def roll_back(settings: Settings, run_id: str | None, *, dry_run: bool) -> str:
    """Serve an earlier night; ConfigurationError when it is not kept."""
    try:
        if dry_run:
            return rollback_target(settings.home, run_id)
        with locked(settings.home / "lock"):
            return rollback(settings.home, run_id)
    except LookupError as error:
        raise ConfigurationError(str(error)) from None
