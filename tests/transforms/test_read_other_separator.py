"""Lines of a delimited text that another separator cuts than the one of the lines around them."""

import pytest

from transforms.raw import RawBook
from transforms.read import read

HEAD = "N°;Commune;Début;Montant\n"


def book(text: str) -> RawBook:
    return read(text.encode(), "contrats.csv")


def told(text: str) -> list[tuple[str, int | None]]:
    return [(remark.code, remark.row) for remark in book(text).remarks]


@pytest.mark.parametrize("other", ["\t", ",", "|"])
def test_lines_below_that_another_separator_cuts_alike_are_rows_and_are_told(other: str) -> None:
    text = HEAD + "A;Die;01/09/15;1,5\nB;Crest;01/10/15;2,5\nC;Die;01/11/15;3,5\n"
    below = "D;Nyons;01/12/15;4\nE;Die;02/12/15;5\n".replace(";", other)
    found = book(text + below)
    assert found.sheets[0].text.rows()[4:] == [("D", "Nyons", "01/12/15", "4"), ("E", "Die", "02/12/15", "5")]
    assert [(remark.code, remark.row, remark.params["rows"]) for remark in found.remarks] == [("FICHIER-32", 5, "5, 6")]


def test_a_second_table_of_another_width_and_separator_has_its_cells() -> None:
    text = HEAD + "A;Die;01/09/15;1\nB;Crest;01/10/15;2\nC;Die;01/11/15;3\n\nN°\tPoste\tMois\nP1\tPaie\t09/15\n"
    assert book(text).sheets[0].text.rows()[5:] == [("N°", "Poste", "Mois", None), ("P1", "Paie", "09/15", None)]


def test_a_line_alone_is_cut_again_only_as_all_others_are() -> None:
    text = HEAD + "A;Die;01/09/15;1\nB;Crest;01/10/15;2\n"
    assert told(text + "C\tDie\t01/11/15\t3\n") == [("FICHIER-32", 4)]
    assert told(text + "C\tDie\t01/11/15\n") == []


@pytest.mark.parametrize(
    "note",
    [
        "Fait à Die, le 3 mai, pour valoir, ce que de droit",
        "Voir Die, Crest, Nyons, Livron\nVoir Die, Crest, Nyons, Livron",
        "de 1,5 à 2,5 ou 3,5",
        "Source|comptabilité",
    ],
)
def test_the_commas_of_a_sentence_cut_nothing(note: str) -> None:
    text = HEAD + "A;Die;01/09/15;1\nB;Crest;01/10/15;2\n"
    assert told(text + note + "\n") == []
    assert book(text + note + "\n").sheets[0].text.rows()[3] == (note.split("\n")[0], None, None, None)
