"""The file served was published by an earlier version of the tool: nights and commands say so, and none breaks."""

from pathlib import Path

import duckdb
import pytest

from tests.flows.test_cli import epi
from tests.nights import contracts_csv, night, one_epi, rows
from warehouse.publish import NAME
from warehouse.query import EarlierVersionError

HELD = "\n[bands.contracts]\nfall = 0\nrise = 0\nrows = 0\neur = 0\nnights = 1\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A night of today, served by a file without views that were declared since."""
    home = tmp_path / "home"
    night(home, one_epi(tmp_path, contracts_csv(1, 2, 3)))
    path = home / NAME
    path.chmod(0o600)
    with duckdb.connect(str(path)) as connection:
        for view in ("deliveries_board", "answers"):
            connection.execute(f"DROP VIEW mart.{view}")
    return home


def test_a_night_that_nothing_changed_publishes_it_anew(tmp_path: Path, home: Path) -> None:
    with pytest.raises(EarlierVersionError, match=r"another version of epi published it .*answers does not exist"):
        rows(home, "SELECT * FROM mart.answers")
    assert night(home, tmp_path / "epis.toml").outcome == "published"
    assert rows(home, "SELECT n_contracts FROM mart.answers") == [(3,)]
    assert night(home, tmp_path / "epis.toml").outcome == "unchanged"


def test_a_dry_run_and_a_night_held_back_say_what_they_did(tmp_path: Path, home: Path) -> None:
    config = one_epi(tmp_path, contracts_csv(1, 2, 3, 4))
    dry = night(home, config, dry_run=True)
    assert (dry.outcome, dry.answers) == ("dry_run", {})
    config.write_text(config.read_text(encoding="utf-8") + HELD, encoding="utf-8")
    held = night(home, config)
    assert (held.outcome, held.answers) == ("held_back", {})
    assert "espace « die », tableau « Contrats »" in held.held_because


@pytest.mark.parametrize("command", [("board",), ("trace", "answers")])
def test_a_command_names_the_way_out(home: Path, command: tuple[str, ...]) -> None:
    told = epi(*command, home=home)
    assert told.returncode == 2
    assert told.stderr.startswith(f"{home / NAME}: another version of epi published it (")
    assert told.stderr.endswith("epi run --force publishes it anew\n")
