"""What the page of the night tells of an operation, from rows typed in files."""

from decimal import Decimal

from tests.fse.asked import LATER, ask
from tests.fse.rows import CONTRACT, EXPENSE, OPERATION
from tests.fse.world import Place, judge_places, warehouse_of
from warehouse.morning import ask_morning


def test_the_page_sets_beside_the_agreed_cost_the_cost_declared_with_its_flat_rate() -> None:
    agreed = {"simplified_cost_code": "f40", "total_eligible_cost_eur": "140 000,00", "fse_agreed_eur": "70 000,00"}
    tables = {"operations": [OPERATION | agreed], "fse_spending": [EXPENSE | {"declared_eur": "100 000,00"}]}
    places = [Place("a", {"contracts": [CONTRACT], **tables})]
    with warehouse_of(places, judge_places(places), LATER) as connection:
        [told] = ask_morning(connection).operation_spending
    assert (told["declared_eur"], told["rate"]) == (Decimal(140000), 1.0)
    budget = "SELECT declared_eur FROM mart.operation_budget WHERE side = 'cost' AND line_code = 'total'"
    assert ask(tables, budget) == [(told["declared_eur"],)]
