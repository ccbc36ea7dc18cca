"""Folders of Nextcloud: by account, and by public share."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.configuration import Epi
from flows.pull import Pulled, PullFailure
from tests.flows.dav import Folder, file_xml, multistatus
from tests.flows.pulls import basic_login, die, one_failure, one_file, pull_epi
from tests.flows.web import Answer, Web, web_server

ACCOUNT = "/remote.php/dav/files/epi-die/Suivi%20FSE/"
SHARE = "/public.php/dav/files/AbC123/"
LOGIN = basic_login("epi-die", "planté")


@pytest.fixture
def web() -> Iterator[Web]:
    with web_server() as server:
        yield server


@pytest.fixture(autouse=True)
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EPI_SECRET_DIE", "planté")


def account(web: Web, **more: Any) -> Epi:
    place = {"kind": "webdav", "name": "suivi", "url": web.url + ACCOUNT, "username": "epi-die", "files": "*.csv"}
    return die(**place, password_secret="DIE", **more)


def share(web: Web, **more: Any) -> Epi:
    return die(kind="nextcloud", url=f"{web.url}/index.php/s/AbC123", **more)


def test_the_newest_file_of_the_pattern_is_taken(tmp_path: Path, web: Web) -> None:
    folder = Folder(web, ACCOUNT, LOGIN)
    folder.put("vieux.csv", b"1", day=1)
    folder.put("à jour.CSV", b"2", day=3)
    folder.put("note.txt", b"3", day=4)
    folder.put(".caché.csv", b"4", day=5)
    file = one_file(tmp_path, account(web))
    assert (file.source, file.filename, file.path.read_bytes()) == ("suivi", "à jour.CSV", b"2")
    folder.put("plus récent.csv", b"5", day=6)
    file = one_file(tmp_path, account(web))
    assert (file.source, file.filename, file.is_unchanged) == ("suivi", "plus récent.csv", False)


def test_all_files_of_the_pattern_are_taken_each_under_its_own_name(tmp_path: Path, web: Web) -> None:
    folder = Folder(web, ACCOUNT, LOGIN)
    for day, name in enumerate(("2014.csv", "dépenses 100 %.csv", "2015.csv")):
        folder.put(name, name.encode(), day)
    files = [one for one in pull_epi(tmp_path, account(web, take="all")) if isinstance(one, Pulled)]
    assert [(one.source, one.filename) for one in files] == [
        ("suivi/2014.csv", "2014.csv"),
        ("suivi/2015.csv", "2015.csv"),
        ("suivi/dépenses 100 %.csv", "dépenses 100 %.csv"),
    ]
    assert [one.path.read_bytes().decode() for one in files] == [one.filename for one in files]


@pytest.mark.parametrize("take", ["newest", "all"])
def test_an_unchanged_folder_costs_one_request(tmp_path: Path, web: Web, take: str) -> None:
    folder = Folder(web, ACCOUNT, LOGIN)
    folder.put("2014.csv", b"1", day=1)
    folder.put("2015.csv", b"2", day=2)
    first = pull_epi(tmp_path, account(web, take=take))
    web.asked.clear()
    again = pull_epi(tmp_path, account(web, take=take))
    assert [path for path, _ in web.asked] == [f"PROPFIND {ACCOUNT}"]
    assert all(isinstance(one, Pulled) and one.is_unchanged for one in again)
    assert [one.sha256 for one in again if isinstance(one, Pulled)] == [
        one.sha256 for one in first if isinstance(one, Pulled)
    ]


def test_only_the_file_that_changed_is_fetched_again(tmp_path: Path, web: Web) -> None:
    folder = Folder(web, ACCOUNT, LOGIN)
    folder.put("2014.csv", b"1", day=1)
    folder.put("2015.csv", b"2", day=2)
    pull_epi(tmp_path, account(web, take="all"))
    folder.put("2014.csv", b"corrected", day=3)
    web.asked.clear()
    files = [one for one in pull_epi(tmp_path, account(web, take="all")) if isinstance(one, Pulled)]
    assert [path for path, _ in web.asked] == [f"PROPFIND {ACCOUNT}", f"{ACCOUNT}2014.csv"]
    assert [(one.filename, one.is_unchanged) for one in files] == [("2014.csv", False), ("2015.csv", True)]


def test_one_file_that_fails_stops_no_other(tmp_path: Path, web: Web) -> None:
    folder = Folder(web, ACCOUNT, LOGIN)
    folder.put("2014.csv", b"1", day=1)
    folder.put("2015.csv", b"2", day=2)
    web.says(f"{ACCOUNT}2014.csv", Answer(status=500))
    failed, came = pull_epi(tmp_path, account(web, take="all"))
    assert isinstance(failed, PullFailure)
    assert isinstance(came, Pulled)
    assert (failed.source, failed.code, failed.origin) == (
        "suivi/2014.csv",
        "FICHIER-41",
        f"{web.url}{ACCOUNT}/2014.csv",
    )
    assert came.source == "suivi/2015.csv"


def test_a_server_that_fails_file_after_file_is_soon_asked_no_more(tmp_path: Path, web: Web) -> None:
    folder = Folder(web, ACCOUNT, LOGIN)
    for number in range(9):
        folder.put(f"{number}.csv", b"1", day=1)
        web.says(f"{ACCOUNT}{number}.csv", Answer(status=500 if number > 1 else 403))
    failures = pull_epi(tmp_path, account(web, take="all"))
    assert [one.code for one in failures if isinstance(one, PullFailure)] == ["FICHIER-42"] * 2 + ["FICHIER-41"] * 7
    asked = [path.removeprefix(ACCOUNT) for path, _ in web.asked[1:]]
    assert asked == ["0.csv", "1.csv", "2.csv", "2.csv", "3.csv", "3.csv", "4.csv", "4.csv"]


def test_a_folder_that_cannot_be_listed_fails_for_each_file_told_of_before(tmp_path: Path, web: Web) -> None:
    web.says(f"PROPFIND {ACCOUNT}", Answer(status=503, headers={"Retry-After": "0"}))
    told = ["suivi/2014.csv", "suivi/2015.csv", "autre/2015.csv"]
    failures = pull_epi(tmp_path, account(web, take="all"), before=told)
    assert [(one.source, one.code) for one in failures if isinstance(one, PullFailure)] == [
        ("suivi/2014.csv", "FICHIER-41"),
        ("suivi/2015.csv", "FICHIER-41"),
    ]


def test_a_file_that_left_the_folder_is_told_of(tmp_path: Path, web: Web) -> None:
    folder = Folder(web, ACCOUNT, LOGIN)
    folder.put("2015.csv", b"2", day=2)
    came, left = pull_epi(tmp_path, account(web, take="all"), before=["suivi/2014.csv", "suivi/2015.csv"])
    assert isinstance(came, Pulled)
    assert isinstance(left, PullFailure)
    assert (left.source, left.code, left.is_transport) == ("suivi", "FICHIER-48", False)
    assert left.origin.endswith("/2014.csv")


def test_a_public_share_is_listed_and_read_by_its_token(tmp_path: Path, web: Web) -> None:
    Folder(web, SHARE).put("contrats.csv", b"1", day=1)
    file = one_file(tmp_path, share(web))
    assert (file.filename, file.origin) == ("contrats.csv", web.url), "who knows the token has the files"
    assert all(headers["X-Requested-With"] == "XMLHttpRequest" for _, headers in web.asked)


def test_a_public_share_with_a_password(tmp_path: Path, web: Web) -> None:
    Folder(web, SHARE, basic_login("anonymous", "planté")).put("contrats.csv", b"1", day=1)
    assert one_failure(tmp_path / "without", share(web)).code == "FICHIER-42"
    assert one_file(tmp_path / "with", share(web, password_secret="DIE")).filename == "contrats.csv"


def test_a_public_share_of_one_file_is_that_file(tmp_path: Path, web: Web) -> None:
    listing = multistatus(file_xml(SHARE, 1, "contrats 2015.csv"))
    web.says(f"PROPFIND {SHARE}", Answer(listing, 207))
    web.says(SHARE.rstrip("/"), Answer(b"1"))
    assert one_file(tmp_path, share(web)).filename == "contrats 2015.csv"


BOMB = (
    b'<!DOCTYPE x [<!ENTITY a "0123456789">'
    + b"".join(b'<!ENTITY %c "%s">' % (c, b"&%c;" % (c - 1) * 30) for c in range(98, 108))
    + b"]><x>&k;</x>"
)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer(status=404), "FICHIER-40"),
        (Answer(multistatus(""), 207), "FICHIER-40"),
        (Answer(status=401), "FICHIER-42"),
        (Answer(b"<!DOCTYPE html><html><title>Connexion</title><form></form></html>", 200), "FICHIER-07"),
        (Answer(b"<x/>", 207), "FICHIER-49"),
        (Answer(b"{}", 207), "FICHIER-49"),
        (Answer(BOMB, 207), "FICHIER-49"),
        (Answer(b"x" * 20_001, 207), "FICHIER-43"),
        (Answer(status=302, headers={"Location": SHARE}), "FICHIER-45"),
        (Answer(multistatus(""), 207, cut_after=9), "FICHIER-41"),
    ],
    ids=["gone", "empty", "refused", "login page", "other XML", "JSON", "bomb", "too large", "loop", "cut"],
)
def test_a_share_that_expired_or_answers_otherwise_ends_as_its_code(
    tmp_path: Path, web: Web, answer: Answer, code: str
) -> None:
    web.says(f"PROPFIND {SHARE}", answer)
    assert one_failure(tmp_path, share(web)).code == code


def test_a_listing_cannot_send_us_elsewhere(tmp_path: Path, web: Web) -> None:
    with web_server() as other:
        href = other.says("/secret.csv", Answer(b"other"))
        web.says(f"PROPFIND {SHARE}", Answer(multistatus(file_xml(href, 1)), 207))
        web.says(f"{SHARE}secret.csv", Answer(b"ours"))
        assert one_file(tmp_path, share(web)).path.read_bytes() == b"ours"
        assert other.asked == []
