"""What the FSE owes of an operation and of a line, to the cent."""

from decimal import Decimal

import pytest

from tests.fse.asked import ask
from tests.fse.rows import CLAIM, CONTRACT, EXPENSE, OPERATION, RESOURCE, spent
from tests.fse.world import Place, findings_of


@pytest.mark.parametrize(
    ("retained", "others", "due"),
    [("300 000,00", "100 000,00", "120000.00"), ("100 000,01", "40 000,00", "50000.00"), ("100 000,00", "70 000,00", "30000.00"),
     ("100 000,00", "110 000,00", "0.00")],
    ids=["agreed", "rate, rounded down", "what the others leave", "never below nought"],
)  # fmt: skip
def test_f_e5_the_fse_owes_the_least_of_three_amounts(retained: str, others: str, due: str) -> None:
    claim = CLAIM | {
        "declared_eur": retained,
        "retained_eur": retained,
        "retained_resources_eur": others,
        "fse_paid_eur": "10 000,00",
    }
    tables = {"fse_spending": spent(fonctionnement=retained), "claims": [claim], "resources": [RESOURCE]}
    owed = (Decimal(due), Decimal(due) - 10000)
    assert ask(tables, "SELECT fse_due_eur, payment_due_eur FROM mart.operation_finance") == [owed]
    assert ask(tables, "SELECT fse_due_so_far_eur, payment_due_eur FROM mart.operation_claims") == [owed]


def test_the_agreed_third_of_a_cost_wholly_retained_is_due_to_the_cent() -> None:
    third = OPERATION | {"total_eligible_cost_eur": "240 000,00", "fse_agreed_eur": "80 000,00", "fse_rate": ""}
    amounts = {"declared_eur": "240 000,00", "retained_eur": "240 000,00"}
    claim = CLAIM | amounts | {"fse_retained_eur": "80 000,00", "fse_paid_eur": "80 000,00"}
    tables = {"operations": [third], "fse_spending": [EXPENSE | amounts], "claims": [claim]}
    owed = (Decimal(80000), Decimal(0))
    assert ask(tables, "SELECT fse_due_eur, payment_due_eur FROM mart.operation_finance") == [owed]
    assert ask(tables, "SELECT fse_due_so_far_eur, payment_due_eur FROM mart.operation_claims") == [owed]
    assert ask(tables, "FROM mart.fse_alerts WHERE alert_code IN ('fse_above_due', 'fse_overpaid')") == []
    place = Place("a", {"contracts": [CONTRACT], **tables})
    assert "FSE-46" not in set(findings_of([place])["code"])


@pytest.mark.parametrize(
    ("spent_eur", "share"), [("24 000,00", "8000.00"), ("-24 000,00", "-8000.00"), ("0,02", "0.01"), ("0,01", "0.00")]
)
def test_the_agreed_third_of_a_line_is_its_share_to_the_cent(spent_eur: str, share: str) -> None:
    third = OPERATION | {"total_eligible_cost_eur": "240 000,00", "fse_agreed_eur": "80 000,00", "fse_rate": ""}
    tables = {"operations": [third], "fse_spending": [EXPENSE | {"declared_eur": spent_eur}]}
    assert ask(tables, "SELECT fse_share_eur FROM mart.spending_lines") == [(Decimal(share),)]


def test_nothing_is_due_of_a_report_on_an_operation_that_no_convention_declares() -> None:
    claim = CLAIM | {"operation_id": "201499999", "declared_eur": "1 000,00", "retained_eur": "1 000,00"}
    sql = "SELECT retained_so_far_eur, fse_due_so_far_eur, payment_due_eur FROM mart.operation_claims"
    assert ask({"claims": [claim]}, sql) == [(Decimal(1000), None, None)]
