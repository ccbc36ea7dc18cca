"""Grist, Google Sheets and data.gouv.fr, as their servers answer."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.configuration import Epi
from tests.flows.pulls import die, one_failure, one_file
from tests.flows.web import Answer, Web, web_server

TOKEN = "Bearer abc123"
DOCUMENT = "/api/docs/rXg9vTj2"
DATASET = "/api/1/datasets/epi-de-die/"
XLSX_NAME = {"Content-Disposition": 'attachment; filename="Suivi FSE.xlsx"'}


@pytest.fixture
def web() -> Iterator[Web]:
    with web_server() as server:
        yield server


@pytest.fixture(autouse=True)
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EPI_SECRET_GRIST", "abc123")


def as_json(content: Any, **more: Any) -> Answer:
    return Answer(json.dumps(content).encode(), headers={"Content-Type": "application/json"}, **more)


def grist(web: Web, **more: Any) -> Epi:
    return die(kind="grist", url=web.url, document="rXg9vTj2", token_secret="GRIST", **more)


def document_says(web: Web, updated_at: str) -> None:
    web.says(DOCUMENT, as_json({"id": "rXg9vTj2", "updatedAt": updated_at}, login=TOKEN))


def test_a_grist_document_comes_as_a_workbook(tmp_path: Path, web: Web) -> None:
    document_says(web, "2015-07-01T10:00:00Z")
    web.says(f"{DOCUMENT}/download/xlsx", Answer(b"PK1", headers=XLSX_NAME, login=TOKEN))
    file = one_file(tmp_path, grist(web))
    assert (file.filename, file.origin) == ("Suivi FSE.xlsx", f"{web.url}/rXg9vTj2")


def test_a_grist_table_comes_as_csv(tmp_path: Path, web: Web) -> None:
    document_says(web, "2015-07-01T10:00:00Z")
    web.says(f"{DOCUMENT}/download/csv", Answer(b"a,b\n", login=TOKEN))
    assert one_file(tmp_path, grist(web, table="Contrats")).path.read_bytes() == b"a,b\n"
    assert web.asked[-1][0] == f"{DOCUMENT}/download/csv?tableId=Contrats"


def test_an_unchanged_grist_document_costs_one_request_though_its_bytes_would_differ(tmp_path: Path, web: Web) -> None:
    document_says(web, "2015-07-01T10:00:00Z")
    web.says(f"{DOCUMENT}/download/xlsx", Answer(b"PK1", login=TOKEN), Answer(b"PK2", login=TOKEN))
    one_file(tmp_path, grist(web))
    web.asked.clear()
    again = one_file(tmp_path, grist(web))
    assert (again.is_unchanged, [path for path, _ in web.asked]) == (True, [DOCUMENT])
    document_says(web, "2015-07-02T10:00:00Z")
    assert one_file(tmp_path, grist(web)).path.read_bytes() == b"PK2"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (as_json({"error": "access denied"}, status=403), "FICHIER-42"),
        (as_json({"error": "document not found"}, status=404), "FICHIER-40"),
        (Answer(b"<html><title>Sign in</title></html>"), "FICHIER-07"),
        (Answer(b"[" * 10_000), "FICHIER-49"),
        (as_json([]), "FICHIER-49"),
        (Answer(status=429, headers={"Retry-After": "3600"}), "FICHIER-41"),
    ],
    ids=["refused", "gone", "login page", "deep", "no object", "too many requests"],
)
def test_a_service_that_answers_otherwise_ends_as_its_code(tmp_path: Path, web: Web, answer: Answer, code: str) -> None:
    web.says(DOCUMENT, answer)
    web.says(DATASET, answer)
    assert one_failure(tmp_path / "grist", grist(web)).code == code
    assert one_failure(tmp_path / "dataset", dataset(web)).code == code


def test_a_google_sheet_comes_as_a_workbook_from_the_link_people_copy(tmp_path: Path, web: Web) -> None:
    web.says("/content", Answer(b"PK", headers=XLSX_NAME))
    web.says("/spreadsheets/d/1aB-c_D/export", Answer(status=307, headers={"Location": "/content"}))
    file = one_file(tmp_path, die(kind="google_sheets", url=f"{web.url}/spreadsheets/d/1aB-c_D/edit?usp=sharing#gid=0"))
    assert (file.filename, file.origin) == ("Suivi FSE.xlsx", web.url), "who knows the link has the document"
    assert web.asked[0][0] == "/spreadsheets/d/1aB-c_D/export?format=xlsx"


def resource(url: str, changed: str, form: str = "xlsx") -> dict[str, str]:
    return {"url": url, "last_modified": changed, "format": form, "title": "Suivi"}


def dataset(web: Web) -> Epi:
    return die(kind="data_gouv", url=web.url, dataset="epi-de-die", format="XLSX")


def test_the_newest_resource_of_the_format_is_taken(tmp_path: Path, web: Web) -> None:
    old = web.says("/old.xlsx", Answer(b"old"))
    new = web.says("/new.xlsx", Answer(b"new"))
    web.says("/newer.csv", Answer(b"csv"))
    resources = [
        resource(old, "2015-07-01T10:00:00+00:00"),
        resource(new, "2015-07-03T10:00:00+00:00"),
        resource(f"{web.url}/newer.csv", "2015-07-04T10:00:00+00:00", "csv"),
        {"url": None, "format": "xlsx"},
        "no resource",
    ]
    web.says(DATASET, as_json({"resources": resources}))
    file = one_file(tmp_path, dataset(web))
    assert (file.path.read_bytes(), file.filename) == (b"new", "new.xlsx")
    assert file.origin == f"{web.url}/datasets/epi-de-die"


def test_an_unchanged_dataset_costs_one_request(tmp_path: Path, web: Web) -> None:
    url = web.says("/a.xlsx", Answer(b"a"), Answer(b"b"))
    web.says(DATASET, as_json({"resources": [resource(url, "2015-07-01")]}))
    one_file(tmp_path, dataset(web))
    web.asked.clear()
    assert one_file(tmp_path, dataset(web)).is_unchanged
    assert [path for path, _ in web.asked] == [DATASET]
    web.says(DATASET, as_json({"resources": [resource(url, "2015-07-02")]}))
    assert one_file(tmp_path, dataset(web)).path.read_bytes() == b"b"


@pytest.mark.parametrize(
    ("resources", "code"),
    [
        ([], "FICHIER-40"),
        ([resource("/x.csv", "2015-07-01", "csv")], "FICHIER-40"),
        (None, "FICHIER-49"),
        ([resource("file:///etc/passwd", "2015-07-01")], "FICHIER-45"),
        ([resource("http://192.168.1.1/x.xlsx", "2015-07-01")], "FICHIER-45"),
        ([resource("http://user:planted@127.0.0.1/x.xlsx", "2015-07-01")], "FICHIER-45"),
    ],
)
def test_a_dataset_without_the_file_or_that_leads_astray_gives_nothing(
    tmp_path: Path, web: Web, resources: Any, code: str
) -> None:
    web.says(DATASET, as_json({"resources": resources}))
    failure = one_failure(tmp_path, dataset(web))
    assert failure.code == code
    assert "planted" not in repr(failure)
