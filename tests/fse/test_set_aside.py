"""What a row set aside does to the sums beside it, and how the dry run of an operation tells it."""

from collections.abc import Mapping, Sequence

import pytest

from tests.fse.judged import Cells
from tests.fse.rows import CLAIM, CONTRACT, EXPENSE, OPERATION, RESOURCE
from tests.fse.world import Place, judge_places, warehouse_of
from warehouse.network_checks import apply_network_checks

UNREAD = {"payment_date": "31/02/2015"}
PAID = CLAIM | {"declared_eur": "2 880,00", "retained_eur": "2 880,00", "fse_paid_eur": "1 000,00"}
ALERTS = (
    "SELECT alert_code, business_key, amount_eur FROM mart.fse_alerts WHERE alert_code LIKE '%set_aside' ORDER BY ALL"
)


def asked(sql: str, option: str = "Forfait 20 %", **tables: Sequence[Cells]) -> list[tuple[object, ...]]:
    """The rows of a query over one EPI with an operation, a contract and these tables, once the checks have run."""
    given: Mapping[str, Sequence[Cells]] = {"operations": [OPERATION | {"simplified_cost_code": option}], **tables}
    places = [Place("a", {"contracts": [CONTRACT], **given})]
    with warehouse_of(places, judge_places(places)) as connection:
        apply_network_checks(connection, {"FSE-58": "reject"})
        return connection.execute(sql).fetchall()


def expenses(**change: str) -> list[Cells]:
    """Two expenses of the report, the second changed."""
    line = EXPENSE | {"claim_id": "B1"}
    return [line, line | {"expense_id": "P2", "period_start_date": "01/10/2014", "payment_date": "31/10/2014"} | change]


@pytest.mark.parametrize(("option", "declared"), [("Forfait 20 %", "2 880,00"), ("Forfait 40 %", "3 360,00")])
def test_r_e8_a_report_is_not_set_aside_for_one_of_its_expenses_that_is(option: str, declared: str) -> None:
    """Its total is that of all its expenses, and what the FSE paid for it stays paid."""
    claim = PAID | {"declared_eur": declared}
    paid = "SELECT fse_paid_eur FROM mart.operation_finance"
    assert asked(paid, option, fse_spending=expenses(**UNREAD), claims=[claim]) == asked(
        paid, option, fse_spending=expenses(), claims=[claim]
    )
    assert asked("FROM core.claims", option, fse_spending=expenses(declared_eur="1 200,02"), claims=[claim]) == []


def test_r_e8_a_line_repeated_does_not_keep_its_report_from_being_looked_at() -> None:
    """The one line counts, so that the sum is known."""
    claim = PAID | {"declared_eur": "2 880,02"}
    assert asked("FROM core.claims", fse_spending=[*expenses(), expenses()[0]], claims=[claim]) == []


def test_reports_and_resources_set_aside_are_told_with_the_euros_that_do_not_count() -> None:
    claim, resource = PAID | {"claim_type_code": "?"}, RESOURCE | {"funder_type_code": "?"}
    told = asked(ALERTS, fse_spending=expenses(), claims=[claim], resources=[resource])
    assert [(code, key, str(eur)) for code, key, eur in told] == [
        ("claim_set_aside", "B1", "2880.00"), ("resource_set_aside", "R1", "40000.00"),
    ]  # fmt: skip
