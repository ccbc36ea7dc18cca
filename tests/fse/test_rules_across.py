"""What the cases of one EPI cannot show: rules across EPI, cells, settings, and what a rule must leave alone."""

import datetime as dt

import polars as pl
import pytest

from schemas.rules import RULES
from tests.fse.judged import Cells, accepted, judged
from tests.fse.rows import CONTRACT, EXPENSE, OPERATION, OUTCOME, PARTICIPATION
from tests.fse.world import Place, findings_of, judge_places, warehouse_of
from warehouse.network_checks import apply_network_checks
from warehouse.view import checks


def told(*places: Place, code: str, **more: object) -> list[tuple[str, str | None, str]]:
    """EPI, cell and severity of each finding of one rule."""
    found = findings_of(places, **more).filter(pl.col("code") == code)  # type: ignore[arg-type]
    return found.select("epi_id", "cell", "severity").sort(pl.all()).rows()


def test_r_s7_two_places_of_one_name_in_one_commune_are_both_told() -> None:
    same = {"insee_code": "26113", "commune": "Die"}
    one, two = Place("a", {}, {"name": "EPI de Die"} | same), Place("b", {}, {"name": "epi de die"} | same)
    far = Place("c", {}, {"name": "EPI de Die", "insee_code": "26108", "commune": "Crest"})
    assert told(one, two, far, code="DOUBLON-10") == [("a", None, "warn"), ("b", None, "warn")]


def test_r_e4_one_invoice_at_two_epi_is_set_aside_at_both_with_its_cell_and_no_name() -> None:
    invoice = {"supplier": "Imprimerie Écla", "invoice_number": "F-1", "post_code": "Prestations", "contract_id": ""}
    one = Place("a", {"fse_spending": [EXPENSE | invoice]})
    two = Place("b", {"fse_spending": [EXPENSE | {"expense_id": "Q7"} | invoice | {"supplier": "imprimerie ecla"}]})
    places = [one, two]
    verdict = judge_places(places)
    with warehouse_of(places, verdict) as connection:
        found = apply_network_checks(connection, {}).filter(pl.col("code") == "DOUBLON-12")
        aside = connection.execute(
            "SELECT epi_id, codes, amount_eur FROM quality.quarantine ORDER BY epi_id"
        ).fetchall()
        lost = connection.execute(
            "SELECT sum(n_rows_accepted), sum(n_rows_set_aside) FROM ledger.deliveries"
        ).fetchall()
    assert found.select("epi_id", "cell").rows() == [("a", "I2"), ("b", "I2")]
    assert [row[:2] for row in aside] == [("a", "DOUBLON-12"), ("b", "DOUBLON-12")]
    assert lost == [(0, 2)]
    assert "ecla" not in str(found.to_dicts()).lower()


def test_r_c8_one_contract_declared_by_two_epi_of_one_employer_is_kept_once() -> None:
    facts = {"siret": "73282932000074"}
    places = [Place(epi, {"contracts": [CONTRACT]}, facts) for epi in ("a", "b")]
    assert told(*places, code="DOUBLON-11") == [("b", "D2", "reject")]


def test_one_person_with_contracts_in_two_epi_is_told_to_both_and_nothing_is_set_aside() -> None:
    later = {"start_date": "01/09/2015", "planned_end_date": "31/08/2016"}
    one, two = Place("a", {"contracts": [CONTRACT]}), Place("b", {"contracts": [CONTRACT | later]})
    assert told(one, two, code="DOUBLON-14") == [("a", "D2", "warn"), ("b", "D2", "warn")]
    other = Place("b", {"contracts": [CONTRACT | later | {"birth_date": "12/03/1991"}]})
    assert told(one, other, code="DOUBLON-14") == []


def test_r_e5_the_shares_of_a_person_add_up_over_epi() -> None:
    share = {"allocation_rate": "60 %", "cost_base_eur": "1 200,00", "declared_eur": "720,00"}
    contracts = [CONTRACT | {"planned_end_date": "30/08/2015"}]
    one = Place("a", {"contracts": [CONTRACT], "fse_spending": [EXPENSE | share]})
    two = Place("b", {"contracts": contracts, "fse_spending": [EXPENSE | share]})
    assert [epi for epi, _, _ in told(one, two, code="FSE-33")] == ["a", "b"]


def test_r_p3_the_same_person_in_another_operation_is_another_participation() -> None:
    other = PARTICIPATION | {"operation_id": "201400099", "entry_date": "01/12/2014"}
    operations = [OPERATION, OPERATION | {"operation_id": "201400099"}]
    place = Place("a", {"operations": operations, "participations": [PARTICIPATION, other]})
    assert told(place, code="FSE-28") == []
    keys = accepted("participations", PARTICIPATION, other)["person_key"]
    assert keys.n_unique() == 1


@pytest.mark.parametrize("name", ["disability_code", "born_abroad_code", "minority_code", "housing_exclusion_code"])
def test_r_p6_a_refusal_is_an_answer_and_leaves_the_person_complete(name: str) -> None:
    verdict = judged("participations", PARTICIPATION | {name: "Ne souhaite pas répondre"})
    assert verdict.accepted["participations"].select("is_complete", name).row(0) == (True, "refus")
    assert verdict.findings.is_empty()


