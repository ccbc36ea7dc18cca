"""Functions for worker processes to run: harmless ones, and each way to die."""

import ctypes
import os
import signal
import tempfile
import time
from pathlib import Path

import polars as pl


def lengths(batch: list[str]) -> list[int]:
    """The length of each item, unless an item says how to die."""
    for item in batch:
        _obey(item)
    return [len(item) for item in batch]


def pids(batch: list[str]) -> tuple[int, int]:
    return os.getpid(), len(batch)


def frame(batch: list[int]) -> pl.DataFrame:
    return pl.DataFrame({"n": range(batch[0]), "text": ["une ligne"] * batch[0]})


def environment(_: list[str]) -> list[str]:
    return sorted(os.environ)


def _obey(item: str) -> None:  # noqa: C901
    match item:
        case "allocate":
            bytearray(8 << 30)
        case "allocate in polars":
            pl.select(pl.int_range(0, 4 << 30).cast(pl.String))
        case "spin":
            while True:
                pass
        case "sleep":
            time.sleep(600)
        case "abort":
            os.abort()
        case "segfault":
            ctypes.string_at(0)
        case "exit":
            os._exit(0)
        case "panic":

            class PanicException(BaseException): ...

            raise PanicException("index out of bounds, says the parser")
        case "killed by the kernel":
            os.kill(os.getpid(), signal.SIGKILL)
        case "make a temporary file":
            with tempfile.NamedTemporaryFile(delete=False) as file:
                file.write(b"left behind")
        case "recursion":
            _obey(item)
        case "memory, says polars":
            raise OSError("")
        case "bug":
            raise KeyError("Léa M., née le 01/02/1990")
        case "noise":
            os.write(2, b"x" * 200_000)
        case _ if item.startswith("touch "):
            Path(item.removeprefix("touch ")).touch()
