"""Another unit than the euro that something other than the cell announces."""

from decimal import Decimal

import pytest

from tests.transforms.judged_sheets import SPENDING, expense, told, verdict, workbook

IN_THOUSANDS = [
    ([["Dépenses (en k€)"], SPENDING], "title"),
    ([["Montants en milliers d'euros"], [], SPENDING], "title above a blank row"),
    ([["Pièce", None, None, None, None, "Montants (en k€)", "Paiement"], SPENDING], "group"),
    ([SPENDING, [None, None, None, None, None, "en k€", None]], "row of units"),
    ([SPENDING, [None, None, None, None, "mm/aaaa", "k€", "jj/mm/aaaa"]], "row of units and forms"),
    ([SPENDING, [None, None, None, None, None, "milliers d'euros"]], "row of one unit"),
    ([["Dépenses (en k)"], SPENDING], "title without the sign"),
    ([["Dépenses en 1 000 €"], SPENDING], "title in figures"),
    ([["Dépenses (10^3 €)"], SPENDING], "title with a power"),
    ([["Montant déclaré en k€" if text == "Montant déclaré" else text for text in SPENDING]], "heading"),
]


@pytest.mark.parametrize("heads", [heads for heads, _ in IN_THOUSANDS], ids=[where for _, where in IN_THOUSANDS])
def test_thousands_announced_anywhere_over_an_amount_multiply_it_and_are_told(heads):
    found = verdict(workbook([*heads, expense(1, 12), expense(2, 3)]))
    assert found.accepted["fse_spending"]["declared_eur"].to_list() == [12_000, 3_000]
    assert len(told(found, "MONTANT-31")) == 2


@pytest.mark.parametrize(
    "unit",
    ["(x1000)", "(x 1\u202f000)", "(×1000 €)", "(en 000 €)", "en milliers", "en kEUR", "(k EUR)", "(10^3 €)", "(10³ €)",
     "(en 10**3)", "(millier)"],
)  # fmt: skip
def test_thousands_are_known_however_a_heading_or_a_title_writes_them(unit):
    headed = [f"{text} {unit}" if text == "Montant déclaré" else text for text in SPENDING]
    found = verdict(workbook([headed, expense(1, 12)]))
    assert found.accepted["fse_spending"]["declared_eur"].to_list() == [12_000]
    assert len(told(found, "MONTANT-31")) == 1


@pytest.mark.parametrize("unit", ["(en M)", "(M€)", "(10^6 €)", "(10⁶)"])
def test_millions_are_known_however_a_heading_writes_them(unit):
    headed = [f"{text} {unit}" if text == "Montant déclaré" else text for text in SPENDING]
    found = verdict(workbook([headed, expense(1, 0.012)]))
    assert found.accepted["fse_spending"]["declared_eur"].to_list() == [12_000]
    assert len(told(found, "MONTANT-31")) == 1


@pytest.mark.parametrize(
    "heads",
    [
        *(
            [[f"{text} {unit}" if text == "Montant déclaré" else text for text in SPENDING]]
            for unit in ("(centimes)", "(c€)", "(cts)", "en centimes", "(en centimes d’euro)")
        ),
        [["Dépenses (en centimes)"], SPENDING],
        [SPENDING, [None, None, None, None, None, "centimes"]],
    ],
)
def test_amounts_in_hundredths_of_a_euro_are_brought_to_euros_and_those_typed_in_euros_refused(heads):
    found = verdict(workbook([*heads, expense(1, 94_982), expense(2, 949.82), expense(3, 300)]))
    assert found.accepted["fse_spending"]["declared_eur"].to_list() == [Decimal("949.82"), 3]
    assert len(told(found, "MONTANT-31")) == 2
    assert len(told(found, "MONTANT-11")) == 1


@pytest.mark.parametrize(
    "heads",
    [
        [["Budget : 90 k€ de FSE"], SPENDING],
        [["FSE (en k€)", 90], SPENDING],
        [["Montants (centimes compris)"], SPENDING],
        [["Suivi de Léa (M)"], SPENDING],
        [["Subvention (1 000 €)"], SPENDING],
        [["En milliers de personnes"], SPENDING],
        [["Dépenses (en k€)"], ["Montant déclaré (€)" if text == "Montant déclaré" else text for text in SPENDING]],
    ],
)
def test_thousands_said_of_something_else_multiply_nothing(heads):
    found = verdict(workbook([*heads, expense(1, 12)]))
    assert found.accepted["fse_spending"]["declared_eur"].to_list() == [12]
