"""The published file: built aside, swapped in at once under one name, and the nights kept for going back."""

from __future__ import annotations

import datetime as dt
import errno
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from schemas.wording import HELD_UNFINISHED, held_back
from warehouse.bands import Band, out_of_bands, read_courses
from warehouse.blank import start_blank
from warehouse.build import PublicationHeld, build
from warehouse.durable import copy, move, sync, write_whole
from warehouse.manifest import Manifest
from warehouse.morning import Morning
from warehouse.query import told_night
from warehouse.store import Store

NAME = "warehouse.duckdb"
KEPT_NIGHTS = 7
_RUN_ID = "%Y%m%dT%H%M%S%fZ"
MEMORY_MB = 1000
ROOM = 2.5  # times the largest night kept


@dataclass(frozen=True)
class Terms:
    """On what terms a night is published: the bands of each table, whether what leaves them is accepted, the memory.

    ``severities`` are those set for rules whose source has not been read, by code; ``decided`` the alerts settled.
    """

    bands: Mapping[str, Band] = field(default_factory=dict)
    is_accepted: bool = False
    memory_mb: int = MEMORY_MB
    severities: Mapping[str, str] = field(default_factory=dict)
    decided: frozenset[str] = frozenset()


def publish(home: Path, manifest: Manifest, terms: Terms) -> Morning:
    """Build, check and swap in the night of the manifest, under the lock; what it tells.

    Raises PublicationHeld when a check fails or a table leaves its band, OSError when the disk has no room; the file
    published before stays.
    """
    store, candidate = Store(home / "store"), home / "build" / f"{manifest.run_id}.duckdb"
    _clear_unfinished(home, store)
    _check_room(home)
    candidate.parent.mkdir(parents=True)
    try:
        start_blank(home / "blank", candidate)
        manifest, morning = build(
            store, manifest, candidate, terms.memory_mb, lambda counted: _gate(store, counted, terms), terms.severities,
            terms.decided,
        )  # fmt: skip
        _open_once(candidate, manifest.run_id)
        store.journal.write(manifest)
        snapshot = _keep(home, candidate, manifest.run_id)
        _swap_in(home, snapshot)
    finally:
        shutil.rmtree(candidate.parent, ignore_errors=True)
    _prune(home)
    return morning


def _gate(store: Store, manifest: Manifest, terms: Terms) -> str:
    """What leaves its band: a reason to hold the night back, or, accepted, what the ledger says was let through."""
    courses = read_courses(store.journal, {one.epi_id for one in manifest.received})
    sentences = out_of_bands(manifest, courses, terms.bands)
    if sentences and not terms.is_accepted:
        raise PublicationHeld(held_back(sentences))
    return " ; ".join(filter(None, [manifest.let_through, *sentences]))


def _clear_unfinished(home: Path, store: Store) -> None:
    """Remove what a killed run left: its candidate, and a night that it wrote down and never published."""
    shutil.rmtree(home / "build", ignore_errors=True)
    for part in (home / f".{NAME}.next", *(home / "snapshots").glob(".*.part")):
        part.unlink(missing_ok=True)
    store.journal.forget_after(max([*versions(home), last_served(home) or ""]))


def _check_room(home: Path) -> None:
    """Refuse to begin what would fill the disk: a night needs room for itself and for what the build spills."""
    sizes = [path.stat().st_size for path in (home / "snapshots").glob("*.duckdb")]
    needed, free = ROOM * max(sizes, default=0), shutil.disk_usage(home).free
    if free < needed:
        told = f"{free / 1e6:.1f} MB free where about {needed / 1e6:.1f} MB are needed to publish"
        raise OSError(errno.ENOSPC, told, str(home))


def versions(home: Path) -> list[str]:
    """The nights that can be served again, oldest first."""
    return sorted(path.stem for path in (home / "snapshots").glob("*.duckdb"))


