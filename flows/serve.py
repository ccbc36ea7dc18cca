"""`epi serve`: the Prefect server, its pages and the nightly schedule, on one machine."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType

import click

from flows.alert import alert_once
from flows.lock import LockHeldError, locked
from flows.prefect_api import private_folder, served_address
from flows.prefect_environment import served_environment
from flows.prefect_process import PrefectServer
from flows.served_files import ADDRESS
from flows.settings import ConfigurationError, Settings

SERVED = (
    "flows.nightly:nightly", "flows.ingest:ingest", "flows.check_received:check", "flows.publish_day:publish",
    "flows.evidence_pack:evidence", "flows.fse_dry_run:fse_dry_run", "flows.alert_engineer:alert",
)  # fmt: skip
EVERY_NIGHT = "0 4 * * *"
_STOP_SECONDS = 30


class _StopAskedError(BaseException):
    """SIGTERM or SIGINT was received."""


def serve_forever(settings: Settings, port: int, flows: Sequence[str] = SERVED, cron: str = EVERY_NIGHT) -> int:
    """Serve the UI on `port` of loopback and run the first flow at `cron`, Paris time, until stopped; the exit code.

    Stopped by SIGTERM or SIGINT: 0, once all that it started has ended. 4 when the server or the runner ended
    of itself. Raises ConfigurationError when the port is taken, or `epi serve` already runs there.
    """
    folder = private_folder(settings.home / "prefect" / "served")
    try:
        with locked(folder / "lock"):
            return _serve(settings, _listen(port, folder), folder, flows, cron)
    except LockHeldError as error:
        raise ConfigurationError(f"EPI_HOME: epi serve already runs there, process {error.holder}") from None


def _listen(port: int, folder: Path) -> PrefectServer:
    try:
        return PrefectServer(port, folder / "server.log")
    except OSError as error:
        raise ConfigurationError(f"--port {port}: {error.strerror}") from None


def _serve(settings: Settings, server: PrefectServer, folder: Path, flows: Sequence[str], cron: str) -> int:
    environment = {
        **served_environment(folder, server.api_url),
        "EPI_HOME": str(settings.home),
        "EPI_CONFIG": str(settings.config.absolute()),
    }
    os.environ.update(environment)
    address = served_address(settings.home)
    with contextlib.ExitStack() as started:
        try:
            with _raised_on_signal():
                started.callback(server.stop)
                server.start("served", environment)
                _crash_what_runs(server, "It was under way when epi serve ended.", settings)
                _declare_automations()
                started.callback(_crash_what_runs, server, "epi serve was stopped.")
                runner = started.enter_context(_runner(cron, flows))
                address.write_text(server.api_url)
                started.callback(address.unlink, missing_ok=True)
                where = server.api_url.removesuffix("/api")
                click.echo(
                    f"Prefect UI at {where}, page of the last night at {where}{ADDRESS}; Ctrl-C stops it.", err=True
                )
                while server.is_alive and runner.poll() is None:
                    time.sleep(0.5)
        except _StopAskedError:
            return 0
    return 4


def _crash_what_runs(server: PrefectServer, reason: str, settings: Settings | None = None) -> None:
    """Tell Prefect that no run of ours is under way, once the server answers; with settings, the engineer too."""
    from flows.reconcile import crash_what_runs

    if server.is_alive:
        server.wait()
        for night in crash_what_runs(reason):
            if settings:
                alert_once(settings, str(night.id), str(night.name), reason)


def _declare_automations() -> None:
    from flows.automations import declare_silence

    declare_silence()


@contextlib.contextmanager
def _runner(cron: str, flows: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
    """The process that starts runs, in a process group with them; all have ended after the block."""
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-P", "-m", "flows.prefect_runner", cron, *flows],
        stdin=subprocess.PIPE,
        start_new_session=True,
    ) as runner:
        try:
            yield runner
        finally:
            runner.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                runner.wait(_STOP_SECONDS)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(runner.pid, signal.SIGKILL)


@contextlib.contextmanager
def _raised_on_signal() -> Iterator[None]:
    """The first SIGTERM or SIGINT raises _StopAskedError in the block; later ones disturb no clean stop."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        raise _StopAskedError

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    yield
