"""The parent's end of a Prefect server process."""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

_START_SECONDS = 120
_STOP_SECONDS = 20


class PrefectServerError(Exception):
    """The Prefect server did not start; the text is the end of its log."""


class PrefectServer:
    """A Prefect server on loopback, which ends with this process at the latest.

    It listens from the start, so that its address is known; `wait` until it answers. Its log is `log`.
    """

    def __init__(self, port: int, log: Path) -> None:
        self._socket = socket.create_server(("127.0.0.1", port))
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None
        self.api_url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/api"

    def start(self, kind: Literal["private", "served"], environment: Mapping[str, str]) -> Self:
        """Start the process; `kind` says whether it lives for one run, or has schedules and pages."""
        handle = self._socket.fileno()
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-P", "-m", "flows.prefect_server", str(handle), kind],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=[handle],
                env={**os.environ, **environment},
                start_new_session=True,
            )
        self._socket.close()
        return self

    def wait(self) -> None:
        """Return once the server answers; raises PrefectServerError when it ended, or after two minutes."""
        deadline = time.monotonic() + _START_SECONDS
        while not answers(self.api_url, timeout=5):
            if not self.is_alive or time.monotonic() > deadline:
                ended = self._process and self._process.poll()
                self.stop()
                log = self._log.read_text(errors="replace")[-4000:]
                raise PrefectServerError(f"the Prefect server did not start (exit code {ended})\n{log}")
            time.sleep(0.1)

    @property
    def is_alive(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.poll() is None

    def stop(self) -> None:
        """End the process: politely, then not."""
        process = self._process
        if process is None:
            return
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_STOP_SECONDS)
        self.kill()

    def kill(self) -> None:
        """End the process at once; its data may be lost."""
        self._socket.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            if self._process.stdin:
                self._process.stdin.close()
            self._process = None


def answers(api_url: str, timeout: float) -> bool:
    """Whether a Prefect server answers at this address within `timeout` seconds."""
    parts = urlsplit(api_url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    try:
        with contextlib.closing(kind(parts.hostname or "", parts.port, timeout=timeout)) as connection:
            connection.request("GET", f"{parts.path}/health")
            response = connection.getresponse()
            return response.status == 200 and response.read(10).strip() == b"true"
    except (OSError, http.client.HTTPException, ValueError):
        return False
