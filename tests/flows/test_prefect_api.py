"""A flow run without a server: quiet, offline, and leaving nothing behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.flows.processes import Mark

pytestmark = pytest.mark.prefect

RUN = """
import sys
from pathlib import Path
from flows.prefect_api import prefect_api
home, wait = Path(sys.argv[1]), sys.argv[2] == "wait"
with prefect_api(home):
    from tests.flows.stand_in import stand_in
    print(stand_in(home, wait=wait, return_state=True).message)
"""
OFFLINE = """
import os, sys
from ipaddress import ip_address
def hook(event, arguments):
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        place = arguments[1][0]
    elif event == "socket.getaddrinfo":
        place = arguments[0]
    else:
        return
    if place and place not in ("localhost", "127.0.0.1", "::1"):
        with open(os.environ["EPI_TEST_CALLS"], "a") as file:
            file.write(f"{place}\\n")
        raise OSError("no network")
sys.addaudithook(hook)
"""
ROOT = str(Path(__file__).parents[2])


@dataclass
class Trial:
    home: Path
    environment: dict[str, str]
    mark: Mark

    @contextmanager
    def run(self, *arguments: str) -> Iterator[subprocess.Popen[str]]:
        with subprocess.Popen(
            [sys.executable, "-c", RUN, str(self.home), *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=self.environment,
        ) as process:  # fmt: skip
            yield process


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    """A home of Prefect's, and an environment in which every call beyond loopback is noted and refused."""
    home, site = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("site")
    (site / "sitecustomize.py").write_text(OFFLINE)
    mark = Mark()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT", "EPI", "CI"))}
    calls = {"EPI_TEST_CALLS": str(home / "calls"), "PYTHONPATH": f"{site}{os.pathsep}{ROOT}"}
    return Trial(home, {**kept, **calls, **mark.environment}, mark)


def test_a_run_without_a_server_is_quiet_and_offline_and_ends_clean(trial: Trial) -> None:
    with trial.run("go") as process:
        printed, errors = process.communicate()
    assert (printed, errors, process.returncode) == ("6 EPI dont le dernier fichier est en vigueur\n", "", 0)
    assert not (trial.home / "calls").exists(), "something was called beyond loopback"
    assert trial.mark.left_after(0) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_run_that_is_stopped_leaves_no_process(trial: Trial, number: signal.Signals) -> None:
    running = trial.home / "running"
    running.unlink(missing_ok=True)
    with trial.run("wait") as process:
        while not running.exists():
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(number)
    assert process.returncode == -number
    assert trial.mark.left_after(5) == []
