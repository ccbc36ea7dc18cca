"""What Prefect costs a night: `nightly` as served, beside its steps called as plain functions, in alternation.

A thousand EPI give a workbook each over HTTP, of which fifty changed since the night before: `python -m
benchmarks.orchestration`. The plain night is a process of its own, from its start to its end. The served one counts from
the moment its run is taken up to the moment the API says that it ended; its CPU is that of the run and, from the asking
until the server has stored all it was told, of the server and of the process that starts runs. `--epis`, `--changed`,
`--rounds` say otherwise.
"""

import argparse
import datetime as dt
import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from statistics import median

from benchmarks.network import EPI, SEED, write_workbook
from benchmarks.processes import ROOT, Cost, cpu_of_tree, run
from tests.flows.served import Served

_ROWS = 30
_SETTLED_SECONDS = 5
_PATIENCE_SECONDS = 1800
_HEAD = '[network]\nname = "Mesure"\nas_of = 2015-12-31\n'
_EPI = EPI + 'url = "{address}/{id}.xlsx"\nallow_private = true\n'
_ENDS = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epis", type=int, default=1000)
    parser.add_argument("--changed", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), asked.epis, asked.changed, asked.rounds)


def measure(folder: Path, epis: int, changed: int, rounds: int) -> None:
    """One night of all the files, given to both ways; then in each round a night of those changed, each way."""
    files = folder / "files"
    files.mkdir()
    names = [f"e{number:04}" for number in range(epis)]
    _write(files, names, 0)
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "benchmarks.file_server", str(files)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None  # noqa: S101
            config = folder / "epis.toml"
            address = server.stdout.readline().strip()
            config.write_text(_HEAD + "".join(_EPI.format(id=name, address=address) for name in names))
            plain_home, served_home = folder / "plain", folder / "served"
            print(f"the first night: {_plain(plain_home, folder)}", flush=True)
            shutil.copytree(plain_home, served_home)
            with _Desk(served_home, config) as desk:
                costs = []
                for number in range(1, rounds + 1):
                    _write(files, Random(f"{SEED}/{number}").sample(names, changed), number)
                    both = (_plain(plain_home, folder), desk.night())
                    print(f"round {number}: plain {both[0]}, served {both[1]}", flush=True)
                    costs.append(both)
        finally:
            server.kill()
    print(f"{epis} EPI, {changed} changed, {rounds} rounds; served / plain, median (least to most)")
    for what in ("wall", "cpu"):
        ratios = [getattr(served, what) / getattr(plain, what) for plain, served in costs]
        print(f"  {what:5} {median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})")


def _write(files: Path, names: list[str], version: int) -> None:
    for name in names:
        write_workbook(files / f"{name}.xlsx", name.upper(), _ROWS, Random(f"{SEED}/{name}/{version}"))


def _plain(home: Path, folder: Path) -> Cost:
    return run(["-m", "benchmarks.jobs.ours", str(folder), str(home)], watched=False)


class _Desk:
    """`epi serve`, where a night is asked for as the button of its UI does."""

    def __init__(self, home: Path, config: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        command = (sys.executable, "-c", "from flows.cli import main; main()", "serve", "--port", str(port))
        self._served = Served(home, command, EPI_HOME=str(home), EPI_CONFIG=str(config))

    def __enter__(self) -> "_Desk":
        self._served.start()
        self._served.wait_for(lambda: len(self._served.deployments()) > 1)
        return self

    def __exit__(self, *_: object) -> None:
        self._served.process.terminate()
        self._served.process.wait(60)

    def night(self) -> Cost:
        """Ask for a night, and wait until it has ended and the server has stored all of it."""
        before = cpu_of_tree(self._served.process.pid)
        (nightly,) = (one for one in self._served.deployments() if one["name"] == "nightly")
        run_id = self._served.ask(f"deployments/{nightly['id']}/create_flow_run", {})["id"]
        self._served.wait_for(lambda: self._served.state(run_id)[0] in _ENDS, _PATIENCE_SECONDS)
        time.sleep(_SETTLED_SECONDS)  # what the server stores after the run ended is its cost too
        cpu = cpu_of_tree(self._served.process.pid) - before
        state, said = self._served.state(run_id)
        if state != "COMPLETED":
            raise SystemExit(f"{state}: {said}")
        taken_up, ended = self._times(run_id)
        return Cost(cpu, (ended - taken_up).total_seconds(), 0)

    def _times(self, run_id: str) -> tuple[dt.datetime, dt.datetime]:
        states = json.loads(self._served.call("GET", f"flow_run_states/?flow_run_id={run_id}"))
        at = {one["type"]: dt.datetime.fromisoformat(one["timestamp"]) for one in states}
        return at["PENDING"], at["COMPLETED"]


if __name__ == "__main__":
    main()
