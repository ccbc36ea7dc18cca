"""One at a time: a lock on a file, which the system frees when its holder ends, however it ends."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

_TRY_AGAIN_SECONDS = 1


class LockHeldError(Exception):
    """Another process holds the lock; `holder` is its process id, where it said so."""

    def __init__(self, path: Path, holder: str) -> None:
        super().__init__(f"{path} is held by process {holder or 'unknown'}")
        self.holder = holder


@contextmanager
def locked(path: Path, wait_seconds: float = 0, on_wait: Callable[[str], None] | None = None) -> Iterator[None]:
    """Hold the lock on `path` for as long as the block runs; raises LockHeldError when another holds it for so long.

    ``on_wait`` is called once, with the process id of the other, when there is something to wait for.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as file:
        deadline = time.monotonic() + wait_seconds
        while not _taken(file):
            if time.monotonic() >= deadline:
                raise LockHeldError(path, holder(path))
            if on_wait:
                on_wait(holder(path))
                on_wait = None
            time.sleep(_TRY_AGAIN_SECONDS)
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def holder(path: Path) -> str:
    """The process id of whoever holds the lock, or held it last; "" where none was told."""
    return path.read_text()[:20].strip() if path.exists() else ""


def _taken(file: TextIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
