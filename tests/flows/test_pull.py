"""Pulling a network: what changed, what did not, and what could not be had."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.configuration import Epi
from flows.pull import Pulled, PullFailure, pull_all
from flows.sources.declared import Source
from flows.sources.fetched import Limits
from flows.sources.kinds import FolderSource, HttpSource
from tests.flows.web import Answer, Web, web_server

LIMITS = Limits(seconds=5, attempts=2, backoff_seconds=0, max_bytes=1000)


@pytest.fixture
def web() -> Iterator[Web]:
    with web_server() as server:
        yield server


def epi(epi_id: str, *sources: Source) -> Epi:
    return Epi(id=epi_id, name=epi_id, commune="Die", insee_code="26113", postcode="26150", sources=sources)


def pull(folder: Path, *epis: Epi) -> list[Pulled | PullFailure]:
    return pull_all(epis, folder, folder / "home", LIMITS)


def pulled(folder: Path, *epis: Epi) -> list[Pulled]:
    results = pull(folder, *epis)
    return [result for result in results if isinstance(result, Pulled)]


def test_files_of_a_folder_are_kept_with_their_names(tmp_path: Path) -> None:
    (tmp_path / "die").mkdir()
    (tmp_path / "die" / "dépenses.csv").write_bytes(b"poste;montant\n")
    (file,) = pulled(tmp_path, epi("die", FolderSource(path="die/dépenses.csv", tables=("fse_spending",))))
    assert (file.epi_id, file.source, file.filename) == ("die", "fichier", "dépenses.csv")
    assert file.path.read_bytes() == b"poste;montant\n"
    assert (file.is_unchanged, file.tables, file.origin) == (False, ("fse_spending",), "die/dépenses.csv")


def test_an_unchanged_file_says_so_and_when_it_came_first(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"a")
    die = epi("die", FolderSource(path="a.csv"))
    (first,), (second,) = pulled(tmp_path, die), pulled(tmp_path, die)
    assert second.is_unchanged
    assert second.received_at == first.received_at
    (tmp_path / "a.csv").write_bytes(b"b")
    (third,) = pulled(tmp_path, die)
    assert not third.is_unchanged
    assert third.received_at > first.received_at


def test_an_unchanged_page_is_asked_for_once_and_not_sent(tmp_path: Path, web: Web) -> None:
    url = web.says("/a.csv", Answer(b"a", headers={"ETag": '"1"', "Last-Modified": "x"}))
    die = epi("die", HttpSource(url=url + "?token=secret"))
    pull(tmp_path, die)
    (again,) = pulled(tmp_path, die)
    assert again.is_unchanged
    assert [headers.get("If-None-Match") for _, headers in web.asked] == [None, '"1"']
    assert again.origin == url
    assert "secret" not in (tmp_path / "home" / "received" / "last_pulls.json").read_text()


def test_a_source_that_moved_is_asked_without_conditions(tmp_path: Path, web: Web) -> None:
    for path in ("/a.csv", "/b.csv"):
        web.says(path, Answer(path.encode(), headers={"ETag": '"1"'}))
    pull(tmp_path, epi("die", HttpSource(url=f"{web.url}/a.csv")))
    (moved,) = pulled(tmp_path, epi("die", HttpSource(url=f"{web.url}/b.csv")))
    assert moved.path.read_bytes() == b"/b.csv"


def test_a_file_lost_from_the_archive_is_fetched_again(tmp_path: Path, web: Web) -> None:
    die = epi("die", HttpSource(url=web.says("/a.csv", Answer(b"a", headers={"ETag": '"1"'}))))
    (first,) = pulled(tmp_path, die)
    first.path.unlink()
    (second,) = pulled(tmp_path, die)
    assert second.path.read_bytes() == b"a"


def test_damaged_memory_of_the_last_pulls_only_costs_a_pull(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"a")
    die = epi("die", FolderSource(path="a.csv"))
    pull(tmp_path, die)
    (tmp_path / "home" / "received" / "last_pulls.json").write_text("{")
    (file,) = pulled(tmp_path, die)
    assert not file.is_unchanged


def test_what_an_earlier_version_remembered_is_remembered_still(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"a")
    die = epi("die", FolderSource(path="a.csv"))
    pull(tmp_path, die)
    home = tmp_path / "home"
    (home / "received" / "last_pulls.json").rename(home / "last_pulls.json")
    (file,) = pulled(tmp_path, die)
    assert file.is_unchanged
    assert not (home / "last_pulls.json").exists()


def test_one_source_that_fails_stops_no_other_and_order_is_kept(tmp_path: Path, web: Web) -> None:
    (tmp_path / "a.csv").write_bytes(b"a")
    network = [
        epi("crest", FolderSource(name="absent", path="none.csv"), FolderSource(name="present", path="a.csv")),
        epi("die", HttpSource(url=web.says("/x", Answer(status=500)))),
        epi("nyons", HttpSource(url=web.says("/y", Answer(b"y")))),
    ]
    results = pull(tmp_path, *network)
    assert [(one.epi_id, one.source) for one in results] == [
        ("crest", "absent"), ("crest", "present"), ("die", "fichier"), ("nyons", "fichier"),
    ]  # fmt: skip
    failures = [one for one in results if isinstance(one, PullFailure)]
    assert [(one.code, one.detail, one.is_transport) for one in failures] == [
        ("FICHIER-40", "no such file", True),
        ("FICHIER-41", "HTTP 500", True),
    ]


@pytest.mark.parametrize(("name", "code"), [("folder", "FICHIER-46"), ("pipe", "FICHIER-46"), ("big", "FICHIER-43")])
def test_what_is_no_file_or_too_large_is_not_taken(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "big").write_bytes(b"x" * 1001)
    (result,) = pull(tmp_path, epi("die", FolderSource(path=name)))
    assert isinstance(result, PullFailure)
    assert result.code == code
