"""The figures that the domain gives for its formulas, from rows typed in files."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest

from tests.fse.asked import LATER, ask
from tests.fse.judged import Cells
from tests.fse.rows import CONTRACT, EXPENSE, FOLLOWUP, OPERATION, OUTCOME, PARTICIPATION, RESOURCE, spent


def indicator(tables: Mapping[str, Sequence[Cells]], code: str, as_of: dt.date = LATER) -> tuple[Any, ...]:
    """Value and population of an indicator, both sexes."""
    sql = f"SELECT value, population FROM mart.fse_indicators WHERE indicator_code = '{code}' AND sex = 'all'"
    [found] = ask({"participations": [PARTICIPATION], **tables}, sql, as_of)
    return found


@pytest.mark.parametrize(
    ("option", "period", "lines", "flat", "total"),
    [
        ("Forfait 20 %", "2014-2020", spent(fonctionnement="120 000,00", prestations="80 000,00"), "24000.00", "224000.00"),
        ("Forfait 15 %", "2014-2020", spent(personnel="100 000,10", fonctionnement="50 000,00"), "15000.02", "165000.12"),
        ("Forfait 40 %", "2021-2027", spent(personnel="100 000,00", participants="10 000,00"), "40000.00", "150000.00"),
        ("Forfait 40 %", "2021-2027", spent(personnel="100 000,00", prestations="10 000,00"), "40000.00", "140000.00"),
        ("Forfait 7 %", "2021-2027", spent(personnel="90 000,00", prestations="10 000,00"), "7000.00", "107000.00"),
        ("Forfait 20 % personnel", "2021-2027", spent(fonctionnement="80 000,00", personnel="90 000,00"), "16000.00", "96000.00"),
        ("Réel", "2014-2020", spent(personnel="100,00", indirectes="20,00"), "0.00", "120.00"),
    ],
    ids=["f20_2014", "f15", "f40 with participants", "f40 covers services", "f7", "f20_staff_2021 covers staff", "real costs"],
)  # fmt: skip
def test_f_e2_flat_rates(option: str, period: str, lines: list[Cells], flat: str, total: str) -> None:
    operation = OPERATION | {"simplified_cost_code": option, "programming_period_code": period}
    sql = "SELECT flat_rate_retained_eur, total_retained_eur FROM mart.operation_finance"
    assert ask({"operations": [operation], "fse_spending": lines}, sql) == [(Decimal(flat), Decimal(total))]


ENTITY_CELLS = {
    "is_by_social_partner_or_ngo": "oui", "is_for_women": "non", "is_for_public_services": "oui", "supported_smes": "3",
    "supported_public_services": "2",
}  # fmt: skip


@pytest.mark.parametrize(
    ("period", "cells", "values"),
    [
        ("2014-2020", ENTITY_CELLS, {"CO20": 1, "CO21": 0, "CO22": 1, "CO23": 3}),
        ("2014-2020", {}, {"CO20": None, "CO21": None, "CO22": None, "CO23": None}),
        ("2021-2027", ENTITY_CELLS | {"supported_smes": "0"}, {"EECO18": 2, "EECO19": 0}),
        ("2021-2027", {}, {"EECO18": None, "EECO19": None}),
    ],
    ids=["2014 tells all", "2014 tells none", "2021 tells all", "2021 tells none"],
)  # fmt: skip
def test_the_indicators_of_the_operation_itself_are_what_its_line_tells(
    period: str, cells: Cells, values: dict[str, int | None]
) -> None:
    operation = OPERATION | {"programming_period_code": period} | cells
    sql = "SELECT indicator_code, sex, value, population FROM mart.fse_indicators WHERE indicator_kind = 'entity'"
    found = ask({"operations": [operation], "participations": [PARTICIPATION]}, sql)
    assert found == [(code, "all", value, None) for code, value in values.items()]


def test_f_e2_the_hourly_unit_cost_is_a_year_of_pay_over_1720_hours() -> None:
    pay = [
        EXPENSE | {"expense_id": f"P{n}", "period_start_date": f"01/{n:02}/2015", "payment_date": f"28/{n:02}/2015", "cost_base_eur": "2 000,00",
                   "allocation_rate": "60 %"}
        for n in range(1, 13)
    ]  # fmt: skip
    sql = "SELECT n_months, annual_cost_eur, hourly_cost_eur FROM mart.unit_costs"
    assert ask({"fse_spending": pay}, sql) == [(12, Decimal("24000.00"), Decimal("13.95"))]
    assert ask({"fse_spending": pay[1:]}, sql) == [(11, None, None)]


@pytest.mark.parametrize(
    ("declared", "each"), [("2,07", "1.04"), ("1,15", "0.58"), ("-2,07", "-1.04"), ("0,00", "0.00")]
)
def test_the_cost_of_a_contract_is_exact_at_half_a_cent(declared: str, each: str) -> None:
    tables = {
        "contracts": [CONTRACT, CONTRACT | {"contract_id": "DIE-02", "first_name": "Omar"}],
        "fse_spending": [EXPENSE | {"declared_eur": declared}],
    }
    for view in ("mart.answers", "mart.epi_overview"):
        assert ask(tables, f"SELECT cost_per_contract_eur FROM {view}") == [(Decimal(each),)]


def test_f_e3_in_kind_counts_when_a_resource_of_the_same_amount_answers_it() -> None:
    lines = spent(fonctionnement="100,00", nature="50,00")
    sql = "SELECT in_kind_retained_eur, total_retained_eur FROM mart.operation_finance"
    for received, total in (("50,00", "150.00"), ("40,00", "100.00")):
        kind = RESOURCE | {"funder_type_code": "Nature", "received_eur": received}
        assert ask({"fse_spending": lines, "resources": [kind]}, sql) == [(Decimal(total) - 100, Decimal(total))]


@pytest.mark.parametrize(
    ("planned", "received", "others"), [("50,00", "50,00", "50.00"), ("50,00", "", "50.00"), ("40,00", "40,00", "0.00")]
)
def test_f_e5_what_is_given_in_kind_is_paid_by_nobody_least_of_all_by_the_fse(
    planned: str, received: str, others: str
) -> None:
    kind = RESOURCE | {"funder_type_code": "Nature", "planned_eur": planned, "received_eur": received}
    tables = {"fse_spending": spent(fonctionnement="100,00", nature="50,00"), "resources": [kind]}
    sql = "SELECT other_resources_eur, fse_by_resources_eur FROM mart.operation_finance"
    assert ask(tables, sql) == [(Decimal(others), Decimal("100.00"))]
    gaps = "SELECT gap_eur FROM mart.operation_budget WHERE side = 'resource' AND line_code = 'nature'"
    assert ask(tables, gaps) == [(Decimal("0.00"),)]


@pytest.mark.parametrize(
    ("period", "cost", "dates", "until"),
    [
        ("2014-2020", "240 000,00", {"accounts_date": "15/02/2017"}, dt.date(2020, 12, 31)),
        ("2014-2020", "1 000 000,00", {"accounts_date": "15/02/2017"}, dt.date(2019, 12, 31)),
        ("2014-2020", "240 000,00", {}, None),
        ("2021-2027", "240 000,00", {"last_payment_date": "20/11/2024"}, dt.date(2029, 12, 31)),
        ("2007-2013", "240 000,00", {"accounts_date": "15/02/2012"}, None),
    ],
)
def test_f_e6_until_when_the_documents_are_kept(period: str, cost: str, dates: Cells, until: dt.date | None) -> None:
    operation = (
        OPERATION | {"programming_period_code": period, "total_eligible_cost_eur": cost, "fse_rate": ""} | dict(dates)
    )
    told = ask(
        {"operations": [operation]}, "SELECT documents_until_date FROM mart.operation_finance", dt.date(2017, 6, 1)
    )
    assert told == [(until,)]


@pytest.mark.parametrize(("left", "counts"), [("04/08/2015", 1), ("03/08/2015", 0)])
@pytest.mark.parametrize(
    "exit_facts",
    [
        {"exit_reason_code": "CDI autre employeur", "next_start_date": "01/09/2015", "observation_date": "30/08/2015"},
        {"exit_reason_code": "Poste proposé", "offer_start_date": "01/09/2015", "observation_date": "01/09/2015", "next_contract_type_code": ""},
    ],
    ids=["taken", "offered and begun"],
)  # fmt: skip
def test_f_i5_the_post_of_1_september_counts_for_an_exit_from_4_august_on(
    left: str, counts: int, exit_facts: Cells
) -> None:
    outcome = OUTCOME | {"exit_date": left} | dict(exit_facts)
    if outcome["exit_reason_code"] == "Poste proposé" and not counts:
        outcome["observation_date"] = "31/08/2015"
    assert indicator({"outcomes": [outcome], "contracts": [CONTRACT | {"planned_end_date": left}]}, "CR04") == (
        counts,
        1,
    )


def test_an_offer_that_has_not_begun_is_no_job() -> None:
    offer = OUTCOME | {
        "exit_reason_code": "Poste proposé",
        "offer_start_date": "15/09/2015",
        "next_contract_type_code": "",
    }
    assert indicator({"outcomes": [offer | {"observation_date": "14/09/2015"}]}, "CR04") == (0, 1)


@pytest.mark.parametrize(("entered", "asked"), [("01/08/2018", (1, 1)), ("02/08/2018", (0, 0))])
def test_households_count_for_entries_before_2_august_2018(entered: str, asked: tuple[int, int]) -> None:
    operation = OPERATION | {"end_date": "31/12/2019", "payment_end_date": ""}
    tables = {"operations": [operation], "participations": [PARTICIPATION | {"entry_date": entered}]}
    assert indicator(tables, "CO12", dt.date(2019, 1, 1)) == asked
    assert indicator(tables, "CO01", dt.date(2019, 1, 1)) == (1, 1)


def test_r_p2_the_first_entry_and_the_last_exit_count() -> None:
    again = PARTICIPATION | {"entry_date": "01/12/2015", "entry_status_code": "Inactive", "unemployment_months": ""}
    second = CONTRACT | {"contract_id": "DIE-02", "start_date": "01/12/2015", "planned_end_date": "31/05/2016"}
    tables = {"participations": [again, PARTICIPATION], "contracts": [CONTRACT, second], "outcomes": [OUTCOME]}
    assert indicator(tables, "CO01") == (1, 1)
    assert indicator(tables, "CR04") == (0, 0)
    left = OUTCOME | {"contract_id": "DIE-02", "exit_date": "31/05/2016", "observation_date": "10/06/2016"}
    assert indicator({**tables, "outcomes": [OUTCOME, left]}, "CR04") == (1, 1)


@pytest.mark.parametrize(
    ("called", "counts"), [("29/01/2016", 0), ("30/01/2016", 1), ("30/03/2016", 1), ("31/03/2016", 0)]
)
def test_f_i7_a_follow_up_counts_within_thirty_days_of_the_six_months(called: str, counts: int) -> None:
    outcome = OUTCOME | {"exit_date": "31/08/2015"}
    assert indicator({"outcomes": [outcome], "followups": [FOLLOWUP | {"observation_date": called}]}, "CR06") == (
        counts,
        1,
    )


def test_f_c3_full_time_equivalents_are_days_times_share_over_days() -> None:
    contract = CONTRACT | {"start_date": "16/09/2014", "planned_end_date": "31/10/2014", "weekly_hours": "17,5"}
    sql = "SELECT month_start_date, n_contracts_active, full_time_days, full_time_equivalents FROM mart.workforce_by_month ORDER BY 1"
    assert ask({"contracts": [contract]}, sql) == [
        (dt.date(2014, 9, 1), 1, Decimal("7.5"), Decimal("0.25")),
        (dt.date(2014, 10, 1), 1, Decimal("15.5"), Decimal("0.5")),
    ]


def test_a_contract_without_hours_or_share_is_left_out_of_the_equivalents_and_counted() -> None:
    known = CONTRACT | {"start_date": "01/09/2014", "planned_end_date": "30/09/2014", "weekly_hours": "17,5"}
    unknown = known | {"contract_id": "DIE-02", "first_name": "Omar", "weekly_hours": ""}
    sql = "SELECT n_contracts_active, full_time_equivalents, n_contracts_without_hours FROM mart.workforce_by_month"
    assert ask({"contracts": [known, unknown]}, sql) == [(2, Decimal("0.5"), 1)]
    beyond = unknown | {"weekly_hours": "39"}
    assert ask({"contracts": [known, beyond]}, sql) == [(2, Decimal("1.5"), 0)]


def test_indicators_of_one_period_are_not_those_of_another() -> None:
    sql = "SELECT DISTINCT regexp_extract(indicator_code, '[A-Z]+') FROM mart.fse_indicators ORDER BY ALL"
    for period, codes in (("2014-2020", [("CO",), ("CR",)]), ("2021-2027", [("EECO",), ("EECR",)]), ("2007-2013", [])):
        assert ask({"operations": [OPERATION | {"programming_period_code": period}]}, sql) == codes


@pytest.mark.parametrize(
    ("job", "goes_on"),
    [("M1855", True), ("E1101", True), ("F1703", False), ("G1602", False), ("K2111", None), ("", None)],
)
def test_f_o3_whoever_takes_a_job_of_another_trade_leaves_digital_work(job: str, goes_on: bool | None) -> None:
    told = "SELECT goes_on_in_digital FROM mart.outcome_overview"
    assert ask({"outcomes": [OUTCOME | {"next_rome_code": job}]}, told) == [(goes_on,)]
