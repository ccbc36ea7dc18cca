"""A file that is sent again once somebody was erased from it: as the same file, and nothing of the person with it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.erase import erase, key_of
from flows.settings import Settings
from tests.flows.dav import Folder
from tests.flows.erasing import BORN, FIRST, LAST, book, found_words, xlsx
from tests.flows.networks import write_network
from tests.flows.web import Web, web_server
from tests.nights import night

DAV = "/public.php/dav/files/AbC/"


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


def contracts(home: Path) -> list[str]:
    return [one for (one,) in rows(home, "SELECT contract_id FROM core.contracts ORDER BY ALL")]
