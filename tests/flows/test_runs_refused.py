"""`epi run` where another runs, or where rights were lost: ended with a clear message, the night before served."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.nights import ROOT, contracts_csv, night, one_epi, rows

COUNT = "SELECT count(*) FROM core.contracts"
RUN = [sys.executable, "-c", "from flows.cli import main; main()", "run"]
WITHOUT_OVERRIDE = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
"""Root that obeys the rights of files like anybody."""


def run(home: Path, config: Path, *before: str) -> subprocess.Popen[str]:
    environment = {"EPI_HOME": str(home), "EPI_CONFIG": str(config), "PATH": "/usr/bin:/bin", "HOME": str(home)}
    return subprocess.Popen(
        [*before, *RUN], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.prefect
def test_of_two_runs_started_at_once_one_publishes_and_the_other_names_it(tmp_path: Path) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, contracts_csv(1))
    with run(home, config) as first:
        lock = home / "lock"
        while not (lock.exists() and lock.read_text()):
            assert first.poll() is None
            time.sleep(0.01)
        first.send_signal(signal.SIGSTOP)  # in the middle of its night
        with run(home, config) as second:
            _, told = second.communicate(timeout=240)
        first.send_signal(signal.SIGCONT)
        _, error = first.communicate(timeout=240)
    assert (first.returncode, error) == (0, "")
    assert (second.returncode, f"process {first.pid}" in told) == (4, True), told
    assert rows(home, COUNT) == [(1,)]


@pytest.mark.prefect
@pytest.mark.parametrize("place", ["store/packs", "received", "snapshots", "."])
def test_a_folder_whose_rights_were_lost_is_named_and_the_night_before_is_served(tmp_path: Path, place: str) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, contracts_csv(1))
    night(home, config)
    one_epi(tmp_path, contracts_csv(1, 2))
    folder = home / place
    rights = folder.stat().st_mode
    folder.chmod(0o500)
    with run(home, config, *WITHOUT_OVERRIDE) as process:
        _, told = process.communicate(timeout=240)
    assert (process.returncode, "Permission denied" in told) == (4, True), told
    assert rows(home, COUNT) == [(1,)]
    folder.chmod(rights)
    assert night(home, config).outcome == "published"
    assert rows(home, COUNT) == [(2,)]
