"""`epi publish --as-of`: the warehouse as it was believed at the end of a day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from flows.configuration import PARIS
from flows.settings import NO_QUESTION_MARK, ConfigurationError, Settings
from warehouse.as_of import night_at, write_night
from warehouse.manifest import Manifest
from warehouse.publish import NAME
from warehouse.store import Store


def night_of_day(settings: Settings, day: dt.date) -> Manifest:
    """The last night published by the end of that day in Paris; ConfigurationError when there was none."""
    ends = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), PARIS).astimezone(dt.UTC)
    try:
        return night_at(Store(settings.home / "store"), ends.replace(tzinfo=None))
    except LookupError as error:
        raise ConfigurationError(str(error)) from None


def publish_day(settings: Settings, day: dt.date, out: Path, *, dry_run: bool) -> str:
    """Write to ``out`` what was believed at the end of that day; the night it is. The published file is left alone."""
    manifest = night_of_day(settings, day)
    if out.absolute() == settings.home / NAME or (settings.home / "snapshots") in out.absolute().parents:
        raise ConfigurationError(f"{out}: the published file and the nights kept are not written over")
    if "?" in str(out.absolute()):
        raise ConfigurationError(f"{out}: {NO_QUESTION_MARK}")
    if not out.absolute().parent.is_dir():
        raise ConfigurationError(f"{out.absolute().parent}: no such folder")
    if not dry_run:
        write_night(Store(settings.home / "store"), manifest, out, settings.build_memory_mb)
    return manifest.run_id
