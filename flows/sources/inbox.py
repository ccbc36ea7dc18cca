"""Drop boxes: what `epi receive` was given, until the next night takes it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from flows.received import Kept
from flows.sources.errors import SourceError
from flows.sources.fetched import Brought, Fetched, Ground
from flows.sources.kinds import InboxSource
from warehouse.durable import write_whole


class Drop(BaseModel):
    """A file that was dropped: its name, its sha256 in hexadecimal, and when (UTC)."""

    model_config = ConfigDict(frozen=True)

    filename: str
    sha256: str
    received_at: dt.datetime


_DROPS = TypeAdapter(tuple[Drop, ...])


def bring_inbox(epi_id: str, source: InboxSource, ground: Ground) -> list[Brought]:
    """The file dropped last, or the last of each name. Raises SourceError when there is none."""
    drops = {drop.filename: drop for drop in read_drops(_path(ground.home, epi_id, source.name))}
    if not drops:
        raise SourceError("missing", "nothing was dropped yet")
    if not source.gives_many:
        newest = list(drops.values())[-1]
        return [Brought("", _fetched(newest, ground))]
    return [Brought(name, _outcome(drop, ground)) for name, drop in sorted(drops.items())]


def drop_file(home: Path, epi_id: str, source: str, filename: str, kept: Kept, at: dt.datetime) -> bool:
    """Let the next night take a kept file; False when it already will. Under the lock of the inboxes."""
    path = _path(home, epi_id, source)
    drops = read_drops(path)
    if any((one.filename, one.sha256) == (filename, kept.sha256) for one in drops[-1:]):
        return False
    others = tuple(one for one in drops if one.filename != filename)
    now = (*others, Drop(filename=filename, sha256=kept.sha256, received_at=at))
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_whole(path, _DROPS.dump_json(now, indent=1).decode())
    return True


def move_inbox(home: Path) -> None:
    """Bring the lists of drops from where an earlier version kept them to where they are kept now."""
    before, now = home / "inbox", home / "received" / "inbox"
    if before.is_dir() and not now.exists():
        now.parent.mkdir(exist_ok=True, mode=0o700)
        before.rename(now)


def read_drops(path: Path) -> tuple[Drop, ...]:
    """What was dropped, the last of each name, oldest first; SourceError when the list is damaged."""
    try:
        return _DROPS.validate_json(path.read_bytes())
    except FileNotFoundError:
        return ()
    except ValidationError:
        raise SourceError("unreadable", f"the list of what was dropped is damaged: {path.name}") from None


def _path(home: Path, epi_id: str, source: str) -> Path:
    return home / "received" / "inbox" / epi_id / f"{source}.json"


def _outcome(drop: Drop, ground: Ground) -> Fetched | SourceError:
    try:
        return _fetched(drop, ground)
    except SourceError as error:
        return error


def _fetched(drop: Drop, ground: Ground) -> Fetched:
    kept = ground.received.known(drop.sha256)
    if kept is None:
        raise SourceError("missing", "the file dropped is no longer kept")
    return Fetched(drop.filename, kept, received_at=drop.received_at)
