"""The nights kept, built again from the store: after something left it that must not stay in them either."""

from __future__ import annotations

import shutil
from pathlib import Path

from warehouse.as_of import write_night
from warehouse.durable import move
from warehouse.publish import current, rollback, versions
from warehouse.store import Store


def build_kept_again(home: Path, memory_mb: int) -> list[str]:
    """Write every night kept anew, with the same tables, and serve the same one; under the lock.

    A night that the store can no longer build goes; the names of those that went. Readers go on with what they opened.
    """
    store, served, gone = Store(home / "store"), current(home), list[str]()
    (home / "build").mkdir(exist_ok=True)
    for night in versions(home):
        made, snapshot = home / "build" / f"{night}.duckdb", home / "snapshots" / f"{night}.duckdb"
        manifest = store.journal.manifest(night)
        if manifest is None or not all(store.has(one.pack) for one in manifest.in_force):
            snapshot.unlink()
            gone.append(night)
            continue
        write_night(store, manifest, made, memory_mb)
        made.chmod(0o444)
        move(made, snapshot)
    shutil.rmtree(home / "build")
    if served in versions(home):
        rollback(home, served)
    return gone
