"""Received files, kept as received under their sha256 before anything reads them."""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

_CHUNK = 1 << 20


@dataclass(frozen=True)
class Kept:
    """A file in the archive: its sha256 in hexadecimal, its size in bytes, and where it lies."""

    sha256: str
    size: int
    path: Path


class ArchiveError(OSError):
    """The archive cannot be written: our disk is full, read-only or closed to us; never the fault of a source."""


@contextmanager
def _ours() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ArchiveError(error.errno, error.strerror, error.filename) from None


class Received:
    """The archive of received files: `<root>/<aa>/<sha256>`, each written once, synced, and read-only.

    The names of files just kept reach the disk with `sync`, once for all of a night's.
    """

    def __init__(self, root: Path, incoming: str = "incoming") -> None:
        """`incoming` names the folder of what is being received: one for each lock that it is cleared under."""
        self.root = root
        self._incoming = root / incoming
        self._unsynced: set[Path] = set()

    def path(self, sha256: str) -> Path:
        """Where the file of this sha256 lies, or would lie."""
        return self.root.joinpath(sha256[:2], sha256)

    def find(self, sha256: str) -> Kept | None:
        """The kept file of this sha256, or None."""
        path = self.path(sha256)
        with suppress(FileNotFoundError):
            return Kept(sha256, path.stat().st_size, path)
        return None

    def known(self, sha256: str) -> Kept | None:
        """The same, also where only a redacted copy is left: nothing lies at its path then, and nothing is judged."""
        if kept := self.find(sha256):
            return kept
        record = self.redactions(sha256)
        return Kept(sha256, json.loads(record)["size"], self.path(sha256)) if record else None

    def redacted(self, sha256: str) -> Path | None:
        """The copy that stands for a file since somebody was erased from it; None where the file is as received."""
        path = self.path(sha256).with_suffix(".redacted")
        return path if path.is_file() else None

    def keep(self, chunks: Iterable[bytes]) -> Kept:
        """Keep the file made of `chunks`; when they raise, nothing is left of it. `sync` makes its name durable.

        Raises ArchiveError where it cannot be written.
        """
        with _ours():
            handle, name = self._new_file()
        incoming = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                digest = hashlib.sha256()
                for chunk in chunks:
                    digest.update(chunk)
                    with _ours():
                        file.write(chunk)
                with _ours():
                    file.flush()
                    os.fsync(file.fileno())
            with _ours():
                return self._settle(incoming, digest.hexdigest())
        finally:
            incoming.unlink(missing_ok=True)

    def _new_file(self) -> tuple[int, str]:
        try:
            return tempfile.mkstemp(dir=self._incoming)
        except FileNotFoundError:
            self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._incoming.mkdir(exist_ok=True, mode=0o700)
            return tempfile.mkstemp(dir=self._incoming)

    def keep_file(self, path: Path) -> Kept:
        """Keep the file at `path`; one already kept is hashed and not written again."""
        with path.open("rb") as file:
            known = self.known(hashlib.file_digest(file, "sha256").hexdigest())
            if known is not None:
                return known
            file.seek(0)
            return self.keep(iter(lambda: file.read(_CHUNK), b""))

    def redact(self, sha256: str, copy: bytes, record: str) -> None:
        """Put a redacted copy in the place of the file, or of an earlier copy, with the record of what was done.

        The copy and its record reach the disk before the original goes.
        """
        path = self.path(sha256)
        for place, content in ((path.with_suffix(".json"), record.encode()), (path.with_suffix(".redacted"), copy)):
            aside = place.with_name(f".{place.name}.part")
            with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o400), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            aside.replace(place)
        _sync_folder(path.parent)
        path.unlink(missing_ok=True)
        _sync_folder(path.parent)

    def redactions(self, sha256: str) -> str | None:
        """The record of the redactions of a file, as JSON; None where it is as received."""
        path = self.path(sha256).with_suffix(".json")
        return path.read_text(encoding="utf-8") if path.is_file() else None

    def sheets_in_copy(self, sha256: str) -> dict[str, str]:
        """The names in the redacted copy of the sheets that could not keep their own, by their names as received."""
        record = json.loads(self.redactions(sha256) or "{}").get("redactions", [])
        return dict(record[-1].get("sheets", {})) if record else {}

    def files(self) -> list[str]:
        """The SHA-256 of every file kept, as received or redacted, in order."""
        return sorted({path.stem for path in self.root.glob("[0-9a-f][0-9a-f]/*") if len(path.stem) == 64})

    def clear_incoming(self) -> None:
        """Remove what a killed run was still receiving; only under the lock of this incoming folder."""
        for path in self._incoming.glob("*"):
            path.unlink(missing_ok=True)

    def sync(self) -> None:
        """Force the names of the files kept so far to the disk, before anything that tells of them is written."""
        folders = sorted(self._unsynced)
        self._unsynced.clear()
        for folder in (*folders, self.root) if folders else ():
            _sync_folder(folder)

    def _settle(self, incoming: Path, sha256: str) -> Kept:
        """Move a file written and synced to its place, so that a power cut leaves it whole or absent."""
        known = self.known(sha256)  # what was erased does not come back with the same file
        if known is not None:
            return known
        path = self.path(sha256)
        if path.parent not in self._unsynced:
            path.parent.mkdir(exist_ok=True, mode=0o700)
        incoming.chmod(0o400)
        incoming.replace(path)
        self._unsynced.add(path.parent)
        return Kept(sha256, path.stat().st_size, path)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
