"""A real PostgreSQL server on loopback, for the length of a test."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_NOBODY = 65_534
_START_SECONDS = 60
_INSTALLED = "/usr/lib/postgresql"


def programs() -> Path:
    """The folder of `initdb`, `postgres` and `pg_isready`; the test is skipped where there is none."""
    found = [folder for folder in (*_by_version(), *_on_path()) if (folder / "initdb").exists()]
    if not found:
        pytest.skip("PostgreSQL is not installed: apt-get install --no-install-recommends postgresql")
    return found[0]


@contextmanager
def postgres() -> Iterator[str]:
    """The address of an empty database, as Prefect's server wants it; root, whom PostgreSQL refuses, becomes nobody."""
    where = programs()
    user = _NOBODY if os.geteuid() == 0 else os.geteuid()
    password = secrets.token_hex(16)
    with tempfile.TemporaryDirectory(prefix="epi-postgres-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "password").write_text(password)
        for path in (folder, folder / "password"):
            os.chown(path, user, -1)
        command = [where / "initdb", "-D", folder / "data", "-U", "prefect", "-A", "scram-sha-256", "--no-sync",
                   f"--pwfile={folder / 'password'}", "-E", "UTF8", "--locale=C"]  # fmt: skip
        subprocess.run(command, user=user, cwd=folder, check=True, capture_output=True)
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        with _server(where, folder, user, port):
            yield f"postgresql+asyncpg://prefect:{password}@127.0.0.1:{port}/postgres"


@contextmanager
def _server(where: Path, folder: Path, user: int, port: int) -> Iterator[None]:
    options = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off", "max_connections": "100"}
    asked = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
    command = [where / "postgres", "-D", folder / "data", "-p", str(port), *asked]
    with subprocess.Popen(command, user=user, cwd=folder, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL) as server:
        try:
            deadline = time.monotonic() + _START_SECONDS
            is_ready = [where / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
            while subprocess.run(is_ready, check=False).returncode:
                assert server.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.1)
            yield
        finally:
            server.send_signal(signal.SIGQUIT)
            server.communicate()


def _by_version() -> list[Path]:
    """Where Debian keeps them, the newest first."""
    return sorted(Path(_INSTALLED).glob("*/bin"), key=lambda folder: -float(folder.parent.name))


def _on_path() -> list[Path]:
    found = shutil.which("initdb")
    return [Path(found).resolve().parent] if found else []
