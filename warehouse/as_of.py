"""What was believed on an earlier day, built again from the manifests and packs of its night."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

from warehouse.build import rebuild
from warehouse.durable import move, sync
from warehouse.manifest import Manifest
from warehouse.store import Store


def night_at(store: Store, instant: dt.datetime) -> Manifest:
    """The night that was the last published before the instant (UTC, naive).

    Raises LookupError when there is none, or when a part of the store that it needs is gone.
    """
    nights = [one.run_id for one in store.journal.entries() if _started(one.facts["started_at"]) < instant]
    manifest = store.journal.manifest(nights[-1]) if nights else None
    if manifest is None:
        first = next(iter(store.journal.nights()), "none")
        raise LookupError(f"no night had been published by {instant:%Y-%m-%d %H:%M} UTC; the first is {first}")
    lost = store.lost([manifest.epis_pack, *(one.pack for one in manifest.in_force)], manifest.network_pack)
    if lost:
        raise LookupError(f"night {manifest.run_id} cannot be built again: the store lost what {', '.join(lost)} held")
    return manifest


def write_night(store: Store, manifest: Manifest, out: Path, memory_mb: int) -> None:
    """Write the warehouse of an earlier night to ``out``, whole or not at all.

    Its tables are those of the night's own file; its views are today's definitions over them.
    """
    work = out.absolute().parent / f".{out.name}.part"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    try:
        made = work / "warehouse.duckdb"
        rebuild(store, manifest, made, memory_mb)
        sync(made)
        move(made, out)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _started(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)
