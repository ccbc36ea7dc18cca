"""What only the whole network shows of a file is told to its EPI as the rest is: in its letter and in its workbook."""

import io
from pathlib import Path

import openpyxl

from tests.flows.test_letters import CONFIGURATION, HEADINGS, LETTERS_DAY, play, text_of
from tests.nights import rows

SECOND = '[[epis.sources]]\nname = "suite"\npath = "suite.csv"\n'


def test_a_row_set_aside_across_files_is_told_with_the_counts_that_are_published(tmp_path: Path) -> None:
    folder = tmp_path / "net"
    folder.mkdir()
    (folder / "epis.toml").write_text(CONFIGURATION + SECOND, encoding="utf-8")
    row = "{};201500001;Fonctionnement;01/01/2015;12,50;31/01/2015\n"
    (folder / "depenses.csv").write_text(HEADINGS + row.format("P-1") + row.format("P-2"), encoding="utf-8")
    (folder / "suite.csv").write_text(HEADINGS + row.format("P-2") + row.format("P-3"), encoding="utf-8")
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
