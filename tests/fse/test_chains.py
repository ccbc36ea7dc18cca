"""Renewals, chains of contracts and exits still to be told, from rows typed in files."""

import datetime as dt
from decimal import Decimal

from tests.fse.asked import ask
from tests.fse.rows import CONTRACT, OPERATION, OUTCOME


def test_f_c5_the_renewal_rate_divides_by_the_initial_contracts_that_reached_their_term() -> None:
    renewed = CONTRACT | {
        "contract_id": "C-2",
        "renewal_rank": "1",
        "start_date": "01/09/2015",
        "planned_end_date": "29/02/2016",
    }
    broken = CONTRACT | {"contract_id": "C-3", "first_name": "Omar", "termination_date": "31/03/2015"}
    plain = CONTRACT | {"contract_id": "C-4", "first_name": "Julie"}
    sql = "SELECT n_chains_at_term, n_chains_renewed, renewal_rate FROM mart.operation_results"
    assert ask({"contracts": [CONTRACT, renewed, broken, plain]}, sql) == [(2, 1, Decimal("0.5"))]


def test_a_permanent_contract_reaches_no_term_whatever_end_its_row_gives() -> None:
    permanent = CONTRACT | {"contract_type_code": "CDI", "planned_end_date": "31/03/2015"}
    sql = "SELECT n_contracts_running, n_chains_at_term, n_chains_renewed, renewal_rate FROM mart.operation_results"
    assert ask({"contracts": [permanent]}, sql) == [(1, 0, 0, None)]
    chains = "SELECT planned_end_date, chain_end_date, previous_end_date FROM mart.contract_chains ORDER BY start_date"
    assert ask({"contracts": [permanent]}, chains) == [(None, None, None)]
    kept_on = permanent | {"contract_id": "DIE-02", "renewal_rank": "1", "start_date": "01/09/2015"}
    kept_on |= {"planned_end_date": "31/12/2030"}
    term = dt.date(2015, 8, 31)
    assert ask({"contracts": [CONTRACT, kept_on]}, chains) == [(term, term, None), (None, term, term)]
    assert ask({"contracts": [CONTRACT, kept_on]}, sql) == [(1, 1, 1, Decimal(1))]


def test_a_renewal_that_names_the_renewal_before_it_is_of_the_chain_of_the_initial_contract() -> None:
    first = CONTRACT | {
        "contract_id": "R-1",
        "renewal_rank": "1",
        "start_date": "01/09/2015",
        "planned_end_date": "29/02/2016",
    }
    second = first | {
        "contract_id": "R-2",
        "renewal_rank": "2",
        "parent_contract_id": "R-1",
        "start_date": "01/03/2016",
        "planned_end_date": "31/08/2016",
    }
    third = second | {
        "contract_id": "R-3",
        "renewal_rank": "3",
        "parent_contract_id": "R-2",
        "start_date": "01/09/2016",
        "planned_end_date": "30/11/2016",
    }
    sql = "SELECT DISTINCT chain_id, chain_start_date, chain_end_date, n_renewals FROM mart.contract_chains"
    chain = ("DIE-01", dt.date(2014, 9, 1), dt.date(2016, 11, 30), 3)
    assert ask({"contracts": [CONTRACT, first, second, third]}, sql) == [chain]
    assert ask({"contracts": [CONTRACT, first | {"parent_contract_id": "DIE-01"}, second, third]}, sql) == [chain]


def test_renewals_that_name_each_other_in_a_ring_are_renewals_all_the_same() -> None:
    ring = [
        CONTRACT
        | {"contract_id": f"R-{n}", "parent_contract_id": f"R-{(n + 1) % 3}", "start_date": f"0{n + 1}/09/2014"}
        for n in range(3)
    ]
    sql = "SELECT count(*), bool_and(n_renewals > 0) FROM mart.contract_chains"
    assert ask({"contracts": ring}, sql) == [(3, True)]


def test_a_person_told_to_have_left_one_operation_is_missing_in_the_next_until_its_exit_is_told() -> None:
    later = {"operation_id": "201500001", "start_date": "01/12/2015"}
    second = CONTRACT | later | {"contract_id": "DIE-02", "planned_end_date": "31/05/2016"}
    operations = [
        OPERATION,
        OPERATION
        | {"operation_id": "201500001", "start_date": "01/01/2015", "end_date": "31/12/2016", "payment_end_date": ""},
    ]
    tables = {"operations": operations, "contracts": [CONTRACT, second], "outcomes": [OUTCOME]}
    answers = "SELECT n_exits, n_exits_missing FROM mart.answers"
    assert ask(tables, answers) == [(1, 1)]
    assert ask(tables, "SELECT n_exits, n_exits_missing FROM mart.epi_overview") == [(1, 1)]
    assert ask(tables, "SELECT business_key FROM mart.fse_alerts WHERE alert_code = 'exit_missing'") == [("DIE-02",)]
    left = OUTCOME | {"contract_id": "DIE-02", "exit_date": "31/05/2016", "observation_date": "10/06/2016"}
    assert ask({**tables, "outcomes": [OUTCOME, left]}, answers) == [(2, 0)]


def test_an_exit_dated_after_the_day_of_publication_is_no_exit_yet() -> None:
    answers = (
        "SELECT n_contracts_running, n_exits, n_lasting_jobs, n_exits_examined, lasting_job_rate FROM mart.answers"
    )
    assert ask({"outcomes": [OUTCOME]}, answers, dt.date(2015, 8, 30)) == [(1, 0, 0, 0, None)]
    assert ask({"outcomes": [OUTCOME]}, answers, dt.date(2015, 9, 1)) == [(0, 1, 1, 1, Decimal(1))]
    training = OUTCOME | {"exit_reason_code": "Formation qualifiante", "exit_status_code": "Inactif"}
    training |= {"next_contract_type_code": ""}
    positive = "SELECT n_positive_exits, n_dynamic_exits, n_digital_unknown FROM mart.answers"
    assert ask({"outcomes": [training]}, positive, dt.date(2015, 8, 30)) == [(0, 0, 0)]
    assert ask({"outcomes": [training]}, positive, dt.date(2015, 9, 1)) == [(1, 1, 1)]
