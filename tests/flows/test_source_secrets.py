"""A secret planted where it belongs is found nowhere else, whatever the nights come to."""

import base64
import http.client
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import polars as pl
import pytest

from flows.report import NightReport
from tests.flows.dav import Folder
from tests.flows.networks import write_network
from tests.flows.pulls import basic_login
from tests.flows.web import Answer, Web, web_server
from tests.nights import ROOT, contracts_csv, night
from warehouse.query import ask

PASSWORD = "Pl4nté-mot-de-passe"
TOKEN = "pl4nted-token-0123456789"
ENCODED = base64.b64encode(PASSWORD.encode()).decode().rstrip("=")
LOGIN = basic_login("epi-die", PASSWORD)
FORMS = [
    form.encode(coding)
    for form in (PASSWORD, TOKEN, ENCODED, LOGIN.removeprefix("Basic "), quote(PASSWORD), repr(PASSWORD.encode()))
    for coding in ("utf-8", "utf-16-le")
]
FAULTS = [
    Answer(status=401),
    Answer(status=403),
    Answer(status=404),
    Answer(status=500),
    Answer(status=429, headers={"Retry-After": "3600"}),
    Answer(contracts_csv(1), cut_after=9),
    Answer(b"x" * 2000, pause=0.1),
    Answer(b"x", pause=1),
    Answer(b"x" * 1_000_001),
    Answer(status=302, headers={"Location": "http://192.168.1.1/"}),
    Answer(status=302, headers={"Location": "http://[bad/"}),
    Answer(b"<html><form></form></html>"),
    Answer(b"PK\x03\x04 broken"),
]


@pytest.fixture
def web() -> Iterator[Web]:
    with web_server() as server:
        yield server


def network(folder: Path, web: Web) -> Path:
    """A network in which every kind that knows a secret asks with it."""
    return write_network(
        folder,
        {
            "basic": f'url = "{web.url}/basic.csv"\nusername = "epi-die"\npassword_secret = "DIE"',
            "bearer": f'url = "{web.url}/bearer.csv"\ntoken_secret = "GRIST"',
            "webdav": f'kind = "webdav"\nurl = "{web.url}/dav/"\nfiles = "*"\nusername = "epi-die"\npassword_secret = "DIE"',
            "share": f'kind = "nextcloud"\nurl = "{web.url}/s/AbC"\npassword_secret = "DIE"',
            "grist": f'kind = "grist"\nurl = "{web.url}"\ndocument = "doc"\ntoken_secret = "GRIST"',
        },
    )


def plant(home: Path) -> None:
    path = home / "restricted" / "secrets.toml"
    path.parent.mkdir(parents=True)
    path.write_text(f'DIE = "{PASSWORD}"\nGRIST = "{TOKEN}"\n', encoding="utf-8")
    path.chmod(0o600)


def answer_well(web: Web) -> None:
    bearer, content = f"Bearer {TOKEN}", contracts_csv(1, 2)
    web.says("/basic.csv", Answer(content, login=LOGIN))
    web.says("/bearer.csv", Answer(content, login=bearer))
    Folder(web, "/dav/", LOGIN).put("a.csv", content, day=1)
    Folder(web, "/public.php/dav/files/AbC/", basic_login("anonymous", PASSWORD)).put("a.csv", content, day=1)
    web.says("/api/docs/doc", Answer(b'{"updatedAt": "2015"}', login=bearer))
    web.says("/api/docs/doc/download/xlsx", Answer(content, login=bearer))


def answer(web: Web, fault: Answer) -> None:
    for path in ("/basic.csv", "/bearer.csv", "PROPFIND /dav/", "PROPFIND /public.php/dav/files/AbC/", "/api/docs/doc"):
        web.says(path, fault)


def assert_nowhere(home: Path, *texts: str) -> None:
    """No form of a secret is in any byte below ``home``, the file of secrets aside, nor in what was printed."""
    files = [path for path in home.rglob("*") if path.is_file() and path.name != "secrets.toml"]
    assert files
    for path in files:
        for content in contents(path):
            assert not [form for form in FORMS if form in content], path
    for text in texts:
        assert not [form for form in FORMS if form in text.encode()]


def contents(path: Path) -> Iterator[bytes]:
    """The bytes of a file, and what they say where they are compressed."""
    yield path.read_bytes()
    if path.suffix == ".parquet":
        yield pl.read_parquet(path).write_json().encode()
    if path.suffix == ".duckdb":
        tables = ask(path, "SELECT table_schema || '.' || table_name AS name FROM information_schema.tables")
        yield repr([ask(path, f"SELECT * FROM {table['name']}") for table in tables]).encode()


def test_nights_that_succeed_and_fail_in_every_way_leave_no_secret_anywhere(
    tmp_path: Path, web: Web, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    limits = {"SECONDS": "1", "READ_SECONDS": "0.2", "ATTEMPTS": "2", "BACKOFF_SECONDS": "0", "MAX_MB": "1"}
    for name, value in limits.items():
        monkeypatch.setenv(f"EPI_PULL_{name}", value)
    monkeypatch.setattr(http.client.HTTPConnection, "debuglevel", 1)
    caplog.set_level(logging.DEBUG)
    home = tmp_path / "home"
    plant(home)
    config = network(tmp_path, web)
    told: list[NightReport] = []
    answer_well(web)
    told.append(night(home, config))
    assert {line.state for line in told[0].files} == {"accepted"}
    assert all("Authorization" in headers for _, headers in web.asked)
    for fault in FAULTS:
        answer(web, fault)
        told.append(night(home, config))
    answer_well(web)
    told.append(night(home, config))
    assert {line.state for line in told[-1].files} == {"accepted"}
    assert "/basic.csv" in caplog.text, "urllib3 told what it did"
    captured = capfd.readouterr()
    assert_nowhere(home, caplog.text, captured.out, captured.err, *(report.as_json() for report in told))


@pytest.mark.prefect
def test_a_run_under_prefect_with_all_its_logs_leaves_no_secret_anywhere(tmp_path: Path, web: Web) -> None:
    home = tmp_path / "home"
    config = network(tmp_path, web)
    for well in (True, False):
        answer_well(web) if well else answer(web, Answer(status=500))
        run = epi_run(home, config)
        assert run.returncode == (0 if well else 3), run.stderr
        assert_nowhere(home, run.stdout, run.stderr)
    assert "Authorization" in web.asked[0][1]


def epi_run(home: Path, config: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        "EPI_HOME": str(home), "EPI_CONFIG": str(config), "PATH": "/usr/bin:/bin", "EPI_SECRET_DIE": PASSWORD,
        "EPI_SECRET_GRIST": TOKEN, "PREFECT_LOGGING_LEVEL": "DEBUG", "EPI_PULL_BACKOFF_SECONDS": "0",
        "PREFECT_LOGGING_EXTRA_LOGGERS": "urllib3,requests",
    }  # fmt: skip
    command = [sys.executable, "-c", "from flows.cli import main; main()", "run", "--json"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240, check=False)
