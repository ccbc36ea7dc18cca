"""`epi serve`: its schedule makes runs, its UI starts one, and nothing is left running however it ends."""

import datetime as dt
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from flows.automations import SILENT
from flows.configuration import PARIS
from flows.serve import serve_forever
from flows.settings import ConfigurationError, Settings
from tests.flows.served import Served
from tests.flows.test_prefect_api import RUN

pytestmark = pytest.mark.prefect


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, str, list[str]]]:
    """A server killed while a run was under way, and started again; the run, and what was left alive between."""
    served = Served(tmp_path_factory.mktemp("served"))
    try:
        served.start()
        run = begin_and_wait(served, served.home / "first")
        served.pause(schedule=True)
        served.pause(schedule=False)
        served.process.kill()
        served.process.wait()
        left = served.mark.left_after(10)
        served.start()
        yield served, run, left
    finally:
        served.process.kill()
        served.process.wait()


@pytest.fixture(scope="module")
def served(killed: tuple[Served, str, list[str]]) -> Served:
    return killed[0]


def begin_and_wait(served: Served, folder: Path) -> str:
    """Begin a run that waits in `folder`, and return its id once it is under way."""
    folder.mkdir()
    run = served.begin(folder=str(folder), wait=True)
    served.wait_for((folder / "running").exists)
    return run


def test_a_killed_server_leaves_no_process(killed: tuple[Served, str, list[str]]) -> None:
    assert killed[2] == []


def test_a_run_that_died_with_its_server_is_crashed_at_the_next_start(
    killed: tuple[Served, str, list[str]],
) -> None:
    served, run, _ = killed
    assert served.state(run) == ("CRASHED", "It was under way when epi serve ended.")


def test_what_an_operator_paused_stays_paused_over_a_kill_and_a_start(
    killed: tuple[Served, str, list[str]],
) -> None:
    served, _, _ = killed
    assert served.take_up() == (True, [False])


def test_a_run_is_scheduled_for_four_in_the_morning_in_paris(served: Served) -> None:
    runs = served.wait_for(
        lambda: served.ask("flow_runs/filter", {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}})
    )
    starts = [dt.datetime.fromisoformat(run["expected_start_time"]).astimezone(PARIS) for run in runs]
    assert {(start.hour, start.minute) for start in starts} == {(4, 0)}


def test_a_second_run_is_cancelled_while_one_is_under_way(served: Served) -> None:
    folder = served.home / "one"
    first = begin_and_wait(served, folder)
    second = served.begin(folder=str(folder))
    served.wait_for(lambda: served.state(second)[0] == "CANCELLED")
    (folder / "end").touch()
    served.wait_for(lambda: served.state(first)[0] == "COMPLETED")
    assert served.state(first)[1] == "6 EPI dont le dernier fichier est en vigueur"
    (artifact,) = served.ask("artifacts/filter", {"artifacts": {"key": {"any_": ["night"]}}})
    assert artifact["data"] == "# La nuit"


def test_epi_run_beside_it_shows_in_its_ui(served: Served) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", RUN, str(served.home), "go"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("6 EPI dont le dernier fichier est en vigueur\n", "")
    assert served.ask("flow_runs/filter", {"flow_runs": {"deployment_id": {"is_null_": True}}})


def test_an_epi_run_that_is_killed_beside_it_is_crashed_within_two_minutes(served: Served) -> None:
    (served.home / "running").unlink(missing_ok=True)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen([sys.executable, "-c", RUN, str(served.home), "wait"], env=environment) as process:
        served.wait_for((served.home / "running").exists)
        process.kill()
    under_way = {"flow_runs": {"state": {"type": {"any_": ["RUNNING"]}}}}
    (run,) = served.ask("flow_runs/filter", under_way)
    served.wait_for(lambda: served.state(run["id"])[0] == "CRASHED")
    assert served.state(run["id"])[1] == "Its process went silent."
    (one,) = served.ask("automations/filter", {})
    assert one["name"] == SILENT


def test_browsers_are_told_to_call_nothing_else(served: Served) -> None:
    page = served.api.removesuffix("/api") + "/v2/"
    with urllib.request.urlopen(page) as response:
        assert response.headers["Content-Security-Policy"].startswith("connect-src 'self'")


def test_a_home_is_served_once(served: Served) -> None:
    with pytest.raises(ConfigurationError, match=f"already runs there, process {served.process.pid}"):
        serve_forever(Settings(home=served.home), 0)


def test_a_port_that_is_taken_is_told(served: Served, tmp_path: Path) -> None:
    port = urlsplit(served.api).port or 0
    with pytest.raises(ConfigurationError, match=f"--port {port}: Address already in use"):
        serve_forever(Settings(home=tmp_path), port)


def test_sigterm_stops_all_and_says_what_was_under_way(served: Served) -> None:
    run = begin_and_wait(served, served.home / "last")
    served.process.send_signal(signal.SIGTERM)
    assert served.process.wait(60) == 0
    assert served.mark.alive() == []
    assert served.state(run) == ("CRASHED", "epi serve was stopped.")
    assert "Traceback" not in (served.home / "stderr").read_text()
