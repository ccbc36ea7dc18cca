"""Small disks to fill, to lose and to link across: real ones, in memory."""

import fcntl
import os
import shutil
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_SHUTDOWN, _WITHOUT_THE_LOG = 0x8004587D, 2  # EXT4_IOC_SHUTDOWN


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


@contextmanager
def plain_disk(place: Path, megabytes: int) -> Iterator[Path]:
    """A disk of exFAT, which has no hard links and no rights of its own; mounted for its owner alone, by root."""
    place.mkdir(parents=True, exist_ok=True)
    image = place.with_name(f"{place.name}.img")
    with image.open("wb") as file:
        file.truncate(megabytes << 20)
    if shutil.which("mount.exfat-fuse") is None or shutil.which("mkfs.exfat") is None:
        pytest.skip("exFAT is not installed: apt-get install exfat-fuse exfatprogs")
    subprocess.run(["mkfs.exfat", str(image)], capture_output=True, check=True)
    device = subprocess.run(["losetup", "--find", "--show", str(image)], capture_output=True, text=True, check=False)
    if device.returncode:
        pytest.skip(f"a disk cannot be mounted here: {device.stderr.strip()}")
    loop = device.stdout.strip()
    try:
        mounting = ["mount.exfat-fuse", "-o", "umask=077", loop, str(place)]
        mounted = subprocess.run(mounting, capture_output=True, text=True, check=False)
        if mounted.returncode:
            pytest.skip(f"a disk cannot be mounted here: {mounted.stderr.strip()}")
        try:
            yield place
        finally:
            subprocess.run(["umount", str(place)], check=True)
    finally:
        subprocess.run(["losetup", "--detach", loop], check=True)


def journalled_image(path: Path, megabytes: int) -> Path:
    """An empty ext4 in a file, to be mounted with ``mounted``."""
    with path.open("wb") as file:
        file.truncate(megabytes << 20)
    subprocess.run(["mkfs.ext4", "-q", "-F", str(path)], check=True)
    return path


@contextmanager
def mounted(image: Path, place: Path) -> Iterator[Path]:
    """The disk of the image at ``place``, its journal played back first; only root can mount."""
    place.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(["mount", "-o", "loop", str(image), str(place)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"a disk cannot be mounted here: {done.stderr.strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def cut_power(place: Path) -> None:
    """Stop the mounted ext4 at once, as a power cut does: what was not forced to the disk is lost."""
    folder = os.open(place, os.O_RDONLY)
    try:
        fcntl.ioctl(folder, _SHUTDOWN, struct.pack("I", _WITHOUT_THE_LOG))
    finally:
        os.close(folder)


def read_only(place: Path, *, on: bool) -> None:
    """Take away the right to write to a mounted disk, or give it back."""
    subprocess.run(["mount", "-o", f"remount,{'ro' if on else 'rw'}", str(place)], check=True)
