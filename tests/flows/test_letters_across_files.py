"""What only the whole network shows of a file is told to its EPI as the rest is: in its letter and in its workbook."""

import io
from pathlib import Path

import openpyxl

from flows.findings_tables import findings_tables
from flows.night import Options
from flows.night_work import NightWork
from flows.read_configuration import load_configuration
from flows.settings import Settings
from tests.flows.test_letters import CONFIGURATION, HEADINGS, LETTERS_DAY, play, text_of
from tests.nights import rows

SECOND = '[[epis.sources]]\nname = "suite"\npath = "suite.csv"\n'


def network(folder: Path) -> None:
    """Two files of one EPI that hold the same row."""
    folder.mkdir()
    (folder / "epis.toml").write_text(CONFIGURATION + SECOND, encoding="utf-8")
    row = "{};201500001;Fonctionnement;01/01/2015;12,50;31/01/2015\n"
    (folder / "depenses.csv").write_text(HEADINGS + row.format("P-1") + row.format("P-2"), encoding="utf-8")
    (folder / "suite.csv").write_text(HEADINGS + row.format("P-2") + row.format("P-3"), encoding="utf-8")


def test_the_table_of_findings_of_an_epi_holds_what_was_found_across_files(tmp_path: Path) -> None:
    network(tmp_path / "net")
    settings = Settings(home=tmp_path / "data", config=tmp_path / "net" / "epis.toml", worker_processes=1, page=False)
    work = NightWork(settings, load_configuration(settings), Options())
    work.pull()
    work.judge()
    before = findings_tables(work.findings)
    assert before == ({}, 0)
    work.publish()
    tables, _ = findings_tables(work.findings)
    assert ("A2", "DOUBLON-03") in [(row["Cellules"], row["Code"]) for row in tables["die"]]


def test_a_row_set_aside_across_files_is_told_with_the_counts_that_are_published(tmp_path: Path) -> None:
    network(tmp_path / "net")
    (letter,) = play(tmp_path, LETTERS_DAY)
    ledger = rows(tmp_path / "data", "SELECT filename, n_rows_accepted, n_rows_set_aside FROM ledger.deliveries")
    assert sorted(ledger) == [("depenses.csv", 2, 0), ("suite.csv", 1, 1)]
    assert str(letter["Subject"]).endswith(
        "Fichier accepté avec réserves : 1 ligne prise en compte, 1 mise de côté ; et un autre fichier"
    )
    first, second = text_of(letter).split("Votre fichier « suite.csv »")
    assert "Fichier accepté : 2 lignes prises en compte, 0 mise de côté" in first
    assert "1 ligne prise en compte, 1 mise de côté (12,50\N{NO-BREAK SPACE}€), 1 ignorée" in second
    assert "feuille « suite » : en-têtes trouvés ligne 1, 1 ligne prise en compte, 1 mise de côté." in second
    assert "suite!A2" in second
    assert "[DOUBLON-03]" in second
    joined = {str(one.get_filename()): one.get_payload(decode=True) for one in letter.iter_attachments()}
    book = openpyxl.load_workbook(io.BytesIO(joined["suite - à corriger.xlsx"]))
    assert book["suite"]["A2"].comment is not None
    assert "Faites ces corrections dans votre fichier d'origine, puis redéposez-le" in second  # a CSV came
