"""What each source gave last, so that an unchanged file costs one request."""

import datetime as dt
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from warehouse.durable import write_whole


class LastPull(BaseModel):
    """The file that a source gave last; `place` tells whether the configuration still points there.

    `told_as` is what the file is told as, where its name in the source names somebody.
    """

    model_config = ConfigDict(frozen=True)

    place: str
    filename: str
    sha256: str
    received_at: dt.datetime
    etag: str | None = None
    last_modified: str | None = None
    told_as: str | None = None


_PULLS = TypeAdapter(dict[str, LastPull])


def read_last_pulls(home: Path) -> dict[str, LastPull]:
    """The last pulls by `epi/source`; none when the file is absent or damaged, and all is pulled again."""
    try:
        return _PULLS.validate_json(_path(home).read_bytes())
    except (FileNotFoundError, ValidationError):
        return {}


def move_last_pulls(home: Path) -> None:
    """Bring the file from where an earlier version kept it to where it is kept now; under the lock of the night."""
    before, now = home / "last_pulls.json", _path(home)
    if before.is_file() and not now.exists():
        now.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        before.rename(now)


def write_last_pulls(home: Path, pulls: dict[str, LastPull]) -> None:
    """Replace the file at once; a power cut leaves the old one."""
    path = _path(home)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_whole(path, _PULLS.dump_json(dict(sorted(pulls.items())), indent=1).decode())


def _path(home: Path) -> Path:
    """Beside the received files, for names of files may name people."""
    return home / "received" / "last_pulls.json"