def current(home: Path) -> str | None:
    """The night being served: the one whose snapshot is the published file, else what the file or CURRENT says."""
    published = home / NAME
    if not published.exists():
        return None
    same = (path.stem for path in (home / "snapshots").glob("*.duckdb") if path.samefile(published))
    return next(same, None) or told_night(published) or last_served(home)


def is_readable(home: Path) -> bool:
    """Whether the published file is there and opens."""
    return (home / NAME).exists() and told_night(home / NAME) is not None


def last_served(home: Path) -> str | None:
    """The night served last, even if the published file has been deleted since."""
    path = home / "CURRENT"
    return path.read_text(encoding="utf-8", errors="replace").strip() if path.exists() else None


def rollback_target(home: Path, run_id: str | None) -> str:
    """The night to serve: the one asked for, or the one before the current; LookupError when there is none."""
    kept, served = versions(home), current(home)
    if run_id is None:
        before = [night for night in kept if served is None or night < served]
        if not before:
            raise LookupError("no earlier night is kept")
        return before[-1]
    if run_id not in kept:
        raise LookupError(f"no such night is kept: {run_id}; kept: {', '.join(kept) or 'none'}")
    return run_id


def rollback(home: Path, run_id: str | None = None) -> str:
    """Serve an earlier night again, under the lock; the night served. LookupError when it is not kept."""
    target = rollback_target(home, run_id)
    _swap_in(home, home / "snapshots" / f"{target}.duckdb")
    return target


def _open_once(candidate: Path, run_id: str) -> None:
    """Open the candidate as an analyst would, and read the night that it holds."""
    if candidate.with_name(candidate.name + ".wal").exists() or told_night(candidate) != run_id:
        raise PublicationHeld(HELD_UNFINISHED, "the candidate was not closed whole")


def _keep(home: Path, candidate: Path, run_id: str) -> Path:
    snapshots = home / "snapshots"
    snapshots.mkdir(exist_ok=True)
    candidate.chmod(0o444)
    sync(candidate)
    snapshot = snapshots / f"{run_id}.duckdb"
    move(candidate, snapshot)
    return snapshot


def _swap_in(home: Path, snapshot: Path) -> None:
    """Put the snapshot in place under the fixed name: a hard link where there are some, else a copy."""
    aside, published = home / f".{NAME}.next", home / NAME
    aside.unlink(missing_ok=True)
    try:
        os.link(snapshot, aside)
    except OSError:
        copy(snapshot, aside)
    clear_foreign_wal(home)
    aside.replace(published)
    write_whole(home / "CURRENT", snapshot.stem + "\n")
    sync(home)


def clear_foreign_wal(home: Path) -> bool:
    """Move away what someone wrote beside the published file, which none could open with it; whether it was there."""
    foreign = home / f"{NAME}.wal"
    if foreign.exists():
        foreign.replace(home / f"{NAME}.wal.foreign")
        return True
    return False


def _prune(home: Path) -> None:
    """Keep the last nights and the last of each month, beside the one served."""
    nights, served = versions(home), current(home)
    month_ends = {night[:6]: night for night in nights}
    kept = {*nights[-KEPT_NIGHTS:], *month_ends.values(), served}
    for night in nights:
        if night not in kept:
            (home / "snapshots" / f"{night}.duckdb").unlink(missing_ok=True)


def run_id_of(started_at: dt.datetime) -> str:
    """The name of a night: its start in UTC, to the microsecond, so that names sort by time."""
    return started_at.astimezone(dt.UTC).strftime(_RUN_ID)


def start_after(home: Path, clock: dt.datetime) -> dt.datetime:
    """When the night starts: now, or just after the last night where the clock has been set back since."""
    names = [*versions(home), *Store(home / "store").nights()]
    last = dt.datetime.strptime(max(names), _RUN_ID).replace(tzinfo=dt.UTC) if names else clock
    return clock if clock > last or not names else last + dt.timedelta(microseconds=1)
