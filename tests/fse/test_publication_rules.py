"""The rules of the run (X1 to X3) and of what is published (P1)."""

import re
from pathlib import Path

import pytest

from schemas import TABLES
from tests.nights import contracts_csv, night, one_epi, rows
from warehouse.view import views

FORBIDDEN = re.compile(r"last_name|first_name|birth|address|phone|email|comment|verbatim")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    night(home)
    return home


def test_p1_no_view_shows_what_names_a_person_or_is_sensitive(home: Path) -> None:
    kept_back = {
        n for t in TABLES.values() for n, c in t.columns.items() if c.privacy in ("sensitive", "personal", "free_text")
    }
    kept_back |= {n for t in TABLES.values() for n, c in t.columns.items() if c.privacy == "confidential"}
    shown = rows(home, "SELECT DISTINCT column_name FROM duckdb_columns() WHERE schema_name = 'mart'")
    assert len(views()) > 5
    assert {name for (name,) in shown} & kept_back == set()
    assert [name for (name,) in shown if FORBIDDEN.search(name)] == []


def test_p1_no_table_holds_what_names_a_person(home: Path) -> None:
    held = set(rows(home, "SELECT table_name, column_name FROM duckdb_columns() WHERE schema_name <> 'mart'"))
    assert {("participations", "person_key"), ("quarantine", "codes")} <= held
    assert not held & {(t.name, n) for t in TABLES.values() for n, c in t.columns.items() if not c.is_stored}


def test_x1_a_file_that_fails_never_becomes_an_empty_table(tmp_path: Path) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, contracts_csv(1, 2))
    night(home, config)
    one_epi(tmp_path, b"PK\x03\x04 a workbook cut short")
    report = night(home, config)
    assert rows(home, "SELECT count(*) FROM core.contracts") == [(2,)]
    assert [line.state for line in report.files] == ["refused"]


def test_x2_a_file_that_lost_its_rows_leaves_the_one_before_in_force(tmp_path: Path) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, contracts_csv(*range(1, 41)))
    night(home, config)
    one_epi(tmp_path, contracts_csv(1))
    night(home, config)
    assert rows(home, "SELECT count(*) FROM core.contracts") == [(40,)]


def test_x3_rows_read_are_accepted_set_aside_or_ignored_also_when_a_check_of_the_network_rejects(home: Path) -> None:
    lost = "SELECT * FROM ledger.deliveries WHERE n_rows_read <> n_rows_accepted + n_rows_set_aside + n_rows_ignored"
    assert rows(home, lost) == []
    assert rows(home, "SELECT count(*) > 0 FROM quality.quarantine WHERE codes = 'LIEN-03'") == [(True,)]
