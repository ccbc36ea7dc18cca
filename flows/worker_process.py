"""The parent's end of one worker process."""

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import Pipe
from pathlib import Path
from typing import Any, Literal

_ROOT = Path(__file__).resolve().parents[1]
_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "TZ", "PYTHONDONTWRITEBYTECODE")
_MEMORY_KEPT = {
    **dict.fromkeys(("MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_"), str(1 << 30)),
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
    "_RJEM_MALLOC_CONF": "background_thread:false,dirty_decay_ms:-1,muzzy_decay_ms:-1",
}
"""What makes glibc, and Polars' allocator, keep what is freed until the process ends, glibc in large pages where the
system has some: a job asks for the same large parts again and again."""
_START_SECONDS = 120
_KEPT_ERRORS = 20_000
_MEMORY_SIGNS = (b"memory allocation of", b"MemoryError", b"out of memory", b"capacity overflow")

Death = Literal["memory", "time", "crash"]


@dataclass(frozen=True)
class WorkerLimits:
    """What one job may take: processor seconds (twice as many on the clock), and bytes of memory."""

    seconds: float = 60
    memory: int = 1 << 30


class WorkerStartError(Exception):
    """A worker process did not start: our bug, or the machine's."""


class WorkerProcess:
    """One worker process: idle, or busy with one job. `leaves` once it is to be replaced."""

    def __init__(self, function: str, limits: WorkerLimits, preload: Sequence[str]) -> None:
        self.connection, child = Pipe()
        self.leaves = False
        self._limits = limits
        self._errors = b""
        with child:
            self._process = subprocess.Popen(  # noqa: S603
                [
                    *(sys.executable, "-P", "-m", "flows.worker", str(child.fileno()), function),
                    *(str(limits.seconds), str(limits.memory), *preload),
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                pass_fds=[child.fileno()],
                env=_environment(),
            )
        assert self._process.stderr is not None  # noqa: S101
        os.set_blocking(self._process.stderr.fileno(), False)
        self.is_ready = False
        self.deadline = time.monotonic() + _START_SECONDS

    @property
    def is_late(self) -> bool:
        """Whether the deadline of its job, or of its start, has passed."""
        return time.monotonic() >= self.deadline

    def send(self, job: Any) -> None:
        """Give this worker a job; its deadline starts now."""
        self.deadline = time.monotonic() + 2 * self._limits.seconds
        with contextlib.suppress(BrokenPipeError):
            self.connection.send_bytes(pickle.dumps(job, protocol=5))

    def receive(self) -> tuple[Any, Any] | None:
        """How the job ended (done, fault or a Death), and its value; None when it only said it is ready."""
        try:
            message = self.connection.recv_bytes()
            if not self.is_ready:
                self.is_ready = True
                return None
            ending, _, stays = message.decode().partition(" ")
            value = pickle.loads(self.connection.recv_bytes())  # noqa: S301
        except (EOFError, ConnectionResetError):
            return self._death(), None
        self._drain()
        self.leaves = stays != "stays"
        return ending, value

    def kill(self) -> None:
        """End the process at once, and wait for its end."""
        self._process.kill()
        self._process.wait()
        self.connection.close()
        for pipe in (self._process.stdin, self._process.stderr):
            if pipe is not None:
                pipe.close()

    def _death(self) -> Death:
        """Why the process died of itself."""
        self.leaves = True
        code = self._process.wait()
        self._drain()
        if not self.is_ready:
            raise WorkerStartError(f"exit code {code}: {self._errors.decode(errors='replace')}")
        if code == -signal.SIGXCPU:
            return "time"
        is_memory = code == -signal.SIGKILL or any(sign in self._errors for sign in _MEMORY_SIGNS)
        return "memory" if is_memory else "crash"

    def _drain(self) -> None:
        """Take what the process wrote on its standard error, and keep the end of it."""
        with contextlib.suppress(BlockingIOError, OSError):
            while self._process.stderr and (read := os.read(self._process.stderr.fileno(), 1 << 16)):
                self._errors = (self._errors + read)[-_KEPT_ERRORS:]


def _environment() -> dict[str, str]:
    """What a worker needs of the environment, and none of its secrets."""
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    path = os.pathsep.join([str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    alone = {
        "POLARS_MAX_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }
    return {**kept, **alone, **_MEMORY_KEPT, "PYTHONPATH": path, "PYTHONUTF8": "1"}
