"""An establishment with a successor is the same employer as its successor, in every rule that compares employers (R-S4)."""

import polars as pl

from tests.fse.judged import Cells
from tests.fse.rows import CONTRACT, EXPENSE, ORGANISATION, OUTCOME
from tests.fse.world import Place, findings_of

FIRST, SECOND, LAST = "73282932000074", "35600000000048", "35600000049837"


def succeeded(siret: str, by: str) -> Cells:
    return ORGANISATION | {
        "name": f"Structure {siret}", "siret": siret, "siret_state_code": "Successeur ouvert", "successor_siret": by,
    }  # fmt: skip


CHAIN = [succeeded(FIRST, SECOND), succeeded(SECOND, LAST)]


def codes(*places: Place) -> set[str]:
    return set(findings_of(places)["code"])


def test_r_c8_the_same_contract_at_an_employer_and_at_its_successor_is_one_contract() -> None:
    one = Place("a", {"contracts": [CONTRACT | {"employer_siret": FIRST}]})
    other = Place("b", {"contracts": [CONTRACT | {"employer_siret": LAST}], "organisations": CHAIN})
    assert "DOUBLON-11" in codes(one, other)
    assert "DOUBLON-11" not in codes(one, Place("b", other.tables | {"organisations": CHAIN[:1]}))


def test_r_o10_the_same_post_at_the_successor_of_the_successor_is_no_exit() -> None:
    contract = CONTRACT | {"employer_siret": FIRST, "rome_code": "G1202"}
    exit_ = OUTCOME | {"next_employer_siret": LAST, "next_rome_code": "G1202"}
    tables = {"contracts": [contract], "outcomes": [exit_]}
    assert "FSE-53" in codes(Place("a", tables | {"organisations": CHAIN}))
    assert "FSE-53" not in codes(Place("a", tables))


def test_two_establishments_told_to_succeed_each_other_stop_nothing() -> None:
    loop = [succeeded(FIRST, SECOND), succeeded(SECOND, FIRST)]
    assert "DOUBLON-11" not in codes(Place("a", {"contracts": [CONTRACT], "organisations": loop}))


def test_r_e6_each_of_the_two_lines_of_one_salary_names_the_cell_of_the_other() -> None:
    twice = EXPENSE | {"expense_id": "P2", "post_code": "Participants"}
    found = findings_of([Place("a", {"contracts": [CONTRACT], "fse_spending": [EXPENSE, twice]})])
    told = found.filter(pl.col("code") == "FSE-34").sort("cell").select("cell", "message", "alert_id")
    cells = told["cell"].to_list()
    assert [cells[1] in told["message"][0], cells[0] in told["message"][1]] == [True, True]
    assert told["alert_id"].n_unique() == 1
    assert told["alert_id"].null_count() == 0
