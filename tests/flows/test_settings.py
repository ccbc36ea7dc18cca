"""What the environment sets."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.cli import main
from flows.settings import ConfigurationError, read_settings


def test_a_wrong_setting_is_told_by_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EPI_WORKER_SECONDS", "soon")
    with pytest.raises(ConfigurationError, match=r"EPI_WORKER_SECONDS: Input should be a valid number"):
        read_settings()


def test_the_home_is_one_place_wherever_a_process_moves(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("EPI_HOME", raising=False)
    assert read_settings().home == tmp_path / "data"


def test_a_home_whose_path_the_database_would_cut_is_told_before_the_night(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EPI_HOME", "/srv/EPI ?/data")
    with pytest.raises(ConfigurationError, match=r"^EPI_HOME: no question mark in the path"):
        read_settings()


def test_a_variable_that_nothing_reads_is_told_by_its_name_alone(tmp_path: Path) -> None:
    config = tmp_path / "epis.toml"
    config.write_text('[network]\nname = "Essai"\n[[epis.sources]]\npassword_secret = "NEXTCLOUD"\n')
    environment = {
        "EPI_WAREHOUS": "planté", "EPI_SMTP_HOSTS": "planté", "EPI_SECRET_NEXTCLUOD": "planté",
        "EPI_SECRET_NEXTCLOUD": "planté", "EPI_SECRET_MAIL": "planté", "EPI_SMTP_PASSWORD_SECRET": "MAIL",
        "EPI_PERSON_KEY": "planté", "EPI_CONFIG": str(config), "epi_home": str(tmp_path),
    }  # fmt: skip
    told = CliRunner().invoke(main, ["versions", "--json"], env=environment)
    assert (told.exit_code, told.stdout) == (0, "[]\n")
    assert told.stderr.splitlines() == [
        "EPI_SMTP_HOSTS is set, and is no setting; did you mean EPI_SMTP_HOST?",
        "EPI_WAREHOUS is set, and is no setting",
        "EPI_SECRET_NEXTCLUOD is set, and epis.toml names no such secret",
    ]


def test_variables_are_told_before_the_fault_of_a_configuration_that_cannot_be_read(tmp_path: Path) -> None:
    environment = {"EPI_CONFIG": str(tmp_path / "none.toml"), "EPI_SECRET_DIE": "planté", "EPI_WAREHOUS": "planté"}
    told = CliRunner().invoke(main, ["template", "--epi", "die", "--out", str(tmp_path / "t.xlsx")], env=environment)
    assert told.exit_code == 2
    assert told.stderr.splitlines()[0] == "EPI_WAREHOUS is set, and is no setting"
    assert "EPI_SECRET_DIE" not in told.stderr
