"""Writing so that a power cut, a full disk or a kill leaves the old content or the new, never a part of it."""

import errno
import os
import shutil
from pathlib import Path

import polars as pl

_BESIDE_ROWS = 1 << 16  # bytes that a Parquet file may take beside its rows


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
    try:
        aside.write_text(text, encoding="utf-8")
        sync(aside)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    sync(path.parent)


def write_frame(path: Path, frame: pl.DataFrame) -> None:
    """Write a Parquet file and force it to the disk.

    Raises OSError where there is no room, of which Polars speaks as of a fault of the file.
    """
    try:
        frame.write_parquet(path, compression="zstd", compression_level=1)
    except pl.exceptions.ComputeError as error:
        if shutil.disk_usage(path.parent).free > frame.estimated_size() + _BESIDE_ROWS:
            raise
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path)) from error
    sync(path)


def copy(source: Path, target: Path) -> None:
    """Copy a file that is not written any more, with its rights, and force the copy to the disk."""
    try:
        shutil.copyfile(source, target)
        shutil.copymode(source, target)
        sync(target)
    except OSError:
        target.unlink(missing_ok=True)
        raise


def move(source: Path, target: Path) -> None:
    """Put a file in place at once, be it on another disk."""
    try:
        source.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        aside = target.with_name(f".{target.name}.part")
        copy(source, aside)
        aside.replace(target)
        source.unlink()
    sync(target.parent)
