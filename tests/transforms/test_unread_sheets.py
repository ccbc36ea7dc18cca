"""Sheets and rows that are not read, beside others that are: what they seem to hold is told."""

import pytest

from tests.transforms.judged_sheets import HEADINGS, SPENDING, contract, expense, told, verdict, workbook

FORM: list[list[object]] = [
    ["Fiche de la personne"],
    *([heading, cell] for heading, cell in zip([f"{text} :" for text in HEADINGS], contract(9), strict=True)),
]


@pytest.mark.parametrize("n_rows", [1, 2, 5])
def test_a_sheet_that_goes_on_with_the_rows_of_another_without_headings_is_a_doubt(n_rows: int) -> None:
    first, second = [expense(n, 10) for n in range(4)], [expense(10 + n, 10) for n in range(n_rows)]
    found = verdict(workbook([SPENDING, *first], [["Octobre"], [], *second]))
    assert [(row["sheet"], row["severity"]) for row in told(found, "ENTETE-22")] == [("Feuille 2", "warn")]
    assert found.files["state"][0] == "accepted_with_reservations"


@pytest.mark.parametrize(
    "other",
    [
        [["Année", "Heures"], [2014, 26], [2015, 30]],
        [["26113", "Die"], ["26000", "Valence"], ["26200", "Montélimar"]],
        [["CDD", "oui"], ["CDI", "non"], ["CUI-CAE", None]],
    ],
)
def test_lists_and_other_tables_are_no_rows_without_headings(other: list[list[object]]) -> None:
    found = verdict(workbook([HEADINGS, contract(1), contract(2)], other))
    assert [row["sheet"] for row in told(found, "ENTETE-13")] == ["Feuille 2"]


def test_a_form_of_a_contract_beside_a_table_is_a_doubt() -> None:
    found = verdict(workbook([HEADINGS, contract(1)], FORM))
    assert [(row["sheet"], row["severity"]) for row in told(found, "ENTETE-23")] == [("Feuille 2", "warn")]


def test_what_explains_the_headings_is_no_form() -> None:
    explained: list[list[object]] = [[heading, "Voir la notice"] for heading in HEADINGS]
    assert not told(verdict(workbook([HEADINGS, contract(1)], explained)), "ENTETE-23")


BELOW = [
    (["P-10", None, None, None, None, 120], "F"),
    (["Facture oubliée", None, None, None, None, "120,00 €"], "F"),
    (["P-10", "201400026"], "A"),
]


@pytest.mark.parametrize(("cells", "letter"), BELOW)
@pytest.mark.parametrize("above", [["Total", None, None, None, None, 30], []])
def test_a_row_of_few_cells_below_a_table_that_may_be_data_is_a_doubt(
    cells: list[object], letter: str, above: list[object]
) -> None:
    found = verdict(workbook([SPENDING, *(expense(n, 10) for n in range(3)), above, cells]))
    assert [(row["cell"], row["severity"]) for row in told(found, "ENTETE-24")] == [(f"{letter}6", "warn")]


@pytest.mark.parametrize(
    "cells", [["Fait à Die", "le 12/03/2015"], ["(1)", "hors taxes"], ["dont FSE", *[None] * 4, 15]]
)
def test_notes_and_shares_below_a_table_are_no_doubt(cells: list[object]) -> None:
    total: list[object] = ["Total", None, None, None, None, 30]
    found = verdict(workbook([SPENDING, *(expense(n, 10) for n in range(3)), total, cells]))
    assert not told(found, "ENTETE-24")
