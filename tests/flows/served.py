"""A real `epi serve`, with the stand-in for a flow."""

import datetime as dt
import json
import os
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from flows.prefect_api import live_server
from tests.flows.processes import Mark

ENDS = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")
Found = TypeVar("Found")
SERVE = """
import sys
from pathlib import Path
from flows.serve import serve_forever
from flows.settings import Settings
sys.exit(serve_forever(Settings(home=Path(sys.argv[1])), 0, flows=["tests.flows.stand_in:stand_in"]))
"""


class Served:
    """`epi serve` on `home`, from `start` until it ends; unless told, on a port of the system's choice."""

    def __init__(self, home: Path, command: Sequence[str] = (), **environment: str) -> None:
        self.home = home
        self.command = command or (sys.executable, "-c", SERVE, str(home))
        self.environment = environment
        self.mark = Mark()

    def start(self) -> None:
        """Start it, and wait until the runner has declared its deployment."""
        begun = dt.datetime.now(dt.UTC)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT", "EPI"))}
        with (self.home / "stderr").open("wb") as errors:
            self.process = subprocess.Popen(
                self.command,
                env={**kept, **self.environment, "PYTHONPATH": str(Path(__file__).parents[2]), **self.mark.environment},
                stderr=errors,
            )
        self.api = self.wait_for(lambda: live_server(self.home))
        self.wait_for(lambda: [one for one in self.deployments() if updated(one) > begun])

    def wait_for(self, found: Callable[[], Found | None], seconds: float = 120) -> Found:
        """What `found` returns, once it is something."""
        deadline = time.monotonic() + seconds
        while not (value := found()):
            assert self.process.poll() is None, (self.home / "stderr").read_text()
            assert time.monotonic() < deadline
            time.sleep(0.1)
        return value

    def ask(self, path: str, body: Any) -> Any:
        """What the API answers."""
        return json.loads(self.call("POST", path, body))

    def call(self, method: str, path: str, body: Any = None) -> bytes:
        """The answer of the API."""
        content = None if method == "GET" else json.dumps(body).encode()
        kind = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.api}/{path}", content, kind, method=method)
        with urllib.request.urlopen(request, timeout=30) as response:
            answer: bytes = response.read()
            return answer

    def pause(self, *, schedule: bool) -> None:
        """Pause the deployment or its schedule as the switches of the UI do."""
        (deployment,) = self.deployments()
        if schedule:
            ((path, _),) = schedules(deployment)
            self.call("PATCH", path, {"active": False})
        else:
            self.call("POST", f"deployments/{deployment['id']}/pause_deployment")

    def take_up(self) -> tuple[bool, list[bool]]:
        """End both pauses; whether the deployment was paused, and its schedules active, before."""
        (deployment,) = self.deployments()
        for path, _ in schedules(deployment):
            self.call("PATCH", path, {"active": True})
        self.call("POST", f"deployments/{deployment['id']}/resume_deployment")
        return deployment["paused"], [active for _, active in schedules(deployment)]

    def deployments(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.ask("deployments/filter", {})
        return found

    def begin(self, name: str = "", /, **parameters: Any) -> str:
        """Start a run of the deployment of this name, or of the only one, as the button of the UI does; its id."""
        (deployment,) = (one for one in self.deployments() if name in ("", one["name"]))
        run = self.ask(f"deployments/{deployment['id']}/create_flow_run", {"parameters": parameters})
        return str(run["id"])

    def end(self, run_id: str) -> tuple[str, str]:
        """The state of a run and its message, once it has ended."""
        self.wait_for(lambda: self.state(run_id)[0] in ENDS)
        return self.state(run_id)

    def logs(self, run_id: str) -> list[str]:
        """What a run said, but for what Prefect says of it, in order."""
        of_run = {"logs": {"flow_run_id": {"any_": [run_id]}}, "sort": "TIMESTAMP_ASC"}
        return [one["message"] for one in self.ask("logs/filter", of_run) if "=" in one["message"]]

    def state(self, run_id: str) -> tuple[str, str]:
        """The state of a run and its message, from the server's database: the server may be gone."""
        with sqlite3.connect(self.home / "prefect" / "served" / "prefect.db") as database:
            query = "SELECT s.type, s.message FROM flow_run_state s JOIN flow_run r ON s.id = r.state_id"
            found = database.execute(f"{query} WHERE r.id = ?", (run_id,)).fetchall()
        database.close()
        return found[0]


def schedules(deployment: dict[str, Any]) -> list[tuple[str, bool]]:
    """Where each schedule of a deployment is changed, and whether it is active."""
    return [(f"deployments/{deployment['id']}/schedules/{one['id']}", one["active"]) for one in deployment["schedules"]]


def updated(deployment: dict[str, Any]) -> dt.datetime:
    """When the runner last declared a deployment."""
    return dt.datetime.fromisoformat(deployment["updated"])
