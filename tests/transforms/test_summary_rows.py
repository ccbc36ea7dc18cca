"""Rows that sum up a table: averages, numbers, shares, and totals that say words beside their sums."""

import pytest

from tests.transforms.judged_sheets import HEADINGS, SPENDING, contract, expense, told, verdict, whys, workbook


@pytest.mark.parametrize("n_rows", [1, 2, 3, 12])
def test_averages_and_shares_below_a_total_set_nothing_aside_however_small_the_table(n_rows: int) -> None:
    heads = [*HEADINGS, "Durée hebdomadaire", "Salaire brut mensuel"]
    below = (("Total", 35 * n_rows), ("Moyenne", 35), ("% FSE", "50 %"), ("Reste à charge", 12), ("Écart", -1))
    sums: list[list[object]] = [[said, *[None] * 6, number, 7] for said, number in below]
    found = verdict(workbook([heads, *([*contract(n), 35, 7] for n in range(n_rows)), *sums]))
    assert found.files.select("n_rows_accepted", "n_rows_set_aside").row(0) == (n_rows, 0)
    assert list(whys(found).values()) == ["header", "total", *["summary"] * 4]


@pytest.mark.parametrize(
    "cells",
    [["FSE", None, None, None, None, 12.5], ["Moyenne", None, None, None, "Mai", 12.5],
     ["Taux forfaitaire", None, None, None, None, 12.5]],
)  # fmt: skip
def test_a_row_without_its_columns_that_may_be_data_is_set_aside(cells: list[object]) -> None:
    found = verdict(workbook([SPENDING, expense(1, 10.0), expense(2, 20.0), expense(3, 5.0), cells]))
    assert found.files.select("n_rows_accepted", "n_rows_set_aside").row(0) == (3, 1)


@pytest.mark.parametrize("said", ["Nombre de contrats", "Effectif", "Nb de salariés"])
def test_a_number_above_the_total_sets_nothing_aside_and_is_not_summed(said: str) -> None:
    heads = [*HEADINGS, "Salaire brut mensuel"]
    below: list[list[object]] = [[said, *[None] * 6, 2], ["Total", *[None] * 6, 2400]]
    found = verdict(workbook([heads, [*contract(1), 1200], [*contract(2), 1200], *below]))
    assert list(whys(found).values()) == ["header", "summary", "total"]
    assert found.files["state"].to_list() == ["accepted"]


def test_a_total_of_words_and_sums_below_a_blank_row_is_no_other_table() -> None:
    heads = [*HEADINGS, "Salaire brut mensuel", "Observations"]
    total = ["TOTAL", None, None, None, "2 contrats", None, None, 2500, "1 sortie"]
    below: list[list[object]] = [[], total, ["Nombre de contrats", 2], ["Effectif moyen", 1.5]]
    found = verdict(workbook([heads, *([*contract(number), 1200, None] for number in (1, 2)), *below]))
    assert list(whys(found).values()) == ["header", "blank", "total", "summary", "summary"]
    assert not told(found, "ENTETE-16")
    assert [row["cell"] for row in told(found, "ENTETE-07")] == ["H5"]


@pytest.mark.parametrize("said", ["Report 2014", "Report année précédente", "À reporter", "Solde antérieur"])
def test_what_is_carried_over_from_another_sheet_is_no_expense(said: str) -> None:
    carried = [said, None, None, None, None, 5000.0]
    found = verdict(workbook([SPENDING, carried, expense(1, 10.0), expense(2, 20.0)]))
    assert found.files.select("n_rows_accepted", "n_rows_set_aside").row(0) == (2, 0)
    assert whys(found)[2] == "summary"


def test_an_expense_called_a_carry_over_that_has_its_columns_is_an_expense() -> None:
    found = verdict(workbook([SPENDING, ["Report 1", *expense(1, 10.0)[1:]], expense(2, 20.0)]))
    assert found.accepted["fse_spending"]["expense_id"].to_list() == ["Report 1", "P-2"]
