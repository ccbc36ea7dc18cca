"""Expenses that say their contract on each line: both are read, and each contract once."""

import pytest

from tests.transforms.judged_sheets import HEADINGS, SPENDING, contract, told, verdict, workbook
from transforms.verdict import Verdict

_EXIT = ["Date de sortie", "Motif de sortie"]
_PAID = [heading for heading in SPENDING if heading != "N° contrat"]


def _paid(number: int, month: int) -> list[object]:
    return [f"P-{number}", "201400026", "Salaires", f"01/{month:02}/2014", 100, f"28/{month:02}/2014"]


def _counts(found: Verdict, *tables: str) -> list[tuple[int, int]]:
    counted = {
        row[0]: row[1:] for row in found.tables.select("table_name", "n_rows_accepted", "n_rows_set_aside").rows()
    }
    return [counted[table] for table in tables]


def test_a_contract_said_on_the_line_of_each_of_its_expenses_is_counted_once() -> None:
    lines = [[*contract(n), *_paid(10 * n + month, month)] for n in (1, 2) for month in (9, 10, 11)]
    alone = [*[None] * 7, "P-99", "201400026", "Fonctionnement", "01/09/2014", 40, "28/09/2014"]
    found = verdict(workbook([[*HEADINGS, *_PAID], *lines, alone]))
    assert _counts(found, "fse_spending", "contracts") == [(7, 0), (2, 0)]
    assert found.accepted["fse_spending"]["contract_id"].to_list() == ["C-1"] * 3 + ["C-2"] * 3 + [None]
    assert found.accepted["contracts"]["row_number"].to_list() == [2, 5]
    [said] = told(found, "ENTETE-27")
    assert (said["table_name"], "nombre : 4" in str(said["message"])) == ("contracts", True)
    assert found.findings["code"].to_list() == ["ENTETE-27"]


def test_a_contract_that_the_lines_of_its_expenses_tell_otherwise_is_set_aside_and_they_are_read() -> None:
    other = contract(1)
    other[6] = "30/06/2015"
    lines = [[*contract(1), *_paid(1, 9)], [*other, *_paid(2, 10)], [*contract(2), *_paid(3, 9)]]
    found = verdict(workbook([[*HEADINGS, *_PAID], *lines]))
    assert _counts(found, "fse_spending", "contracts") == [(3, 0), (1, 2)]
    assert [cell["cell"] for cell in told(found, "DOUBLON-02")] == ["A2", "A3"]


def test_contract_exit_and_expenses_are_read_from_one_line() -> None:
    lines = [[*contract(1), "31/08/2015", "Au chômage", *_paid(month, month)] for month in (9, 10)]
    found = verdict(workbook([[*HEADINGS, *_EXIT, *_PAID], *lines]))
    assert _counts(found, "fse_spending", "contracts", "outcomes") == [(2, 0), (1, 0), (1, 0)]


@pytest.mark.parametrize("is_first", [True, False])
def test_the_contracts_of_a_sheet_of_their_own_stand_beside_the_lines_of_their_expenses(is_first: bool) -> None:
    own = [[*HEADINGS, "Salaire brut"], [*contract(1), 1200], [*contract(2), 1300]]
    lines = [[*_PAID, *HEADINGS], *([*_paid(month, month), *contract(1)] for month in (9, 10))]
    found = verdict(workbook(own, lines) if is_first else workbook(lines, own))
    salaries = found.accepted["contracts"].sort("contract_id")["gross_monthly_salary_eur"]
    assert [str(salary) for salary in salaries] == ["1200.00", "1300.00"]
    assert found.accepted["fse_spending"].height == 2
    assert found.findings["code"].to_list() == ["ENTETE-26"]


def test_the_operation_of_a_contract_is_that_of_its_own_sheet_and_not_of_an_expense() -> None:
    own = [[*HEADINGS, "N° opération"], [*contract(1), "201400027"]]
    found = verdict(workbook(own, [[*_PAID, *HEADINGS], [*_paid(9, 9), *contract(1)]]))
    assert found.accepted["contracts"]["operation_id"].to_list() == ["201400027"]
    assert found.accepted["fse_spending"]["operation_id"].to_list() == ["201400026"]
