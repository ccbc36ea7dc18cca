"""Files in a folder: a mounted share, or the samples."""

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from flows.received import ArchiveError, Received
from flows.sources.choice import Entry, bring_each, choose
from flows.sources.errors import SourceError, too_large
from flows.sources.fetched import Brought, Fetched, Ground, Limits
from flows.sources.filename import plain_name
from flows.sources.kinds import FolderSource


def bring_folder(source: FolderSource, ground: Ground, known: Mapping[str, Fetched]) -> list[Brought]:
    """The file at the path, or the files chosen of the folder there. Raises SourceError."""
    path = ground.base / source.path
    if source.files is None:
        return [Brought("", fetch(path, ground.received, ground.limits))]
    with _told():
        chosen = choose(_entries(path), source.files, many=source.gives_many)

    def fetch_entry(entry: Entry, _: Fetched | None) -> Fetched:
        return replace(fetch(Path(entry.place), ground.received, ground.limits), filename=entry.name)

    return bring_each(chosen, fetch_entry, known, many=source.gives_many)


def fetch(path: Path, received: Received, limits: Limits) -> Fetched:
    """Keep the file at `path`; raises SourceError."""
    with _told():
        return _fetch(path, received, limits)


@contextmanager
def _told() -> Iterator[None]:
    """Tell what the system says of a file or folder as a SourceError."""
    try:
        yield
    except ArchiveError:
        raise
    except FileNotFoundError:
        raise SourceError("missing", "no such file") from None
    except (PermissionError, IsADirectoryError, NotADirectoryError) as error:
        raise SourceError("unreadable", error.strerror or type(error).__name__) from None
    except OSError as error:
        raise SourceError("unreachable", error.strerror or type(error).__name__) from None


def _entries(folder: Path) -> Iterator[Entry]:
    """The files of the folder itself; a link is not followed, for it may lead out of the share."""
    with os.scandir(folder) as found:
        for one in found:
            if one.is_file(follow_symlinks=False):
                yield Entry(plain_name(one.name) or "fichier", one.path, one.stat(follow_symlinks=False).st_mtime)


def _fetch(path: Path, received: Received, limits: Limits) -> Fetched:
    for _ in range(limits.attempts):
        before = path.stat()
        if not stat.S_ISREG(before.st_mode):
            raise SourceError("unreadable", "not a file")
        if before.st_size > limits.max_bytes:
            raise too_large(limits.max_bytes)
        kept = received.keep_file(path)
        after = path.stat()
        if (after.st_mtime_ns, after.st_size, after.st_ino) == (before.st_mtime_ns, kept.size, before.st_ino):
            return Fetched(path.name, kept)
    raise SourceError("unreachable", "the file changes while it is read")
