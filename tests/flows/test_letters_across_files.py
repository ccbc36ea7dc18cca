"""What only the whole network shows of a file is told to its EPI as the rest is: in its letter and in its workbook."""

import io
from pathlib import Path

import openpyxl

from flows.findings_tables import findings_tables
from flows.night import Options
from flows.night_work import NightWork
from flows.read_configuration import load_configuration
from flows.settings import Settings
from schemas.letters import FOUND_SINCE
from tests.flows.test_letters import CONFIGURATION, DAY, HEADINGS, LETTERS_DAY, play, text_of
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


TWO_EPIS = """
[[epis]]
id = "nyons"
name = "EPI de Nyons"
commune = "Nyons"
insee_code = "26220"
postcode = "26110"
contact = "nyons@epi.example"
[[epis.sources]]
path = "nyons.csv"
"""
CONTRACTS = "N° contrat;Nom;Prénom;Date de naissance;Type de contrat;Date de début;Date de fin prévue\n"
TO_DIE, TO_NYONS = "die@epi.example", "nyons@epi.example"


def contracts(folder: Path, name: str, *people: str) -> None:
    rows_of = [f"{name}-{n};{one};CDD;01/01/2015;31/12/2015\n" for n, one in enumerate(people)]
    (folder / f"{name}.csv").write_text(CONTRACTS + "".join(rows_of), encoding="utf-8")


def test_a_file_that_did_not_change_is_told_again_when_another_epi_changes_what_is_found_in_it(tmp_path: Path) -> None:
    net = tmp_path / "net"
    net.mkdir()
    (net / "epis.toml").write_text(CONFIGURATION.replace("depenses", "die") + TWO_EPIS, encoding="utf-8")
    camille, loan, sacha = "Garance;Camille;02/03/1990", "Octave;Loan;04/05/1991", "Fantine;Sacha;06/07/1992"
    contracts(net, "die", camille, loan)
    contracts(net, "nyons", sacha)
    first = {str(letter["To"]) for letter in play(tmp_path, LETTERS_DAY)}
    assert first == {TO_DIE, TO_NYONS}
    contracts(net, "nyons", sacha, camille)
    letters = {str(letter["To"]): text_of(letter) for letter in play(tmp_path, LETTERS_DAY + DAY)}
    assert letters.keys() == {TO_DIE, TO_NYONS}
    assert FOUND_SINCE in " ".join(letters[TO_DIE].split())
    assert "[DOUBLON-14]" in letters[TO_DIE]
    assert FOUND_SINCE not in " ".join(letters[TO_NYONS].split())
    assert play(tmp_path, LETTERS_DAY + 2 * DAY) == []
    contracts(net, "nyons", sacha, loan)
    told = {str(letter["To"]): text_of(letter) for letter in play(tmp_path, LETTERS_DAY + 3 * DAY)}
    assert told.keys() == {TO_DIE, TO_NYONS}
    assert "A3" in told[TO_DIE]
    contracts(net, "nyons", sacha)
    (last,) = [one for one in play(tmp_path, LETTERS_DAY + 4 * DAY) if one["To"] == TO_DIE]
    assert "DOUBLON-14" not in text_of(last)
    assert play(tmp_path, LETTERS_DAY + 5 * DAY) == []
