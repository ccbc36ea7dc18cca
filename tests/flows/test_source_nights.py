"""Nights over servers that fail, and over sources of several files."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.artifacts import night_page
from flows.report import ExitCode
from tests.flows.dav import Folder
from tests.flows.networks import write_network
from tests.flows.pulls import basic_login
from tests.flows.web import Answer, Web, web_server
from tests.nights import contracts_csv, night, rows

PER_EPI = "SELECT epi_id, count(*) FROM core.contracts GROUP BY ALL ORDER BY ALL"
NAMES = [f"epi-{number:02}" for number in range(12)]
PASSWORD = "planté"


@pytest.fixture
def web() -> Iterator[Web]:
    with web_server() as server:
        yield server


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "SECRET_DIE": PASSWORD,
        "PULL_SECONDS": "2",
        "PULL_READ_SECONDS": "0.3",
        "PULL_ATTEMPTS": "2",
        "PULL_BACKOFF_SECONDS": "0",
        "PULL_MAX_MB": "1",
    }.items():
        monkeypatch.setenv(f"EPI_{name}", value)


PAGE = b"<!DOCTYPE html><html><head><title>Connexion</title></head><body><form></form></body></html>"
LASTING: dict[str, Answer] = {
    "gone": Answer(status=404),
    "refused": Answer(status=403),
    "broken": Answer(status=500),
    "too many requests": Answer(status=429, headers={"Retry-After": "3600"}),
    "unavailable": Answer(status=503, headers={"Retry-After": "0"}),
    "cut": Answer(contracts_csv(1, 2, 3), cut_after=20),
    "longer than sent": Answer(contracts_csv(1), headers={"Content-Length": "900"}),
    "slow drip": Answer(b"x" * 1000, pause=0.1),
    "silent": Answer(b"x", pause=1),
    "too large": Answer(b"x" * 1_000_001),
    "loop": Answer(status=302, headers={"Location": "/epi-00.csv"}),
    "led to a file of the machine": Answer(status=302, headers={"Location": "file:///etc/passwd"}),
    "led to a private address": Answer(status=302, headers={"Location": "http://192.168.1.1/"}),
    "login page": Answer(PAGE),
}
THREE_AT_ONCE = [list(LASTING)[start : start + 3] for start in range(0, len(LASTING), 3)]


def test_a_server_that_fails_in_every_way_for_three_of_twelve_stops_no_other_and_the_next_good_night_heals(
    tmp_path: Path, web: Web
) -> None:
    home = tmp_path / "home"
    config = write_network(tmp_path, {name: f'url = "{web.url}/{name}.csv"' for name in NAMES})
    give(web, NAMES, (1, 2))
    assert night(home, config).exit_code == ExitCode.DONE
    for faults in THREE_AT_ONCE:
        failing, sound = NAMES[: len(faults)], NAMES[len(faults) :]
        give(web, sound, (1, 2, 3))
        for name, fault in zip(failing, faults, strict=True):
            web.says(f"/{name}.csv", LASTING[fault])
        report = night(home, config)
        assert report.outcome == "published"
        assert report.exit_code == ExitCode.UNREACHABLE, faults
        assert rows(home, PER_EPI) == [(name, 2) for name in failing] + [(name, 3) for name in sound]
        assert {line.epi_id: line.in_force for line in report.files if line.epi_id in failing} == dict.fromkeys(
            failing, "last_good"
        )
        assert f"{len(failing)} repris de la veille" in report.sentence
        told = rows(home, "SELECT DISTINCT epi_id FROM quality.findings WHERE severity = 'reject' ORDER BY ALL")
        assert told == [(name,) for name in failing]
        give(web, NAMES, (1, 2))
        healed = night(home, config)
        assert (healed.outcome, healed.exit_code) == ("published", ExitCode.DONE)
        assert rows(home, PER_EPI) == [(name, 2) for name in NAMES]
        assert rows(home, "SELECT count(*) FROM quality.findings WHERE severity = 'reject'") == [(0,)]
    assert list((home / "received" / "incoming").iterdir()) == []


def give(web: Web, names: list[str], contracts: tuple[int, ...]) -> None:
    for name in names:
        content = contracts_csv(*contracts).replace(b"C-", f"{name}-".encode())
        web.says(f"/{name}.csv", Answer(content))


FOLDER = "/remote.php/dav/files/die/FSE/"


def many_files(tmp_path: Path, web: Web) -> tuple[Path, Folder]:
    source = (
        f'name = "suivi"\nkind = "webdav"\nurl = "{web.url}{FOLDER}"\nfiles = "*.csv"\ntake = "all"\n'
        'username = "die"\npassword_secret = "DIE"'
    )
    folder = Folder(web, FOLDER, basic_login("die", PASSWORD))
    folder.put("2014.csv", contracts_csv(1, 2), day=1)
    folder.put("2015.csv", contracts_csv(3), day=2)
    return write_network(tmp_path, {"die": source}), folder


CONTRACTS = "SELECT contract_id FROM core.contracts ORDER BY ALL"
STANDS = "SELECT source_name, filename FROM ledger.deliveries WHERE is_in_force ORDER BY ALL"


def test_all_files_of_a_folder_stand_together_and_each_replaces_itself(tmp_path: Path, web: Web) -> None:
    home = tmp_path / "home"
    config, folder = many_files(tmp_path, web)
    assert night(home, config).exit_code == ExitCode.DONE
    assert rows(home, CONTRACTS) == [("C-1",), ("C-2",), ("C-3",)]
    folder.put("2015.csv", contracts_csv(4, 5), day=3)
    night(home, config)
    assert rows(home, CONTRACTS) == [("C-1",), ("C-2",), ("C-4",), ("C-5",)]
    assert rows(home, STANDS) == [("suivi/2014.csv", "2014.csv"), ("suivi/2015.csv", "2015.csv")]
    assert night(home, config).outcome == "unchanged"


def test_a_folder_that_cannot_be_listed_leaves_every_file_in_force(tmp_path: Path, web: Web) -> None:
    home = tmp_path / "home"
    config, folder = many_files(tmp_path, web)
    night(home, config)
    web.says(f"PROPFIND {FOLDER}", Answer(status=500))
    (home / "received" / "last_pulls.json").unlink()
    for _ in range(2):
        report = night(home, config)
        assert [(line.source_name, line.in_force) for line in report.files] == [
            ("suivi/2014.csv", "last_good"),
            ("suivi/2015.csv", "last_good"),
        ]
        assert report.exit_code == ExitCode.UNREACHABLE
        assert len(rows(home, CONTRACTS)) == 3
    folder.put("2015.csv", contracts_csv(3, 4), day=3)
    assert night(home, config).exit_code == ExitCode.DONE
    assert len(rows(home, CONTRACTS)) == 4


def test_a_file_that_left_the_folder_leaves_and_is_told_once(tmp_path: Path, web: Web) -> None:
    home = tmp_path / "home"
    config, folder = many_files(tmp_path, web)
    night(home, config)
    folder.remove("2014.csv")
    report = night(home, config)
    assert report.exit_code == ExitCode.REFUSED
    assert [(line.state, line.in_force) for line in report.files] == [("accepted", "unchanged"), ("left", "nothing")]
    assert "Fichier retiré" in night_page(report)
    assert rows(home, CONTRACTS) == [("C-3",)]
    assert rows(home, "SELECT code, severity, filename FROM quality.findings") == [
        ("FICHIER-48", "warn", f"{web.url}{FOLDER}/2014.csv")
    ]
    assert night(home, config).exit_code == ExitCode.DONE
    assert rows(home, CONTRACTS) == [("C-3",)]
    assert rows(home, "SELECT code FROM quality.findings") == []


def test_a_file_renamed_in_the_folder_counts_once(tmp_path: Path, web: Web) -> None:
    home = tmp_path / "home"
    config, folder = many_files(tmp_path, web)
    night(home, config)
    folder.remove("2014.csv")
    folder.put("2014 corrigé.csv", contracts_csv(1, 2, 6), day=4)
    night(home, config)
    assert rows(home, CONTRACTS) == [("C-1",), ("C-2",), ("C-3",), ("C-6",)]


def test_a_source_that_takes_the_newest_in_place_of_all_no_longer_counts_the_others(tmp_path: Path, web: Web) -> None:
    home = tmp_path / "home"
    config, _ = many_files(tmp_path, web)
    night(home, config)
    config.write_text(config.read_text(encoding="utf-8").replace('"all"', '"newest"'), encoding="utf-8")
    assert night(home, config).exit_code == ExitCode.DONE
    assert rows(home, STANDS) == [("suivi", "2015.csv")]
    config.write_text(config.read_text(encoding="utf-8").replace('"newest"', '"all"'), encoding="utf-8")
    assert night(home, config).exit_code == ExitCode.DONE
    assert rows(home, CONTRACTS) == [("C-1",), ("C-2",), ("C-3",)]
