"""Rows that say of themselves that they do not count."""

import pytest

from tests.nights import HEADINGS as CSV_HEADINGS
from tests.transforms.judged_sheets import HEADINGS, contract, told, verdict, whys, workbook


@pytest.mark.parametrize("said", ["Exemple", "Ex. : C-0", "(exemple)", "TEST", "Essai 1", "annulée", "À supprimer"])
def test_a_row_that_begins_as_an_example_or_a_cancelled_one_is_read_and_told(said: str) -> None:
    found = verdict(workbook([HEADINGS, [said, *contract(1)[1:]], contract(2)]))
    assert found.accepted["contracts"].height == 2
    assert [(row["cell"], row["severity"]) for row in told(found, "ENTETE-25")] == [("A2", "warn")]


def test_a_number_that_says_so_is_told_wherever_its_column_stands() -> None:
    turned = [[row[1], row[0], *row[2:]] for row in (HEADINGS, ["Test", *contract(1)[1:]], contract(2))]
    assert [row["cell"] for row in told(verdict(workbook(turned)), "ENTETE-25")] == ["B2"]


@pytest.mark.parametrize("said", ["EX-01", "Exemplaire 1", "TESTUD-1", "Annuaire"])
def test_words_that_only_begin_so_are_no_doubt(said: str) -> None:
    assert not told(verdict(workbook([HEADINGS, [said, *contract(1)[1:]]])), "ENTETE-25")


@pytest.mark.parametrize("mark", ["Exemple → ", "Exemple -> ", "Exemple ? ", "Exemple _ "])
def test_the_example_of_the_blank_workbook_is_known_in_a_csv_whose_encoding_has_no_arrow(mark: str) -> None:
    line = "M.;Léa;12/03/1990;CDD;01/09/2014;31/08/2015\n"
    found = verdict(f"{CSV_HEADINGS}{mark}C-1;{line}C-2;{line}".encode(), "contrats.csv")
    assert found.accepted["contracts"]["contract_id"].to_list() == ["C-2"]
    assert whys(found)[2] == "example"
