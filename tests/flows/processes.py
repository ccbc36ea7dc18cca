"""Which processes a test has left behind."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path
from uuid import uuid4


class Mark:
    """A mark in the environment of a process, which all that it starts inherit."""

    def __init__(self) -> None:
        self.environment = {"EPI_TEST_MARK": uuid4().hex}

    def alive(self) -> list[str]:
        """The command lines of the living processes that bear the mark."""
        return list(self._marked().values())

    def kill(self) -> None:
        """End them all at once, as a power cut does."""
        for number in self._marked():
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)

    def _marked(self) -> dict[int, str]:
        mark = self.environment["EPI_TEST_MARK"].encode()
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (folder / "environ").read_bytes() and int(folder.name) != os.getpid():
                    found[int(folder.name)] = (folder / "cmdline").read_text().replace("\0", " ")
            except OSError:
                continue
        return found

    def left_after(self, seconds: float) -> list[str]:
        """The same, once there are none or so many seconds have passed."""
        deadline = time.monotonic() + seconds
        while (found := self.alive()) and time.monotonic() < deadline:
            time.sleep(0.05)
        return found
