"""Files in a folder: a mounted share, or the samples."""

import stat
from pathlib import Path

from flows.received import Received
from flows.sources.errors import SourceError, too_large
from flows.sources.fetched import Fetched, Limits


def fetch(path: Path, received: Received, limits: Limits) -> Fetched:
    """Keep the file at `path`; raises SourceError."""
    try:
        return _fetch(path, received, limits)
    except FileNotFoundError:
        raise SourceError("missing", "no such file") from None
    except (PermissionError, IsADirectoryError) as error:
        raise SourceError("unreadable", error.strerror or type(error).__name__) from None
    except OSError as error:
        raise SourceError("unreachable", error.strerror or type(error).__name__) from None


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
