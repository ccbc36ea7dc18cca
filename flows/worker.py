"""A worker process: calls one function on the jobs it is sent, under limits.

Started by `flows.worker_process`. A job is answered by two messages: how it ended (done, fault, memory or
crash) and whether the worker stays, then the pickled value.
"""

import contextlib
import errno
import gc
import importlib
import math
import os
import pickle
import re
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from flows.lifeline import end_with_parent

_COLLECTED_AFTER = (200_000, 20, 20)
_NOTHING = pickle.dumps(None)


def main() -> None:
    """Arguments: file descriptor of the connection, function, processor seconds and bytes a job, modules."""
    handle, function_path, seconds, memory, *preload = sys.argv[1:]
    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.set_blocking(sys.stderr.fileno(), False)
    for module in preload:
        importlib.import_module(module)
    function = resolve(function_path)
    gc.freeze()
    gc.set_threshold(*_COLLECTED_AFTER)  # a job makes many small objects and few cycles, and ends soon
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    with Connection(int(handle)) as connection, contextlib.suppress(EOFError):
        connection.send_bytes(b"ready")
        at_start = _data_bytes()
        is_sound = True
        while is_sound:
            job = connection.recv_bytes()
            _limit(float(seconds), int(memory))
            status, value = _answer(function, job)
            is_sound = status in ("done", "fault") and _data_bytes() - at_start < int(memory) / 2
            connection.send_bytes(f"{status} {'stays' if is_sound else 'leaves'}".encode())
            connection.send_bytes(value)


def resolve(path: str) -> Callable[[Any], Any]:
    """The function at `package.module:name`."""
    module, _, name = path.partition(":")
    function: Callable[[Any], Any] = getattr(importlib.import_module(module), name)
    return function


def _answer(function: Callable[[Any], Any], job: bytes) -> tuple[str, bytes]:
    """How a job ended, and its value, pickled."""
    try:
        return "done", pickle.dumps(function(pickle.loads(job)), protocol=5)  # noqa: S301
    except MemoryError:
        return "memory", _NOTHING
    except RecursionError:
        return "crash", _NOTHING
    except OSError as error:
        if error.errno == errno.ENOMEM or not (error.errno or str(error)):  # Polars empties a MemoryError to this
            return "memory", _NOTHING
        return "fault", pickle.dumps(_without_values(error))
    except Exception as error:
        return "fault", pickle.dumps(_without_values(error))
    except BaseException as panic:
        if type(panic).__name__ != "PanicException":
            raise
        return "crash", _NOTHING


def _without_values(error: BaseException) -> str:
    """Where an exception was raised, and its type; its text may quote what a file holds, and stays here."""
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    places = "\n".join(f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames)
    return f"{type(error).__module__}.{type(error).__qualname__}\n{places}"


def _limit(seconds: float, memory: int) -> None:
    """Let the next job have so many seconds of processor and bytes of memory beyond what is used now."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = usage.ru_utime + usage.ru_stime
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(used + seconds), resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_DATA, (_data_bytes() + memory, resource.RLIM_INFINITY))


def _data_bytes() -> int:
    """Memory that this process may write to, in bytes, as RLIMIT_DATA counts it."""
    found = re.search(r"VmData:\s*(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) * 1024 if found else 0


if __name__ == "__main__":
    main()
