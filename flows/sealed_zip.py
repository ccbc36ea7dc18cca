"""A zip that is the same to the byte for the same parts, put in place whole or not at all; parts may exceed memory."""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, BinaryIO

from warehouse.durable import move, sync

_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Part:
    """One file of a zip: its SHA-256 and its size in bytes, and how to read it from its start."""

    sha256: str
    size: int
    reader: Callable[[], IO[bytes]]


def held(content: bytes) -> Part:
    """A part that is in memory."""
    return Part(hashlib.sha256(content).hexdigest(), len(content), lambda: BytesIO(content))


def stored(path: Path) -> Part:
    """A part that is a file of its own."""
    with path.open("rb") as file:
        return Part(hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size, lambda: path.open("rb"))


def spooled(pieces: Iterable[str], spool: BinaryIO) -> Part:
    """A part written now, piece by piece, to a temporary file that stays open until the zip is made."""
    hashed = hashlib.sha256()
    for piece in pieces:
        encoded = piece.encode()
        hashed.update(encoded)
        spool.write(encoded)

    def reader() -> IO[bytes]:
        spool.seek(0)
        return spool

    return Part(hashed.hexdigest(), spool.tell(), reader)


def write_zip(out: Path, parts: Mapping[str, Part]) -> None:
    """Write the zip, mode 600: entries sorted, all of one fixed day."""
    aside = out.absolute().with_name(f".{out.name}.part")
    try:
        with (
            os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as pack,
        ):
            for name in sorted(parts):
                entry = zipfile.ZipInfo(name, _DAY)
                entry.external_attr, entry.create_system = 0o600 << 16, 3
                entry.compress_type, entry.file_size = zipfile.ZIP_DEFLATED, parts[name].size
                with parts[name].reader() as source, pack.open(entry, "w") as target:
                    shutil.copyfileobj(source, target, 1 << 20)
        sync(aside)
        move(aside, out.absolute())
    finally:
        aside.unlink(missing_ok=True)
