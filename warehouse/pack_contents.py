"""What a pack holds, written beside its files: what was lost or altered since is seen before anything reads it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from warehouse.durable import sync, write_whole

_NAME = "contents.json"


def seal(pack: Path) -> None:
    """Write down the files of a pack that is being made, each with its SHA-256."""
    place = pack / _NAME
    place.write_text(json.dumps({path.name: [digest(path)] for path in _files(pack)}), encoding="utf-8")
    sync(place)


def accept(pack: Path, name: str, content: Path) -> None:
    """Take what is about to stand in the place of one file of the pack for as good as what stands there now."""
    place = pack / _NAME
    if place.is_file():
        told = json.loads(place.read_text(encoding="utf-8"))
        told[name] = [*told[name], digest(content)]
        write_whole(place, json.dumps(told))


def is_sound(pack: Path) -> bool:
    """Whether the pack holds just what was written; one made before that was written down, whether no file is cut."""
    try:
        told = json.loads((pack / _NAME).read_text(encoding="utf-8"))
        held = {path.name: digest(path) for path in _files(pack)}
        return held.keys() == told.keys() and all(held[name] in told[name] for name in held)
    except FileNotFoundError:
        return all(map(_is_whole, _files(pack)))
    except (ValueError, TypeError, AttributeError):
        return False


def _files(pack: Path) -> list[Path]:
    return sorted(pack.glob("*.parquet"))


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_whole(path: Path) -> bool:
    """Whether a Parquet file has its two marks and the length of its footer fits: what is cut short has not."""
    with path.open("rb") as file:
        head = file.read(4)
        file.seek(-8, 2) if path.stat().st_size >= 12 else file.seek(0)
        foot = file.read(8)
    length = int.from_bytes(foot[:4], "little")
    return head == foot[4:] == b"PAR1" and length + 12 <= path.stat().st_size
