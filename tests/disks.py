"""Small disks to fill, to lose and to link across: real ones, in memory."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[Path]:
    """A disk of that size mounted at ``place`` for the length of the block; only root can mount."""
    place.mkdir(parents=True, exist_ok=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"a disk cannot be mounted here: {mounted.stderr.strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def read_only(place: Path, *, on: bool) -> None:
    """Take away the right to write to a mounted disk, or give it back."""
    subprocess.run(["mount", "-o", f"remount,{'ro' if on else 'rw'}", str(place)], check=True)
