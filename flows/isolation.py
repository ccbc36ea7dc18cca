"""Worker processes that read what EPI send, so that a hostile file ends as a refusal of that file alone."""

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Literal

_ROOT = Path(__file__).resolve().parents[1]
_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "TZ", "PYTHONDONTWRITEBYTECODE")
_START_SECONDS = 120

Death = Literal["memory", "time", "crash"]


@dataclass(frozen=True)
class WorkerLimits:
    """What one job may take: processor seconds (twice as many on the clock), and bytes of memory of its own."""

    seconds: float = 60
    memory: int = 1 << 30


class WorkerFaultError(Exception):
    """The function itself raised: our bug. The text names the exception's type and place, never its values."""
