"""The power is cut on a real ext4 at each step of a night: what is served afterwards is one whole night."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.disks import cut_power, journalled_image, mounted
from tests.nights import ROOT, contracts_csv, night, one_epi, rows

COUNT = "SELECT count(*) FROM core.contracts"
TOLD = "SELECT n_rows_accepted FROM ledger.runs ORDER BY run_id DESC LIMIT 1"
NIGHT = """
import sys
from pathlib import Path
from tests.nights import night
assert night(Path(sys.argv[1]), Path(sys.argv[2])).outcome == "published"
"""
MOMENTS: dict[str, Callable[[Path], bool]] = {
    "judged": lambda home: len(list((home / "store" / "packs").glob("2*"))) == 2,
    "building": lambda home: any((home / "build").glob("*.duckdb")),
    "kept": lambda home: len(list((home / "snapshots").glob("*.duckdb"))) == 2,
}


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The image of a disk on which one night was published, of one contract."""
    folder = tmp_path_factory.mktemp("power")
    image = journalled_image(folder / "disk.img", 120)
    with mounted(image, folder / "disk") as place:
        assert night(place / "home", one_epi(folder, contracts_csv(1))).outcome == "published"
    return image


def cut_at(image: Path, folder: Path, moment: str) -> tuple[Path, Path]:
    """A copy of the disk whose power was cut at that moment of a night of two contracts, and the configuration."""
    copy, config = folder / "disk.img", one_epi(folder, contracts_csv(1, 2))
    copy.write_bytes(image.read_bytes())
    with mounted(copy, folder / "disk") as place:
        command = [sys.executable, "-c", NIGHT, str(place / "home"), str(config)]
        with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as process:
            while process.poll() is None and not (moment in MOMENTS and MOMENTS[moment](place / "home")):
                time.sleep(0.001)
            cut_power(place)
            process.kill()
        assert moment in MOMENTS or process.returncode == 0
    return copy, config


@pytest.mark.parametrize("moment", [*MOMENTS, "done"])
def test_one_whole_night_is_served_after_a_power_cut_and_the_next_one_publishes(
    disk: Path, tmp_path: Path, moment: str
) -> None:
    image, config = cut_at(disk, tmp_path, moment)
    with mounted(image, tmp_path / "again") as place:
        home = place / "home"
        served = rows(home, COUNT)
        assert served == rows(home, TOLD)
        assert served == [(2,)] or (moment != "done" and served == [(1,)])
        outcome = night(home, config).outcome
        assert outcome == ("unchanged" if moment == "done" else "published") or served == [(2,)]
        assert rows(home, COUNT) == [(2,)]
