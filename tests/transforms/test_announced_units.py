"""Thousands of euros that something other than the cell announces."""

import pytest

from tests.transforms.judged_sheets import SPENDING, expense, told, verdict, workbook

IN_THOUSANDS = [
    ([["Dépenses (en k€)"], SPENDING], "title"),
    ([["Montants en milliers d'euros"], [], SPENDING], "title above a blank row"),
    ([["Pièce", None, None, None, None, "Montants (en k€)", "Paiement"], SPENDING], "group"),
    ([SPENDING, [None, None, None, None, None, "en k€", None]], "row of units"),
    ([SPENDING, [None, None, None, None, "mm/aaaa", "k€", "jj/mm/aaaa"]], "row of units and forms"),
    ([SPENDING, [None, None, None, None, None, "milliers d'euros"]], "row of one unit"),
    ([["Montant déclaré en k€" if text == "Montant déclaré" else text for text in SPENDING]], "heading"),
]


@pytest.mark.parametrize("heads", [heads for heads, _ in IN_THOUSANDS], ids=[where for _, where in IN_THOUSANDS])
def test_thousands_announced_anywhere_over_an_amount_multiply_it_and_are_told(heads):
    found = verdict(workbook([*heads, expense(1, 12), expense(2, 3)]))
    assert found.accepted["fse_spending"]["declared_eur"].to_list() == [12_000, 3_000]
    assert len(told(found, "MONTANT-31")) == 2


@pytest.mark.parametrize(
    "heads",
    [
        [["Budget : 90 k€ de FSE"], SPENDING],
        [["FSE (en k€)", 90], SPENDING],
        [["Dépenses (en k€)"], ["Montant déclaré (€)" if text == "Montant déclaré" else text for text in SPENDING]],
    ],
)
def test_thousands_said_of_something_else_multiply_nothing(heads):
    found = verdict(workbook([*heads, expense(1, 12)]))
    assert found.accepted["fse_spending"]["declared_eur"].to_list() == [12]
