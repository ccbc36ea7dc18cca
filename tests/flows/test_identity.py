import json
from pathlib import Path

import polars as pl
import pytest

from flows.identity import ask_identities
from flows.identity_file import IdentityFile
from flows.secret import person_secret
from flows.settings import ConfigurationError, Settings
from tests.flows.test_cli import epi
from tests.nights import contracts_csv, night, one_epi, rows


def people(home: Path) -> pl.DataFrame:
    return IdentityFile(home, person_secret(home)).read()


def keys(home: Path) -> list[str]:
    return [row[0] for row in rows(home, "SELECT DISTINCT person_key FROM core.contracts ORDER BY ALL")]


def test_the_night_writes_who_each_key_stands_for(tmp_path: Path) -> None:
    home = tmp_path / "home"
    night(home, one_epi(tmp_path, contracts_csv(1, 2)))
    assert sorted(people(home)["first_name"]) == ["Léa b", "Léa c"]
    assert sorted(people(home)["person_key"]) == keys(home)


def test_the_file_is_the_owner_s_alone_and_shows_no_name(tmp_path: Path) -> None:
    home = tmp_path / "home"
    night(home, one_epi(tmp_path, contracts_csv(1, 2)))
    file = IdentityFile(home, person_secret(home)).path
    assert file.stat().st_mode & 0o777 == 0o600
    assert "Léa".encode() not in file.read_bytes()
    file.chmod(0o644)
    with pytest.raises(ConfigurationError, match="chmod 600"):
        people(home)


@pytest.mark.parametrize("damage", ["gone", "cut short", "one byte", "of another key"])
def test_a_lost_or_damaged_file_comes_back_from_the_received_files(tmp_path: Path, damage: str) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, contracts_csv(1, 2))
    night(home, config)
    before, file = people(home), IdentityFile(home, person_secret(home))
    content = file.path.read_bytes()
    if damage == "gone":
        file.path.unlink()
    elif damage == "of another key":
        IdentityFile(home, b"x" * 32).write(before)
    else:
        file.path.write_bytes(content[:40] if damage == "cut short" else content[:-1] + bytes([content[-1] ^ 1]))
    if damage != "gone":
        assert people(home).is_empty()
    assert night(home, config).outcome == "unchanged"
    assert people(home).equals(before)


def test_people_of_a_file_that_no_longer_stands_leave(tmp_path: Path) -> None:
    home = tmp_path / "home"
    night(home, one_epi(tmp_path, contracts_csv(1, 2, 3)))
    night(home, one_epi(tmp_path, contracts_csv(1, 2)))
    assert sorted(people(home)["first_name"]) == ["Léa b", "Léa c"]


def test_a_refused_file_leaves_those_before_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    night(home, one_epi(tmp_path, contracts_csv(1, 2)))
    night(home, one_epi(tmp_path, b"PK\x03\x04 broken"))
    assert sorted(people(home)["first_name"]) == ["Léa b", "Léa c"]


def test_asking_for_a_name_leaves_a_line_without_it(tmp_path: Path) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, contracts_csv(1, 2))
    night(home, config)
    told = ask_identities(Settings(home=home, config=config), [keys(home)[0][:12]])
    assert [one["last_name"] for one in told] == ["M."]
    log = home / "restricted" / "identity_readings.jsonl"
    assert keys(home)[0][:12] in log.read_text()
    assert "Léa" not in log.read_text()
    assert log.stat().st_mode & 0o777 == 0o600


def test_a_key_of_nobody_is_told_and_is_not_done(tmp_path: Path) -> None:
    home = tmp_path / "home"
    night(home, one_epi(tmp_path, contracts_csv(1, 2)))
    known = keys(home)[0]
    told = epi("identity", known, "ffffffffffff", known[:3], "--json", home=home)
    assert told.returncode == 2
    assert [one["person_key"] for one in json.loads(told.stdout)["people"]] == [known]
    assert told.stderr.splitlines() == [
        "ffffffffffff: no identity is kept of it",
        f"{known[:3]}: no identity is kept of it; give 8 characters of a key at least",
    ]
    assert epi("identity", known, home=home).returncode == 0


def test_a_blank_night_writes_no_identity(tmp_path: Path) -> None:
    home = tmp_path / "home"
    night(home, one_epi(tmp_path, contracts_csv(1)), dry_run=True)
    assert not IdentityFile(home, person_secret(home)).path.exists()
