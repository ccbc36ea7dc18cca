"""What `epi check` prints, on files as EPI send them."""

from pathlib import Path

from flows.check import Checked, check_file
from flows.settings import Settings
from tests.nights import contracts_csv


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
