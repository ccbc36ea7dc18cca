"""Several machines: a real server on PostgreSQL, the deployments of `prefect.yaml`, and a real worker that runs one."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from flows.prefect_environment import served_environment
from flows.prefect_process import answers
from tests.flows.mail_server import mail_server
from tests.flows.networks import write_network
from tests.flows.postgres import postgres
from tests.flows.processes import Mark
from tests.flows.web import Answer, web_server
from tests.nights import ROOT, SAMPLES

pytestmark = pytest.mark.prefect

ENDS = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")
NAMES = {"nightly", "ingest", "check", "publish", "evidence", "fse_dry_run", "alert"}


@dataclass(frozen=True)
class Network:
    """The address of a server, the environment of a worker and its EPI_HOME, and the address of the database."""

    api: str
    environment: dict[str, str]
    home: Path
    database: str

    def states(self) -> dict[str, int]:
        """How many runs the database has in each state."""

        async def ask() -> dict[str, int]:
            connection = await asyncpg.connect(self.database.replace("+asyncpg", ""))
            try:
                rows = await connection.fetch("SELECT state_type::text, count(*) FROM flow_run GROUP BY 1")
            finally:
                await connection.close()
            return dict(rows)

        return asyncio.run(ask())


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    """A server on which everything is deployed."""
    folder = tmp_path_factory.mktemp("network")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT", "EPI"))}
    places = {"EPI_HOME": str(folder / "data"), "EPI_CONFIG": str(SAMPLES / "epis.toml"), "PYTHONPATH": str(ROOT)}
    with postgres() as database, prefect_server(database, kept | {"PREFECT_HOME": str(folder / "server")}) as api:
        environment = {**kept, **served_environment(folder / "worker", api), **places}
        done_by(environment, "prefect", "work-pool", "create", "epi", "--type", "process")
        done_by(environment, "prefect", "--no-prompt", "deploy", "--all")
        done_by(environment, "flows.automations")
        yield Network(api, environment, folder / "data", database)


@contextmanager
def prefect_server(database: str, environment: dict[str, str]) -> Iterator[str]:
    """Prefect's own server, started as docs/deployment.md says; the address of its API."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    api = f"http://127.0.0.1:{port}/api"
    told = {
        "PREFECT_API_DATABASE_CONNECTION_URL": database, "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_API_HOST": "127.0.0.1", "PREFECT_SERVER_API_PORT": str(port), "PREFECT_SERVER_UI_API_URL": "/api",
    }  # fmt: skip
    done_by(environment | told, "prefect", "server", "database", "upgrade", "-y")
    command = [sys.executable, "-m", "prefect", "server", "start"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env=environment | told, start_new_session=True, **quiet) as server:
        try:
            deadline = time.monotonic() + 120
            while not answers(api, timeout=5):
                assert server.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.1)
            yield api
        finally:
            os.killpg(server.pid, signal.SIGTERM)


def done_by(environment: dict[str, str], *command: str) -> None:
    """Run a module of Python to its end."""
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def ask(url: str, body: Any) -> Any:
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.load(response)


@contextmanager
def worker(environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A worker, until the end of the block."""
    command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", "epi", "--limit", "1"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env=environment, **quiet) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.wait(60)


def test_a_worker_runs_the_night_that_was_deployed_and_postgresql_keeps_it(network: Network) -> None:
    api = network.api
    deployed = {one["name"]: one for one in ask(f"{api}/deployments/filter", {})}
    assert set(deployed) == NAMES
    assert {one["work_pool_name"] for one in deployed.values()} == {"epi"}
    (schedule,) = deployed["nightly"]["schedules"]
    assert (schedule["schedule"]["cron"], schedule["schedule"]["timezone"]) == ("0 4 * * *", "Europe/Paris")
    run = ask(f"{api}/deployments/{deployed['nightly']['id']}/create_flow_run", {})
    with worker(network.environment):
        ended = wait_for_end(api, run["id"])
    assert (ended["state_type"], ended["state"]["message"].partition(",")[0]) == (
        "COMPLETED",
        "6 EPI dont le dernier fichier est en vigueur",
    )
    assert (network.home / "warehouse.duckdb").exists()
    kept = network.states()
    assert kept["COMPLETED"] == 1
    assert kept["SCHEDULED"] > 0


def wait_for_end(api: str, run_id: str) -> dict[str, Any]:
    """The run, once it has ended."""
    deadline = time.monotonic() + 240
    while True:
        (run,) = ask(f"{api}/flow_runs/filter", {"flow_runs": {"id": {"any_": [run_id]}}})
        if run["state_type"] in ENDS:
            return dict(run)
        assert time.monotonic() < deadline, run["state"]
        time.sleep(0.5)


def test_a_night_whose_machine_went_down_is_crashed_and_told_by_the_next_worker(
    network: Network, tmp_path: Path
) -> None:
    mark, api = Mark(), network.api
    (nightly,) = (one for one in ask(f"{api}/deployments/filter", {}) if one["name"] == "nightly")
    with mail_server() as (mail, port), web_server() as web:
        slow = web.says("/lent.csv", Answer(b"x" * 10_000, pause=0.5))
        config = write_network(tmp_path / "net", {"lent": f'url = "{slow}"\nallow_private = true'})
        told_by = {
            "EPI_ALERT_MAIL": "ingenieure@epi.example", "EPI_SMTP_HOST": "127.0.0.1", "EPI_SMTP_PORT": str(port),
            "EPI_SMTP_SECURITY": "none", "EPI_CONFIG": str(config),
        }  # fmt: skip
        environment = {**network.environment, **told_by}
        run = ask(f"{api}/deployments/{nightly['id']}/create_flow_run", {})
        with worker(environment | mark.environment) as first:
            wait_for(lambda: web.asked)
            mark.kill()
            first.wait()
        ended = wait_for_end(api, run["id"])
        assert (ended["state_type"], ended["state"]["message"]) == ("CRASHED", "Its process went silent.")
        with worker(environment):
            wait_for(lambda: mail.messages)
    assert "Its process went silent." in str(mail.messages[0].get_content())


def wait_for(found: Callable[[], object]) -> None:
    """Return once there is something."""
    deadline = time.monotonic() + 120
    while not found():
        assert time.monotonic() < deadline
        time.sleep(0.1)
