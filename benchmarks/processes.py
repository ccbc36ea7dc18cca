"""Running a command and measuring its whole process tree: CPU seconds, and the most memory held at once."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
_PAUSE = 0.02


@dataclass(frozen=True)
class Cost:
    """CPU seconds of a command and of all that it started, wall seconds, and peak memory in MB."""

    cpu: float
    wall: float
    memory_mb: float


def run(arguments: Sequence[str], python: str = sys.executable, *, watched: bool = True) -> Cost:
    """Run Python with these arguments from the repository; a failure ends the measure.

    Watching its memory slows it a little; not ``watched``, the peak is that of its largest process.
    """
    started = time.perf_counter()
    process = subprocess.Popen([python, *arguments], cwd=ROOT)  # noqa: S603
    peak = _Peak(process.pid) if watched else None
    _, status, usage = os.wait4(process.pid, 0)
    if peak:
        peak.stop()
    if status:
        raise SystemExit(f"{' '.join(arguments)}: status {status}")
    cpu = usage.ru_utime + usage.ru_stime
    memory = peak.bytes / 1e6 if peak else usage.ru_maxrss / 1e3  # which is never below that of who started it
    return Cost(cpu, time.perf_counter() - started, memory)


def cpu_of_tree(pid: int) -> float:
    """CPU seconds so far of a process, of those below it, and of all that they have seen end."""
    return sum(map(_cpu_seconds, _tree(pid)))


class _Peak:
    """Watches the memory of a process tree, shared pages counted once, until told to stop."""

    def __init__(self, pid: int) -> None:
        self.bytes = 0
        self._pid, self._ended = pid, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(_PAUSE):
            self.bytes = max(self.bytes, sum(map(_proportional_bytes, _tree(self._pid))))


def _tree(pid: int) -> list[int]:
    found, pending = [], [pid]
    while pending:
        one = pending.pop()
        found.append(one)
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                pending += map(int, children.read_text().split())
            except OSError:
                continue
    return found


def _proportional_bytes(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def _cpu_seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
