"""A file that is sent again once somebody was erased from it: as the same file, and nothing of the person with it."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.erase import erase, key_of
from flows.settings import Settings
from tests.flows.dav import Folder
from tests.flows.erasing import BORN, FIRST, LAST, book, found_words, xlsx
from tests.flows.networks import write_network
from tests.flows.test_erase import CONTRACTS, network
from tests.flows.web import Web, web_server
from tests.nights import night, rows
from transforms.redact import Identity

DAV = "/public.php/dav/files/AbC/"
WHOLE = CONTRACTS.replace("C-3;Marchetti;Ludivine", "C-3;Aubier;Basile").replace("31/02/2015", "01/02/2015")
SHORT = "".join(WHOLE.splitlines(keepends=True)[:3])


@pytest.fixture
def web() -> Iterator[Web]:
    with web_server() as server:
        yield server


def test_from_a_folder_where_it_has_another_date(tmp_path: Path, web: Web) -> None:
    settings = Settings(
        home=tmp_path / "home",
        config=write_network(tmp_path, {"die": f'kind = "nextcloud"\nurl = "{web.url}/s/AbC"'}),
        worker_processes=1,
    )
    folder, content = Folder(web, DAV), xlsx(book())
    folder.put("suivi.xlsx", content, day=1)
    night(settings.home, settings.config)
    erase(settings, key_of(settings, LAST, FIRST, BORN), None, dry_run=False)
    folder.put("suivi.xlsx", content, day=2)
    web.asked.clear()
    assert night(settings.home, settings.config).outcome == "unchanged"
    assert len(web.asked) == 2, "the list of the folder, and the file"
    assert night(settings.home, settings.config).outcome == "unchanged"
    assert len(web.asked) == 3, "the list of the folder alone"
    assert found_words(settings.home) == set()


def test_it_stands_before_the_one_it_came_back_from_once_a_third_is_refused(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", config=network(tmp_path), worker_processes=1)

    def counts(*contents: str) -> list[int]:
        counted = []
        for content in contents:
            (tmp_path / "contrats.csv").write_text(content, encoding="utf-8")
            night(settings.home, settings.config)
            counted += [n for (n,) in rows(settings.home, "SELECT count(*) FROM core.contracts")]
        return counted

    assert counts(WHOLE, SHORT) == [3, 2]
    person = Identity("Marchetti", "Ludivine", dt.date(1990, 3, 12))
    key = key_of(settings, person.last_name, person.first_name, person.birth_date)
    assert len(erase(settings, key, person, dry_run=False).files) == 2
    assert counts(WHOLE, "", " ") == [3, 3, 3]
    history = "SELECT known_from, known_to FROM history.contracts WHERE contract_id = 'C-3' ORDER BY ALL"
    (_, left), (back, stands) = rows(settings.home, history)
    stood = "SELECT received_at FROM ledger.deliveries WHERE is_in_force AND source_name = 'contrats'"
    assert rows(settings.home, stood) == [(back,)], "it was received the day it came back"
    assert (left < back, stands) == (True, None)
    assert found_words(settings.home, ("Ludivine",)) == set()


def erased(folder: Path) -> Settings:
    """A network of which one file has had somebody erased."""
    settings = Settings(home=folder / "home", config=network(folder), worker_processes=1)
    (folder / "contrats.csv").write_text(WHOLE, encoding="utf-8")
    night(settings.home, settings.config)
    person = Identity("Marchetti", "Ludivine", dt.date(1990, 3, 12))
    key = key_of(settings, person.last_name, person.first_name, person.birth_date)
    assert len(erase(settings, key, person, dry_run=False).files) == 1
    return settings


def test_under_another_id_of_its_epi_it_has_not_come_and_the_night_goes_on(tmp_path: Path) -> None:
    settings = erased(tmp_path)
    told = settings.config.read_text(encoding="utf-8")
    settings.config.write_text(told.replace('id = "die"', 'id = "diois"'), encoding="utf-8")
    for _ in range(2):
        report = night(settings.home, settings.config)
        assert [(one.epi_id, one.source_name, one.state, one.in_force) for one in report.files] == [
            ("diois", "contrats", "refused", "nothing"),
            ("diois", "operations", "accepted", "new" if report.outcome == "published" else "unchanged"),
        ]
        assert report.exit_code == 1
    findings = "SELECT epi_id, code, severity FROM quality.findings WHERE code LIKE 'FICHIER%'"
    assert rows(settings.home, findings) == [("diois", "FICHIER-61", "reject")]
    assert found_words(settings.home, ("Ludivine",)) == set()


def test_once_the_disk_lost_what_was_judged_of_it_it_has_not_come_and_the_night_goes_on(tmp_path: Path) -> None:
    settings = erased(tmp_path)
    (pack,) = (settings.home / "store").rglob("contracts.parquet")
    pack.chmod(0o600)
    pack.write_bytes(pack.read_bytes()[:-1])
    report = night(settings.home, settings.config)
    assert {(one.source_name, one.state) for one in report.files} == {
        ("contrats", "refused"),
        ("operations", "accepted"),
    }
    assert rows(settings.home, "SELECT code FROM quality.findings WHERE code LIKE 'FICHIER%'") == [("FICHIER-61",)]
