"""How long what is kept stays, and who reads the names (P6, P7, R-E15)."""

import datetime as dt
import json
from pathlib import Path

import pytest

from flows.erase import erase, key_of
from flows.identity import ask_identities
from flows.identity_file import IdentityFile
from flows.retention import RetentionError
from flows.secret import person_secret
from flows.settings import ConfigurationError, Settings
from tests.flows.test_erase import BORN, published
from tests.fse.rows import OPERATION
from tests.fse.world import Place, judge_places, warehouse_of
from tests.nights import contracts_csv, night, one_epi, rows
from transforms.retention import retention_end

YEAR = dt.datetime.now(dt.UTC).year
PAID = {"programming_period_code": "2021-2027", "start_date": "01/01/2022", "end_date": "31/12/2023"}


def test_p6_once_retention_is_over_the_person_is_erased_and_the_anonymous_rows_stay(tmp_path: Path) -> None:
    settings = published(tmp_path, f"15/02/{YEAR - 4}")
    before = rows(settings.home, "SELECT * FROM core.contracts ORDER BY ALL")
    erase(settings, key_of(settings, "Marchetti", "Ludivine", BORN), None, dry_run=False)
    kept = [path.read_bytes() for path in sorted((settings.home / "received").rglob("*")) if path.is_file()]
    assert [content for content in kept if b"Ludivine" in content] == []
    assert "Ludivine" not in IdentityFile(settings.home, person_secret(settings.home)).read()["first_name"]
    assert rows(settings.home, "SELECT * FROM core.contracts ORDER BY ALL") == before


def test_p7_the_names_open_to_their_owner_alone_and_every_reading_is_logged_found_or_not(tmp_path: Path) -> None:
    home = tmp_path / "home"
    settings = Settings(home=home, config=one_epi(tmp_path, contracts_csv(1)))
    night(home, settings.config)
    [(key,)] = rows(home, "SELECT DISTINCT person_key FROM core.contracts")
    assert len(ask_identities(settings, [key])) == 1
    assert ask_identities(settings, ["0" * 64]) == []
    log = home / "restricted" / "identity_readings.jsonl"
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [line["keys"] for line in lines] == [[key], ["0" * 64]]
    assert all(line["user"] and dt.datetime.fromisoformat(line["at"]).tzinfo for line in lines)
    file = IdentityFile(home, person_secret(home)).path
    assert file.stat().st_mode & 0o077 == 0
    file.chmod(0o640)
    with pytest.raises(ConfigurationError, match="chmod 600"):
        ask_identities(settings, [key])


@pytest.mark.parametrize(
    ("change", "until"),
    [
        ({"accounts_date": "15/02/2017"}, dt.date(2020, 12, 31)),
        ({"accounts_date": "15/02/2017", "total_eligible_cost_eur": "999 999,99"}, dt.date(2020, 12, 31)),
        ({"accounts_date": "15/02/2017", "total_eligible_cost_eur": "1 000 000,00"}, dt.date(2019, 12, 31)),
        ({"accounts_date": ""}, None),
        (PAID | {"last_payment_date": "01/03/2024"}, dt.date(2029, 12, 31)),
        (PAID | {"last_payment_date": "", "accounts_date": "01/03/2024"}, None),
        ({"programming_period_code": "2007-2013", "accounts_date": "15/02/2010"}, None),
    ],
)
def test_r_e15_the_view_and_the_erasure_keep_the_documents_until_the_same_day(
    change: dict[str, str], until: dt.date | None
) -> None:
    places = [Place("a", {"operations": [OPERATION | change]})]
    with warehouse_of(places, judge_places(places), dt.date(2025, 1, 1)) as connection:
        shown = connection.execute("SELECT documents_until_date FROM mart.operation_finance").fetchall()
        terms = connection.execute(
            "SELECT programming_period_code, total_eligible_cost_eur, accounts_date, last_payment_date "
            "FROM mart.operation_terms"
        ).fetchall()
    assert shown == [(until,)]
    assert retention_end(*terms[0]) == until


@pytest.mark.parametrize(
    ("accounts", "reason"),
    [(f"15/02/{YEAR - 3}", f"to be kept until {YEAR}-12-31"), ("", "accounts_date is not stored")],
)
def test_r_e15_deletion_before_the_end_or_without_its_date_is_refused_and_nothing_goes(
    tmp_path: Path, accounts: str, reason: str
) -> None:
    settings = published(tmp_path, accounts)
    with pytest.raises(RetentionError, match=reason):
        erase(settings, key_of(settings, "Marchetti", "Ludivine", BORN), None, dry_run=False)
    kept = [path.read_bytes() for path in sorted((settings.home / "received").rglob("*")) if path.is_file()]
    assert any(b"Ludivine" in content for content in kept)
    assert "Ludivine" in IdentityFile(settings.home, person_secret(settings.home)).read()["first_name"]
