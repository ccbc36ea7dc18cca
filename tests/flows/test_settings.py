"""What the environment sets."""

from pathlib import Path

import pytest

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
