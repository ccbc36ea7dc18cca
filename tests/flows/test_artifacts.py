"""What the UI is given of a night: the news, the board, where to read on; bounded, and nothing of anybody."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl

from flows.artifacts import EPIS_AT_MOST, board_page, night_page
from flows.check import check_file
from flows.findings_tables import findings_tables
from flows.report import FileLine, NightReport
from flows.settings import Settings
from tests.nights import contracts_csv, night, one_epi
from warehouse.board import Cell

MANY = 2_000


def cells(epis: int, late: int = -1) -> Iterator[Cell]:
    """A year of cells an EPI, all handed in; but the first of the EPI numbered ``late``."""
    for number in range(epis):
        for month in range(1, 13):
            is_late = number == late and month == 12
            state = ("en_retard", "En retard") if is_late else ("a_l_heure", "À l'heure")
            yield Cell(
                f"epi-{number:04}", f"EPI {number:04} | *A*", "contracts", f"2015-{month:02}", dt.date(2015, month, 1),
                dt.date(2015, month, 28), dt.date(2015, month, 28), *state, is_late, 3, 0, None, 9 if is_late else None,
            )  # fmt: skip


def report(n: int, **facts: str) -> NightReport:
    lines = (FileLine(f"epi-{number}", "fichier", "Liste Léa.csv", "accepted", "new", 3) for number in range(n))
    letters = tuple(f"2026-01-02-epi-{number}.eml" for number in range(n))
    return NightReport("run", dt.date(2026, 1, 2), "published", tuple(lines), letters=letters, **facts)


def test_the_page_and_the_letters_are_links_where_the_server_shows_them_and_paths_elsewhere() -> None:
    told = report(1, page="/data/pages/2026-01-02.html")
    assert "[La page de la nuit](/epi/pages/2026-01-02.html)" in night_page(told, "/epi")
    assert "[2026-01-02-epi-0.eml](/epi/letters/2026-01-02-epi-0.eml)" in night_page(told, "/epi")
    assert "La page de la nuit : `/data/pages/2026-01-02.html`" in night_page(told)
    assert "- `letters/2026-01-02-epi-0.eml`" in night_page(told)


def test_the_night_tells_what_is_new_and_counts_the_rest(tmp_path: Path) -> None:
    config = one_epi(tmp_path, contracts_csv(1, 2))
    assert "| die | fichier | Fichier accepté | 2 | 0 |" in night_page(night(tmp_path / "home", config))
    again = night_page(night(tmp_path / "home", config))
    assert "1 fichier inchangé depuis la nuit précédente." in again
    assert "| die |" not in again


def test_whatever_the_network_artifacts_are_bounded_and_say_how_much_is_not_shown() -> None:
    page, board = night_page(report(MANY)), board_page(list(cells(MANY)))
    assert len(page.encode()) < 50_000
    assert len(board.encode()) < 50_000
    assert f"et {MANY - 200} de plus." in page
    assert f"et {MANY - EPIS_AT_MOST} espaces de plus." in board
    assert "Léa" not in page


def test_of_many_epis_the_board_shows_first_who_is_late() -> None:
    board = board_page(list(cells(MANY, late=MANY - 1)))
    first = next(line for line in board.splitlines() if line.startswith("| EPI"))
    assert first.startswith(rf"| EPI {MANY - 1} \| \*A\* |")
    assert first.endswith("| **!** |")


def test_an_address_in_the_name_of_an_epi_is_no_link_of_the_board() -> None:
    cell = replace(next(cells(1)), epi_name="EPI https://die.example a@die.example")
    assert r"| EPI https\://die\.example a\@die\.example |" in board_page([cell])


def test_without_a_calendar_the_board_says_so() -> None:
    assert "Aucun calendrier n'est déclaré." in board_page([])


def test_the_findings_of_an_epi_say_where_and_what_to_do_and_no_word_of_the_file(tmp_path: Path) -> None:
    fault = "C-9;M.;Léa Dupont;12/03/1990;CDD;bientôt;31/08/2015\n"
    settings = Settings(home=tmp_path / "home", config=one_epi(tmp_path, contracts_csv(1, 2, fault=fault)))
    verdict = check_file(tmp_path / "fichier.csv", "die", settings).verdict
    tables, n_left = findings_tables(verdict.findings)
    first = tables["die"][0]
    assert (list(first)[:3], first["Gravité"], first["Cellules"]) == (
        ["Gravité", "Cellules", "Constat"],
        "À corriger",
        "F4",
    )
    assert first["Que faire"]
    assert not {word for word in ("Dupont", "bientôt", "fichier.csv") if word in str(tables)}
    assert n_left == 0


def test_the_findings_of_many_are_bounded_and_say_how_much_is_not_shown(tmp_path: Path) -> None:
    fault = "C-9;M.;Léa Dupont;12/03/1990;CDD;bientôt;31/08/2015\n"
    settings = Settings(home=tmp_path / "home", config=one_epi(tmp_path, contracts_csv(1, fault=fault)))
    (found,) = check_file(tmp_path / "fichier.csv", "die", settings).verdict.findings.head(1).iter_slices()
    files = pl.concat([found.with_columns(delivery_id=pl.lit(f"{n:064}")) for n in range(300)])
    epis = pl.concat([found.with_columns(epi_id=pl.lit(f"epi-{n:03}")) for n in range(150)])
    (table,) = findings_tables(files)[0].values()
    assert (len(table), table[-1]["Constat"]) == (201, "100 constats de plus ne sont pas montrés ici.")
    tables, n_left = findings_tables(epis)
    assert (len(tables), n_left) == (100, 50)
