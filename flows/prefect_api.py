"""A Prefect API for the length of one run, whether a server is there or not."""

import importlib
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.lock import LockHeldError, locked
from flows.prefect_environment import guest_environment, private_environment
from flows.prefect_process import PrefectServer, answers
from flows.served_files import ADDRESS

_LARGEST_DATABASE = 50_000_000


@contextmanager
def prefect_api(home: Path) -> Iterator[str]:
    """A Prefect API for the flow runs of this process; yields its address.

    It is the server that answers at PREFECT_API_URL, or that which `epi serve` started on `home` (EPI_HOME),
    or else a private one that ends with the block. Comes before anything imports Prefect, which reads its
    settings then.
    """
    if "prefect" in sys.modules:
        raise RuntimeError("Prefect was imported before its settings were made")
    live = live_server(home)
    if live is not None:
        os.environ.update(guest_environment(private_folder(home / "prefect" / "guest"), live))
        yield live
        return
    with _scratch_home(home) as folder:
        server = PrefectServer(0, folder / "server.log")
        environment = private_environment(folder, server.api_url)
        try:
            server.start("private", environment)
            os.environ.update(environment)
            importlib.import_module("prefect")
            server.wait()
            yield server.api_url
            _send_what_is_pending()
        finally:
            server.kill()


def live_server(home: Path) -> str | None:
    """The address of a Prefect server that answers: PREFECT_API_URL's, or that of `epi serve` on `home`."""
    told = [os.environ.get("PREFECT_API_URL", ""), *_served_address(home)]
    return next((url for url in told if url and answers(url, timeout=5)), None)


def served_address(home: Path) -> Path:
    """The file in which `epi serve` says where it listens."""
    return home / "prefect" / "api_url"


def files_address(home: Path) -> str:
    """Where the server of this run shows the pages and letters of ``home``; "" where it is not that of `epi serve`."""
    return ADDRESS if os.environ.get("PREFECT_API_URL") in _served_address(home) else ""


def _served_address(home: Path) -> list[str]:
    path = served_address(home)
    return [path.read_text().strip()] if path.is_file() else []


@contextmanager
def _scratch_home(home: Path) -> Iterator[Path]:
    """Where a private server keeps its data: warm from the last time, or fresh when another run uses it."""
    folder = private_folder(home / "prefect" / "once")
    try:
        with locked(folder / "lock"):
            database = folder / "prefect.db"
            if database.is_file() and database.stat().st_size > _LARGEST_DATABASE:
                for path in folder.glob("prefect.db*"):
                    path.unlink()
            yield folder
    except LockHeldError:
        with tempfile.TemporaryDirectory(prefix="epi-prefect-") as fresh:
            yield Path(fresh)


def private_folder(folder: Path) -> Path:
    """The folder, made if need be, which its owner alone may enter."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


def _send_what_is_pending() -> None:
    """Let Prefect's client tell the server all it has, while the server is there."""
    from prefect.events.worker import EventsWorker

    EventsWorker.drain_all()
