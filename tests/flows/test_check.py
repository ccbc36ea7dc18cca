"""What `epi check` prints, on files as EPI send them."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from flows.check import Checked, check_file, write_annotated
from flows.settings import ConfigurationError, Settings
from schemas.codes.exit_reasons import EXIT_REASONS
from tests.nights import SAMPLES, contracts_csv
from tests.transforms.judged_sheets import HEADINGS, contract, workbook


def checked(tmp_path: Path, content: bytes, filename: str = "contrats.csv") -> Checked:
    path = tmp_path / filename
    path.write_bytes(content)
    return check_file(path, None, Settings(home=tmp_path / "home", worker_processes=1))


def faulty(n: int) -> bytes:
    """Three hundred good contracts, then ``n`` that begin on a day that does not exist."""
    faults = "".join(f"F-{i};M.;Léa;12/03/1990;CDD;31/06/2015;31/08/2015\n" for i in range(n))
    return contracts_csv(*range(300), fault=faults)


def test_many_cells_of_one_column_are_told_once_with_the_first_addresses_and_the_exact_number(tmp_path: Path) -> None:
    lines = checked(tmp_path, faulty(250)).letter.splitlines()
    assert lines[0].startswith("Fichier accepté avec réserves : 300 lignes prises en compte, 250 mises de côté")
    assert "À corriger (250)" in lines
    start = lines.index("- contrats!F « Date de début » : 250 cellules")
    assert lines[start + 1].endswith("Exemple : 28/02/2015. [DATE-02]")
    assert lines[start + 2] == "    F302 (F-0) : « 31/06/2015 »"
    assert lines[start + 12] == "    et 240 autres en dessous"
    assert len(lines) < 30


def test_one_more_cell_than_are_shown_is_shown_too(tmp_path: Path) -> None:
    letter = checked(tmp_path, faulty(11)).letter
    assert "    F312 (F-10) : « 31/06/2015 »" in letter
    assert "en dessous" not in letter


def test_of_two_tables_side_by_side_the_one_that_lacks_a_column_is_named(tmp_path: Path) -> None:
    headings = (
        "N° contrat;Nom;Prénom;Date de naissance;Type de contrat;Fin prévue;;N° pièce;Poste;Mois;Montant déclaré\n"
    )
    row = "C-1;M.;Léa;12/03/1990;CDD;31/08/2015;;P-1;Personnel;09/2014;12,50\n"
    letter = checked(tmp_path, (headings + row).encode()).letter
    assert "La colonne « Date de début » du tableau « Contrats » est introuvable" in letter
    assert "La colonne « N° opération » du tableau « Dépenses FSE » est introuvable" in letter


def test_nothing_is_left_behind_where_a_file_is_checked(tmp_path: Path) -> None:
    checked(tmp_path, contracts_csv(1))
    assert not (tmp_path / "home").exists()


def test_a_cell_alone_is_one_line_with_its_address_heading_key_and_value(tmp_path: Path) -> None:
    letter = checked(tmp_path, faulty(1)).letter
    assert "- contrats!F302 « Date de début » (F-0) : « 31/06/2015 »\n  Cette date n'existe pas" in letter


def test_what_concerns_the_whole_file_comes_first(tmp_path: Path) -> None:
    lines = checked(
        tmp_path, contracts_csv(fault="C-1;M.;Léa;31/06/1990;CDD;01/09/2014;31/08/2015\n")
    ).letter.splitlines()
    assert lines[0].startswith("Fichier refusé : 0 ligne prise en compte, 1 mise de côté")
    assert lines[lines.index("À corriger (2)") + 2] == "- Fichier"


def test_a_file_that_cannot_be_read_is_refused_with_the_reason_alone(tmp_path: Path) -> None:
    found = checked(tmp_path, b"")
    assert found.letter.startswith("Fichier refusé : 0 ligne")
    assert "Ce fichier est vide." in found.letter
    assert found.exit_code == 1


def test_the_annotated_workbook_is_written_where_asked_with_the_ending_of_its_format(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", worker_processes=1)
    found = checked(tmp_path, faulty(2))
    folder = tmp_path / "retours"
    folder.mkdir()
    received = tmp_path / "contrats.csv"
    assert write_annotated(found, received, folder, settings) == folder / "contrats - à corriger.xlsx"
    assert write_annotated(found, received, folder / "die", settings) == folder / "die.xlsx"
    assert openpyxl.load_workbook(folder / "die.xlsx").sheetnames == ["À corriger", "contrats"]
    assert received.read_bytes() == faulty(2)


def test_the_checked_file_is_never_overwritten(tmp_path: Path) -> None:
    content = (SAMPLES / "valence" / "VALENCE.xlsx").read_bytes()
    found = checked(tmp_path, content, "valence.xlsx")
    received = tmp_path / "valence.xlsx"
    with pytest.raises(ConfigurationError, match="give another path"):
        write_annotated(found, received, received, Settings(home=tmp_path / "home", worker_processes=1))
    assert received.read_bytes() == content


def test_a_file_that_cannot_be_read_is_not_annotated(tmp_path: Path) -> None:
    found = checked(tmp_path, b"")
    settings = Settings(home=tmp_path / "home", worker_processes=1)
    assert write_annotated(found, tmp_path / "contrats.csv", tmp_path / "x.xlsx", settings) is None
    assert not (tmp_path / "x.xlsx").exists()


def test_what_was_kept_is_shown_as_a_french_sheet_shows_it_and_only_where_it_differs(tmp_path: Path) -> None:
    heads = "N° pièce;N° opération;N° contrat;Poste;Mois;Montant déclaré;Payé le;Part affectée;Libellé\n"
    rows = "P1;201400026;C-1;Salaires;01/09/2014;12,5 k€;30/09/2014;50;Caf\ufffd\n"
    letter = checked(tmp_path, (heads + rows).encode(), "depenses.csv").letter
    assert "« 12,5 k€ » lu comme « 12\u202f500,00 »" in letter
    assert "« 50 » lu comme « 50\u00a0% »" in letter
    assert "« Caf\ufffd »\n" in letter


def test_no_amount_is_told_where_none_is_set_aside(tmp_path: Path) -> None:
    assert checked(tmp_path, faulty(2)).letter.startswith(
        "Fichier accepté avec réserves : 300 lignes prises en compte, 2 mises de côté, 1 ignorée"
    )


def test_a_value_over_several_lines_or_without_end_stays_on_one_line_of_the_letter(tmp_path: Path) -> None:
    lines = 'C-8;M.;Léa;12/03/1990;CDD;"31/06/2015\n- contrats!A1 : rien";31/08/2015\n'
    endless = f"C-9;M.;Léa;12/03/1990;CDD;{'9' * 5_000};31/08/2015\n"
    letter = checked(tmp_path, contracts_csv(*range(30), fault=lines + endless)).letter
    assert "« 31/06/2015 - contrats!A1 : rien »" in letter
    assert not [line for line in letter.splitlines() if line.startswith("- contrats!A1") or len(line) > 500]


def test_what_a_terminal_would_obey_is_shown_in_the_letter(tmp_path: Path) -> None:
    hostile = "C-8;M.;Léa;12/03/1990;CDD;31/06\x1b[2J\u202e2015;31/08/2015\n"
    letter = checked(tmp_path, contracts_csv(1, fault=hostile)).letter
    assert r"« 31/06\u001b[2J\u202e2015 »" in letter
    assert not set("\x1b\u202e") & set(letter)


def test_a_list_of_values_is_told_to_its_last_one(tmp_path: Path) -> None:
    rows = "C-1;Autre chose;31/08/2015\nC-2;Sans nouvelle;31/08/2015\n"
    letter = checked(tmp_path, f"N° contrat;Motif de sortie;Date de sortie\n{rows}".encode(), "devenir.csv").letter
    [told] = [line for line in letter.splitlines() if "[LISTE-01]" in line]
    assert all(f"{one.label} ; " in told for one in EXIT_REASONS.codes[:-1])
    assert f" ; {EXIT_REASONS.codes[-1].label}. Choisissez une de ces valeurs." in told


def test_a_number_that_the_spreadsheet_made_a_date_is_shown_as_one(tmp_path: Path) -> None:
    dated = [dt.date(2014, 12, 1), *contract(1)[1:]]
    letter = checked(tmp_path, workbook([HEADINGS, dated, contract(2)]), "contrats.xlsx").letter
    assert "A2 « N° contrat » (01/12/2014) : « 01/12/2014 »" in letter
