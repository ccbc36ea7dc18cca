"""The sentence told of a cell is true of that cell, whatever it holds."""

import re

import pytest

from schemas import DELIVERED
from schemas.codelist import fold
from schemas.rules import RULES
from tests.fse.judged import Cells, judged
from tests.fse.rows import GOOD


def told(table: str, code: str, *changes: Cells) -> list[str]:
    findings = judged(table, *(GOOD[table] | change for change in changes)).findings
    return findings.filter(findings["code"] == code)["message"].to_list()


def test_a_contract_too_long_for_the_short_reason_is_not_told_the_long_one_was_chosen() -> None:
    short = {"exit_reason_code": "10", "next_contract_type_code": "CDD", "next_contract_months": "6"}
    (message,) = told("outcomes", "FSE-08", short)
    assert "CDD de 6 mois et plus, ou de moins de 6 mois" in message


def test_a_date_written_as_a_number_is_told_with_a_number_that_is_said_to_be_an_example() -> None:
    (message,) = told("contracts", "DATE-20", {"start_date": "41640"})
    assert "comme 42248, qui est le 01/09/2015" in message


def test_lines_of_one_reference_are_told_in_words_that_fit_a_key_of_several_columns() -> None:
    said = told("participations", "DOUBLON-02", {}, {"sex_code": "H"})
    assert set(said) == {
        "Plusieurs lignes portent la même référence (Personne + Date d'entrée + N° opération) avec des contenus différents."
    }


@pytest.mark.parametrize(
    ("table", "cell", "bounds"),
    [
        ("operations", {"total_eligible_cost_eur": "0"}, "d'au moins 0,01 €"),
        ("contracts", {"weekly_hours": "50"}, "comprise entre 1,5 h et 48 h"),
        ("contracts", {"weekly_hours": "0,8"}, "comprise entre 1,5 h et 48 h"),
        ("contracts", {"working_time_rate": "0"}, "comprise entre 1 % et 100 %"),
        ("contracts", {"renewal_rank": "21"}, "comprise entre 0 et 20"),
    ],
)
def test_the_bounds_of_a_value_are_told_as_it_is_written(table: str, cell: Cells, bounds: str) -> None:
    (message,) = told(table, "MONTANT-41", cell)
    assert message.endswith(f"doit être {bounds}.")


@pytest.mark.parametrize("code", ["LISTE-21", "LISTE-25", "LISTE-26"])
def test_what_to_type_for_titularise_is_in_the_list_of_its_column(code: str) -> None:
    for_type, for_reason = RULES[code].fix.split(" ; comme motif de sortie, ")
    lists = (("contracts", "contract_type_code", for_type), ("outcomes", "exit_reason_code", for_reason))
    for table, column, advice in lists:
        codes = DELIVERED[table].columns[column].codes
        assert codes is not None
        told = [fold(words) for words in re.findall("« (.+?) »", advice)]
        assert told
        assert not [words for words in told if words not in codes.by_spelling]


@pytest.mark.parametrize(("typed", "code"), [("Contrat Z", "LISTE-01"), ("", "LISTE-40")])
def test_what_may_be_typed_is_told_where_a_value_of_a_list_is_wrong_or_missing(typed: str, code: str) -> None:
    (message,) = told("contracts", code, {"contract_type_code": typed})
    codes = DELIVERED["contracts"].columns["contract_type_code"].codes
    assert codes is not None
    assert message.endswith(" Valeurs possibles : " + " ; ".join(c.label for c in codes.codes) + ".")


def test_a_table_without_amounts_or_whose_amounts_are_unread_is_refused_without_naming_any_euros() -> None:
    unread = [{"expense_id": f"P-{n}", "declared_eur": "environ"} for n in range(2)]
    (message,) = told("fse_spending", "FICHIER-90", *unread)
    assert message.endswith(": 2 sur 2 (100\u00a0%) ; limite : une ligne au moins doit être prise en compte.")
    changes = [{"contract_id": f"C-{n}", "start_date": "hier"} for n in range(2)]
    (message,) = told("contracts", "FICHIER-90", *changes)
    assert "€" not in message