@pytest.mark.parametrize(
    ("entered", "is_complete"), [("01/08/2018", False), ("02/08/2018", True)], ids=["R-P5 before", "R-P5 since"]
)
def test_the_household_is_asked_of_entries_before_the_second_of_august_2018(entered: str, is_complete: bool) -> None:
    row = PARTICIPATION | {"entry_date": entered, "is_jobless_household": "", "is_single_adult": ""}
    assert accepted("participations", row)["is_complete"].to_list() == [is_complete]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"planned_end_date": "31/07/2015"}, "en_cours"),
        ({"planned_end_date": "30/07/2015"}, "termine"),
        ({"termination_date": "30/07/2015"}, "termine"),
        ({"start_date": "01/08/2015"}, "a_venir"),
    ],
    ids=["R-C3 last day", "R-C3 past its term", "R-C3 broken off", "R-C3 to come"],
)
def test_a_contract_is_over_by_its_term_or_its_rupture(change: Cells, status: str) -> None:
    places = [Place("a", {"contracts": [CONTRACT | change]})]
    with warehouse_of(places, judge_places(places)) as connection:
        assert connection.execute("SELECT contract_status FROM mart.contract_overview").fetchall() == [(status,)]


def test_r_o3_a_contract_of_another_operation_does_not_keep_the_person_in() -> None:
    other = {
        "contract_id": "DIE-02",
        "operation_id": "201400099",
        "planned_end_date": "31/12/2015",
        "weekly_hours": "9",
    }
    other |= {"contract_type_code": "CDD"}
    place = Place("a", {"contracts": [CONTRACT, CONTRACT | other], "outcomes": [OUTCOME]})
    assert told(place, code="LIEN-04") == []


def test_r_c10_at_a_private_employer_the_word_is_stored_as_a_permanent_contract() -> None:
    contract = CONTRACT | {"contract_type_code": "Titularisée en CDI", "planned_end_date": ""}
    outcome = OUTCOME | {"exit_reason_code": "Titularisée en CDI"}
    verdict = judge_places(
        [Place("a", {"contracts": [contract], "outcomes": [outcome]}, {"legal_nature_code": "privee"})]
    )
    assert verdict.accepted["contracts"]["contract_type_code"].to_list() == ["CDI"]
    assert verdict.accepted["outcomes"]["exit_reason_code"].to_list() == ["1"]
    kept = verdict.findings.filter(pl.col("code") == "LISTE-25").sort("table_name")
    assert kept.select("value_read", "value_kept").rows() == [
        ("Titularisée en CDI", "CDI"),
        ("Titularisée en CDI", "1"),
    ]


def test_a_rule_whose_source_is_unread_never_rejects_unless_it_is_set_to() -> None:
    unread = {code: rule for code, rule in RULES.items() if not rule.is_verified}
    assert unread
    assert {rule.severity for rule in unread.values()} <= {"warn", "info"}
    operation = OPERATION | {"operation_id": "Opération 7"}
    place = Place("a", {"operations": [operation], "contracts": [CONTRACT]})
    assert told(place, code="IDENT-41") == [("a", "A2", "warn")]
    strict = Place("a", place.tables, severities={"IDENT-41": "reject"})
    assert judge_places([strict]).accepted["operations"].is_empty()
    born = Place("a", {"contracts": [CONTRACT | {"contract_type_code": "EAV", "birth_date": "12/03/1980"}]})
    assert told(born, code="FSE-24", settings={"FSE-24": "reject"}) == [("a", "G2", "reject")]
    assert told(born, code="FSE-24") == [("a", "G2", "warn")]


def test_r_e14_a_report_tells_how_many_participants_are_not_entered_and_at_which_contracts() -> None:
    claim = {"claim_id": "B", "operation_id": "201400026", "claim_type_code": "Bilan final",
             "period_start_date": "01/01/2014", "period_end_date": "31/12/2015", "filed_date": "01/06/2016"}  # fmt: skip
    people = [CONTRACT | {"contract_id": f"C-{n}", "first_name": f"Zoé {n}"} for n in range(22)]
    staff = CONTRACT | {"contract_id": "C-99", "first_name": "Théo", "cost_role_code": "Personnel"}
    entered = [PARTICIPATION | {"first_name": "Zoé 1"}]
    one = Place("a", {"operations": [OPERATION], "contracts": [*people[:2], staff], "participations": entered,
                      "claims": [claim]})  # fmt: skip
    two = Place("b", {"contracts": [people[2]]})
    found = findings_of([one, two]).filter(pl.col("code") == "FSE-47")
    said = RULES["FSE-47"].what

    def place_of(epi: str) -> str:
        return f"espace « {epi} », feuille « contracts », cellule D2"

    assert found.select("epi_id", "severity", "message").rows() == [
        ("a", "warn", f"{said} Contrats sans fiche d'entrée : 2 ({place_of('a')} ; {place_of('b')}).")
    ]  # fmt: skip
    many = findings_of([Place("a", one.tables | {"contracts": people})]).filter(pl.col("code") == "FSE-47")["message"][
        0
    ]
    assert f"{said} Contrats sans fiche d'entrée : 21 (" in many
    assert (many.count("cellule"), many.endswith("cellule D22 ; …).")) == (20, True)
    assert "Zoé" not in many
    whole = Place("a", one.tables | {"contracts": [people[1], staff]})
    assert told(whole, code="FSE-47") == []


