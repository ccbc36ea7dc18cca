"""Writing so that a power cut leaves the old content or the new, never a part of it."""

import os
from pathlib import Path


def sync(path: Path) -> None:
    """Force a file or folder to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_whole(path: Path, text: str) -> None:
    """Write a text file aside, then put it in place at once."""
    aside = path.with_name(path.name + ".part")
    aside.write_text(text, encoding="utf-8")
    sync(aside)
    aside.replace(path)
    sync(path.parent)
