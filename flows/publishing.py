"""The step of a night that publishes what stands."""

from __future__ import annotations

from dataclasses import dataclass

from flows.decisions import settled
from flows.night import Night
from warehouse.build import PublicationHeld
from warehouse.manifest import Manifest
from warehouse.morning import Morning, read_morning
from warehouse.publish import NAME, Terms, is_readable, publish
from warehouse.query import EarlierVersionError


@dataclass(frozen=True)
class Outcome:
    """What came of a publication, why it was held back, and what the file published tells; None where there is none.

    ``detail`` is for the engineer.
    """

    name: str
    why: str = ""
    morning: Morning | None = None
    detail: str = ""


def publish_night(night: Night, manifest: Manifest) -> Outcome:
    """Publish unless nothing changed."""
    if night.options.dry_run:
        return Outcome("dry_run", "", _served_morning(night))
    is_same = manifest.same_content(night.previous) and not night.options.force
    if is_same and is_readable(night.settings.home) and (morning := _served_morning(night)):
        return Outcome("unchanged", "", morning)
    try:
        return Outcome("published", "", publish(night.settings.home, manifest, _terms(night)))
    except PublicationHeld as held:
        return Outcome("held_back", str(held), _served_morning(night), held.detail)


def _served_morning(night: Night) -> Morning | None:
    """What the file served tells; None where there is none, or where another version published it."""
    path = night.settings.home / NAME
    try:
        return read_morning(path) if path.exists() else None
    except EarlierVersionError:
        return None


def _terms(night: Night) -> Terms:
    severities = night.configuration.rules
    return Terms(
        night.bands, night.options.accept, night.settings.build_memory_mb, severities, settled(night.settings.home)
    )