def test_r_p11_an_operation_without_any_entry_is_told_once_an_epi_at_its_first_contract() -> None:
    people = [CONTRACT | {"contract_id": f"C-{n}", "first_name": f"Zoé {n}"} for n in range(5)]
    one = Place("a", {"operations": [OPERATION], "contracts": people})
    two = Place("b", {"contracts": people[3:], "participations": [PARTICIPATION | {"first_name": "Zoé 3"}]})
    assert told(one, code="LIEN-17") == [("a", "E2", "warn")]
    assert told(one, code="LIEN-11") == []
    assert told(Place("a", {"contracts": people[:2]}), two, code="LIEN-17") == [("a", "E2", "warn")]
    assert told(two, code="LIEN-11") == [("b", "E3", "warn")]


def test_a_report_that_is_not_due_yet_is_not_told() -> None:
    claim = {"claim_id": "B", "operation_id": "201400026", "claim_type_code": "Bilan final",
             "period_start_date": "01/01/2014", "period_end_date": "31/12/2015", "due_date": "30/06/2016"}  # fmt: skip
    place = Place("a", {"operations": [OPERATION], "contracts": [CONTRACT], "claims": [claim]})
    assert told(place, code="FSE-47") == told(place, code="FSE-42") == []
    assert told(place, code="FSE-47", as_of=dt.date(2016, 7, 1)) == [("a", None, "warn")]
    assert told(place, code="FSE-42", as_of=dt.date(2016, 7, 1)) == [("a", None, "warn")]


def test_a_row_received_twice_is_no_double_funding() -> None:
    assert checks("reject")[0].code == "DOUBLON-03"


def test_the_name_of_a_check_says_how_grave_its_rule_is() -> None:
    for check in checks("reject"):
        assert RULES[check.code].severity == "reject", check.name
    for check in checks("warn"):
        assert RULES[check.code].severity in ("warn", "info"), check.name


def test_a_check_that_is_of_one_table_finds_rows_of_no_other() -> None:
    of_one = [check for check in (*checks("reject"), *checks("warn")) if check.of]
    assert {check.of for check in of_one} == {"claims", "followups", "participations"}
    for check in of_one:
        assert (check.sql.count("AS table_name"), f"'{check.of}' AS table_name" in check.sql) == (1, True), check.name


@pytest.mark.parametrize(("start", "cells"), [("31/07/2016", []), ("01/08/2016", [("a", "G2", "warn")])])
def test_a_contract_that_begins_in_more_than_a_year_is_told(start: str, cells: list[tuple[str, str, str]]) -> None:
    contract = CONTRACT | {"start_date": start, "planned_end_date": "31/07/2017"}
    assert told(Place("a", {"contracts": [contract]}), code="DATE-55") == cells


def test_a_code_found_across_files_is_told_by_its_label_as_the_list_of_the_workbook_has_it() -> None:
    same_day = {"entry_status_code": "Salarié", "entry_date": str(CONTRACT["start_date"])}
    places = [Place("a", {"contracts": [CONTRACT], "participations": [PARTICIPATION | same_day]})]
    found = findings_of(places).filter(pl.col("code") == "FSE-32")
    assert found["value_read"].to_list() == ["En emploi"]


@pytest.mark.parametrize("code", ["LIEN-01", "LIEN-02", "LIEN-11", "LIEN-12"])
def test_a_row_whose_contract_operation_or_entry_is_set_aside_is_told_to_mend_that_one(code: str) -> None:
    noe = {"last_name": "B.", "first_name": "Noé", "birth_date": "05/07/1991"}
    contracts, entries = [CONTRACT, CONTRACT | noe | {"contract_id": "DIE-02"}], [PARTICIPATION, PARTICIPATION | noe]
    tables: dict[str, list[Cells]] = {
        "LIEN-01": {"contracts": [CONTRACT | {"start_date": "?!"}], "fse_spending": [EXPENSE]},
        "LIEN-02": {"operations": [OPERATION | {"start_date": "?!"}], "contracts": [CONTRACT]},
        "LIEN-11": {"contracts": contracts, "participations": [entries[0], entries[1] | {"entry_date": "?!"}]},
        "LIEN-12": {"contracts": [contracts[0], contracts[1] | {"start_date": "?!"}], "participations": entries},
    }[code]
    assert findings_of([Place("a", tables)]).filter(pl.col("code") == code).height == 1
    assert "pris" in RULES[code].what  # of those taken into account, not of those typed
    assert "mise de côté" in RULES[code].fix
