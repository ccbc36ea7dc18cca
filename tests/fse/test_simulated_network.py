"""A larger network, read from files by a night; every figure is computed again in plain Python, from what was typed."""

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from tests.fse.plain_money import CENT, budget, cost, finance, lines
from tests.fse.plain_people import HOUSEHOLD_UNTIL, exit_alerts, indicators, participants
from tests.fse.simulated import OPERATIONS, Network, simulate
from tests.fse.simulated_files import tables_of, write
from tests.fse.simulated_people import AS_OF, A, B, C
from tests.nights import night, rows

PEOPLE_ALERTS = ("exit_missing", "exit_unobserved", "followup_due", "followup_missed")


@pytest.fixture(scope="module")
def network() -> Network:
    return simulate()


@pytest.fixture(scope="module")
def home(network: Network, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("network")
    report = night(folder / "home", write(network, folder))
    assert report.outcome == "published"
    assert {line.state for line in report.files} <= {"accepted", "accepted_with_reservations"}
    return folder / "home"


def test_every_row_but_the_one_planted_is_accepted(home: Path, network: Network) -> None:
    typed = sum(len(of) for n in range(1, 61) for of in tables_of(network, f"epi-{n:02}").values())
    assert rows(home, "SELECT n_rows_accepted, n_rows_set_aside FROM ledger.runs") == [(typed - 1, 1)]
    assert rows(home, "SELECT business_key, codes FROM quality.quarantine") == [("F1-wrong", "FSE-36")]


@pytest.mark.parametrize("operation", [A, B, C])
def test_indicators_agree_to_the_person(home: Path, network: Network, operation: str) -> None:
    sql = f"SELECT indicator_code, sex, value FROM mart.fse_indicators WHERE operation_id = '{operation}' AND value IS NOT NULL"
    told = {(code, sex): value for code, sex, value in rows(home, sql)}
    expected = indicators(network.stays, operation)
    assert expected.keys() <= told.keys()
    assert {key: value for key, value in told.items() if value} == dict(expected)
    assert len(expected) > 40


def test_populations_and_completeness_stand_beside_the_values(home: Path, network: Network) -> None:
    sql = """SELECT operation_id, n_participants_complete, n_participants, n_exits_collected, n_exits_due, population
        FROM mart.fse_indicators WHERE indicator_code IN ('CR04', 'EECR04') AND sex = 'all' ORDER BY operation_id"""
    expected = []
    for operation in (A, B, C):
        people = participants([stay for stay in network.stays if stay.operation == operation])
        complete = [one for one in people if one.is_complete]
        due = [one for one in people if one.exit_date and (AS_OF - one.exit_date).days > 28]
        left = [one for one in complete if one.exit_date and one.entry["entry_status_code"] in ("chomeur", "inactif")]
        expected.append((operation, len(complete), len(people), sum(one.in_time for one in due), len(due), len(left)))
    assert rows(home, sql) == expected


@pytest.mark.parametrize("operation", [A, B, C])
def test_budgets_agree_to_the_cent(home: Path, network: Network, operation: str) -> None:
    sql = f"""SELECT side, line_code, is_computed, declared_eur, CASE side WHEN 'cost' THEN retained_eur ELSE paid_eur END, gap_eur
        FROM mart.operation_budget WHERE operation_id = '{operation}' AND line_code <> 'fse'"""
    expected = [line for line in budget(network, operation) if line[1] != "fse"]
    assert sorted(rows(home, sql), key=str) == sorted(expected, key=str)
    fund = f"SELECT agreed_eur, due_eur, paid_eur, gap_eur FROM mart.operation_budget WHERE operation_id = '{operation}' AND line_code = 'fse'"
    money = finance(network, operation)
    assert rows(home, fund) == [(money["agreed"], money["due"], money["paid"], money["left"])]
    total = f"SELECT total_declared_eur, total_retained_eur, other_resources_eur FROM mart.operation_finance WHERE operation_id = '{operation}'"
    assert rows(home, total) == [(cost(network, operation, "declared_eur"), money["retained"], money["others"])]


def test_each_of_the_three_amounts_is_the_least_of_one_operation(home: Path) -> None:
    sql = """SELECT CASE fse_due_eur WHEN fse_by_rate_eur THEN 'rate' WHEN fse_by_resources_eur THEN 'resources'
        WHEN fse_agreed_eur THEN 'agreed' END FROM mart.operation_finance ORDER BY operation_id"""
    assert rows(home, sql) == [("rate",), ("resources",), ("agreed",)]


@pytest.mark.parametrize("operation", [A, B, C])
def test_the_cost_of_a_participant_agrees_to_the_cent(home: Path, network: Network, operation: str) -> None:
    people = participants([stay for stay in network.stays if stay.operation == operation])
    n = sum(one.is_complete for one in people)
    sql = f"SELECT n_outcomes, cost_per_outcome_eur FROM mart.cost_per_outcome WHERE operation_id = '{operation}' AND outcome_code = 'participant'"
    each = (finance(network, operation)["retained"] / n).quantize(CENT, ROUND_HALF_UP)
    assert rows(home, sql) == [(n, each)]


def test_alerts_about_people_agree_one_by_one(home: Path, network: Network) -> None:
    names = ", ".join(f"'{name}'" for name in PEOPLE_ALERTS)
    told = rows(
        home,
        f"SELECT operation_id, alert_code, business_key, due_date FROM mart.fse_alerts WHERE alert_code IN ({names})",
    )
    expected = list(exit_alerts(network.stays))
    assert Counter(told) == Counter(expected)
    assert set(PEOPLE_ALERTS) == {alert for _, alert, *_ in expected}


def test_alerts_about_money_agree_one_by_one(home: Path, network: Network) -> None:
    told = set(
        rows(
            home,
            f"SELECT operation_id, alert_code, business_key, amount_eur FROM mart.fse_alerts WHERE alert_code NOT IN {PEOPLE_ALERTS}",
        )
    )
    expected: set[tuple[str, str, str, Decimal | None]] = {
        (A, "spending_set_aside", "F1-wrong", Decimal("500.00")), (B, "documents_kept", B, None), (C, "documents_until_unknown", C, None),
        (C, "claim_overdue", "B-1", None), (C, "claim_due", "B-2", None), (B, "fse_overpaid", B, -finance(network, B)["left"]),
        (B, "declared_differs", "B-1", Decimal("2600000.00") - sum(line["declared_eur"] for line in lines(network, B))),
    }  # fmt: skip
    for operation in OPERATIONS:
        of_operation = lines(network, operation)
        expected |= {
            (operation, "spending_without_proof", x["expense_id"], x["declared_eur"])
            for x in of_operation
            if not x["proof_code"]
        }
        early = [x for x in of_operation if operation == A and x["payment_date"].year < 2014]
        expected |= {(operation, "spending_outside_programme", x["expense_id"], x["declared_eur"]) for x in early}
        claimed = sum(
            (c["retained_eur"] or Decimal(0) for c in network.claims if c["operation_id"] == operation), Decimal(0)
        )
        if claimed:
            expected.add((operation, "retained_differs", operation, claimed - finance(network, operation)["retained"]))
    assert told == expected


def test_cells_to_complete_are_the_empty_ones_where_they_were_written(home: Path, network: Network) -> None:
    told = rows(home, "SELECT operation_id, epi_id, column_name, cell FROM mart.fse_cells_to_complete")
    expected = []
    for one in participants(network.stays):
        asked = ["birth_date", "sex_code", "entry_status_code", "entry_education_level_code"]
        if one.entry["entry_date"] < HOUSEHOLD_UNTIL:
            asked += ["is_jobless_household", "has_dependent_children", "is_single_adult"]
        table = tables_of(network, one.stay.epi)["participations"]
        row = next(number for number, typed in enumerate(table, 2) if typed is one.entry)
        letters = dict(zip(table[0], "ABCDEFGHIJKLMNOPQRSTUVWXYZ", strict=False))
        expected += [
            (one.stay.operation, one.stay.epi, name, f"{letters[name]}{row}") for name in asked if not one.entry[name]
        ]
    assert Counter(told) == Counter(expected)
    assert len(expected) > 100
