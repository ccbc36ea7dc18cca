"""On a terminal of eighty columns every EPI and number is whole; received late is told from not received; none is told."""

import datetime as dt
import io
from decimal import Decimal
from pathlib import Path

from rich.console import Console

from flows.report import FileLine, NightReport
from flows.terminal import show_night
from tests.flows.test_cli import epi
from tests.nights import contracts_csv, night, one_epi


def test_no_number_and_no_epi_is_cut_in_the_table_of_a_night() -> None:
    line = FileLine(
        "livron-loriol", "fichier", "tableau de bord des dépenses de l'année.xlsx", "accepted_with_reservations",
        "unchanged", 12_345, 678, 901, Decimal("123456.78"),
    )  # fmt: skip
    shown = io.StringIO()
    show_night(NightReport("20260102", dt.date(2026, 1, 2), "unchanged", (line,)), Console(file=shown, width=80))
    (row,) = [row for row in shown.getvalue().splitlines() if "livron-loriol" in row]
    assert [number in row.split() for number in ("12,345", "678", "901", "123,456.78")] == [True] * 4
    assert max(map(len, shown.getvalue().splitlines())) <= 80


def test_what_is_late_and_missing_stands_in_brackets_on_the_board(tmp_path: Path) -> None:
    config, home = one_epi(tmp_path, contracts_csv(1)), tmp_path / "data"
    due = '[[deliveries]]\ntable = "contracts"\nevery = "month"\nfirst = 2014-09-01\ndue_days = 16\n'
    (tmp_path / "calendar.toml").write_text(due)
    night(home, config)
    told = epi("board", home=home, config=config).stdout
    (row,) = [row for row in told.splitlines() if row.strip().startswith("EPI de Die")]
    # From September 2014 to July 2015: one came, late; nine never came and are due; the last is not due yet.
    assert row.split()[3:] == ["!", *["(○)"] * 9, "○"]
    assert "( ) Reste à remettre, l'échéance est passée" in told


def test_the_headings_of_the_nights_kept_are_whole(tmp_path: Path) -> None:
    config, home = one_epi(tmp_path, contracts_csv(1)), tmp_path / "data"
    night(home, config)
    told = epi("versions", home=home, config=config).stdout
    (headings,) = [line for line in told.splitlines() if "accepted" in line]
    assert headings.split() == ["night", "as", "of", "accepted", "set", "aside", "MB", "let", "through"]


def test_where_there_is_nothing_to_decide_or_to_tell_it_is_said(tmp_path: Path) -> None:
    config, home = one_epi(tmp_path, contracts_csv(1)), tmp_path / "data"
    night(home, config)
    told = epi("decide", home=home, config=config)
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "No alert in the published night.\n")
    told = epi("identity", "deadbeef", home=home, config=config)
    assert (told.returncode, told.stdout, told.stderr) == (2, "", "deadbeef: no identity is kept of it\n")
