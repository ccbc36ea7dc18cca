"""The deliveries to judge again beside those that came: what stands, and what came after it and was refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from flows.last_pulls import read_last_pulls
from flows.pull import Pulled, PullFailure
from flows.received import Received
from flows.settings import Settings
from warehouse.manifest import Manifest


@dataclass(frozen=True)
class Kept:
    """Deliveries received before, the last of each source first, as if pulled anew; ``packs`` judged them last."""

    files: tuple[Pulled, ...]
    packs: dict[tuple[str, str, str], str]


def kept_deliveries(
    settings: Settings, judged: pl.DataFrame, previous: Manifest | None,
    pulled: Sequence[Pulled | PullFailure],
) -> Kept:  # fmt: skip
    """Of each source pulled, the earlier deliveries that stand, or that came later and may stand by tonight's rules.

    ``judged`` is every delivery ever judged (``Store.judged``). The file itself is found under its SHA-256, so that
    it is judged again though the source is silent, says that nothing changed, or has lost it.
    """
    key = ["epi_id", "source_name", "delivery_id"]
    last = judged.unique(key, keep="last", maintain_order=True)
    by_source = {source: rows.to_dicts() for source, rows in last.group_by("epi_id", "source_name")}
    standing: dict[tuple[str, str], set[str]] = {}
    for stood in previous.in_force if previous else ():
        standing.setdefault((stood.epi_id, stood.source_name), set()).add(stood.delivery_id)
    last_pulls = read_last_pulls(settings.home / "last_pulls.json")
    received, files = Received(settings.home / "received"), list[Pulled]()
    packs: dict[tuple[str, str, str], str] = {}
    for one in pulled:
        source = (one.epi_id, one.source)
        came = one.sha256 if isinstance(one, Pulled) else ""
        recent = last_pulls.get("/".join(source))
        rows = _since(by_source.get(source, []), standing.get(source, set()), recent.sha256 if recent else "")
        for row in rows:
            if row["delivery_id"] != came:
                files.append(_again(one, row, received))
                packs[*source, row["delivery_id"]] = row["pack"]
    return Kept(tuple(files), packs)


def _since(rows: list[dict[str, Any]], standing: set[str], last: str) -> list[dict[str, Any]]:
    """The deliveries of one source from the earliest that stands; the last pulled first, then the last received."""
    stands = [row["received_at"] for row in rows if row["delivery_id"] in standing]
    kept = [row for row in rows if not stands or row["received_at"] >= min(stands) or row["delivery_id"] == last]
    return sorted(kept, key=lambda row: (row["delivery_id"] == last, row["received_at"], row["pack"]), reverse=True)


def _again(one: Pulled | PullFailure, row: dict[str, Any], received: Received) -> Pulled:
    path = received.path(row["delivery_id"])
    return Pulled(
        epi_id=one.epi_id, source=one.source, tables=one.tables, filename=row["filename"], sha256=row["delivery_id"],
        size=path.stat().st_size if path.is_file() else 0, path=path, received_at=row["received_at"],
        origin=row["origin"], is_unchanged=True, place="",
    )  # fmt: skip
