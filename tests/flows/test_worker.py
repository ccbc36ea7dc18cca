"""Several machines: a real server, the deployments of `prefect.yaml`, and a real worker that runs one."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.prefect_environment import served_environment
from flows.prefect_process import PrefectServer
from tests.nights import ROOT, SAMPLES

pytestmark = pytest.mark.prefect

ENDS = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")
NAMES = {"nightly", "ingest", "check", "publish", "evidence", "fse_dry_run"}


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str], Path]]:
    """The address of a server on which everything is deployed, the environment of a worker, and its EPI_HOME."""
    folder = tmp_path_factory.mktemp("network")
    server = PrefectServer(0, folder / "server.log")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT", "EPI"))}
    places = {"EPI_HOME": str(folder / "data"), "EPI_CONFIG": str(SAMPLES / "epis.toml")}
    environment = {**kept, **served_environment(folder, server.api_url), **places, "PYTHONPATH": str(ROOT)}
    try:
        server.start("served", environment)
        server.wait()
        for command in (
            ("prefect", "work-pool", "create", "epi", "--type", "process"),
            ("prefect", "--no-prompt", "deploy", "--all"),
            ("flows.automations",),
        ):
            done = subprocess.run(
                [sys.executable, "-m", *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stdout + done.stderr
        yield server.api_url, environment, folder / "data"
    finally:
        server.stop()


def ask(url: str, body: Any) -> Any:
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.load(response)


def test_a_worker_runs_the_night_that_was_deployed(network: tuple[str, dict[str, str], Path]) -> None:
    api, environment, home = network
    deployed = {one["name"]: one for one in ask(f"{api}/deployments/filter", {})}
    assert set(deployed) == NAMES
    assert {one["work_pool_name"] for one in deployed.values()} == {"epi"}
    (schedule,) = deployed["nightly"]["schedules"]
    assert (schedule["schedule"]["cron"], schedule["schedule"]["timezone"]) == ("0 4 * * *", "Europe/Paris")
    run = ask(f"{api}/deployments/{deployed['nightly']['id']}/create_flow_run", {})
    command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", "epi", "--limit", "1"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as worker:
        try:
            ended = wait_for_end(api, run["id"])
        finally:
            worker.terminate()
            worker.wait(60)
    assert (ended["state_type"], ended["state"]["message"][:13]) == ("COMPLETED", "6 EPI à jour,")
    assert (home / "warehouse.duckdb").exists()


def wait_for_end(api: str, run_id: str) -> dict[str, Any]:
    """The run, once it has ended."""
    deadline = time.monotonic() + 240
    while True:
        (run,) = ask(f"{api}/flow_runs/filter", {"flow_runs": {"id": {"any_": [run_id]}}})
        if run["state_type"] in ENDS:
            return dict(run)
        assert time.monotonic() < deadline, run["state"]
        time.sleep(0.5)
