"""What one column of a table says of the order of day and month in another that says nothing."""

import datetime as dt

import pytest

from tests.transforms.judged_sheets import told, workbook
from tests.transforms.judged_sheets import verdict as workbook_verdict
from tests.transforms.test_judge import verdict

HEAD = "N° pièce;N° opération;N° contrat;Poste;Mois;Montant déclaré;Payé le\n"
AMERICAN = ("09/28/2014", "10/28/2014", "11/28/2014")


def table(months: tuple[str, ...], paid: tuple[str, ...]) -> str:
    rows = enumerate(zip(months, paid, strict=True), 1)
    return HEAD + "".join(f"P{n};201400026;C-1;Salaires;{month};1200;{day}\n" for n, (month, day) in rows)


def read(months: tuple[str, ...], paid: tuple[str, ...]) -> tuple[list[dt.date], list[object]]:
    found = verdict(table(months, paid))
    refused = [one["cell"] for one in told(found, "DATE-03")]
    return found.accepted["fse_spending"]["period_start_date"].to_list(), refused


@pytest.mark.parametrize("apart", ["/", "-", " / ", " "])
def test_firsts_of_the_month_beside_a_column_that_begins_with_the_month_are_not_guessed(apart: str) -> None:
    _, refused = read(tuple(f"{month}{apart}01{apart}2014" for month in ("09", "10", "11")), AMERICAN)
    assert refused == ["E2", "E3", "E4"]


@pytest.mark.parametrize(
    "months",
    [
        ("09/01/2014", "10/01/2014", "13/01/2014"),
        ("2014-09-01", "sept. 2014", "1 octobre 2014"),
    ],
)
def test_a_column_that_proves_its_own_order_or_leaves_no_doubt_is_read(months: tuple[str, ...]) -> None:
    read_months, refused = read(months, AMERICAN)
    assert (len(read_months), refused) == (3, [])


def test_one_slip_in_a_column_that_begins_with_the_day_says_nothing_of_the_others() -> None:
    paid = ("09/28/2014", *(f"{day}/10/2014" for day in [13, *range(13, 32)]))
    months = ("09/01/2014", *("09/10/2014",) * 20)
    assert read(months, paid)[1] == []


def test_each_table_of_a_file_is_looked_at_by_itself() -> None:
    head = HEAD.strip().split(";")
    months = ("09/01/2014", "10/01/2014", "11/01/2014")
    american = [[f"P{n}", "201400026", "C-1", "Salaires", months[n], 1200, AMERICAN[n]] for n in range(3)]
    french = [[f"Q{n}", "201400026", "C-1", "Salaires", "03/04/2014", 1200, "30/04/2014"] for n in range(4)]
    found = workbook_verdict(workbook([head, *american], [head, *french]))
    assert [one["cell"] for one in told(found, "DATE-03")] == ["E2", "E3", "E4"]
    assert found.accepted["fse_spending"]["period_start_date"].to_list() == [dt.date(2014, 4, 3)] * 4
