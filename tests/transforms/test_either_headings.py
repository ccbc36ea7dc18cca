"""Headings that may be of the contract or of what came after it, on the lines that say both."""

import pytest

from tests.transforms.judged_sheets import HEADINGS, contract, told, verdict, workbook

_EXIT = ["Date de sortie", "Devenir"]


def test_the_length_of_a_contract_is_not_that_of_the_next_one() -> None:
    heads = [*HEADINGS, "Durée", *_EXIT]
    rows = [
        [*contract(1), "12 mois", "31/08/2015", "CDD moins de 6 mois"],
        [*contract(2), 12, "31/08/2015", "Au chômage"],
    ]
    found = verdict(workbook([heads, *rows]))
    assert found.accepted["contracts"].height == 2
    assert found.accepted["outcomes"]["next_contract_months"].to_list() == [None]
    assert not told(found, "FSE-08")
    assert [one["cell"] for one in told(found, "ENTETE-02")] == ["H1"]


@pytest.mark.parametrize(("at", "read"), [(7, None), (9, "BTS")])
def test_a_diploma_is_the_one_gained_where_it_stands_after_the_exit(at: int, read: str | None) -> None:
    heads, row = [*HEADINGS, *_EXIT], [*contract(1), "31/08/2015", "Au chômage"]
    heads.insert(at, "Diplôme")
    row.insert(at, "BTS")
    found = verdict(workbook([heads, row]))
    assert found.accepted["outcomes"]["qualification_title"].to_list() == [read]


def test_a_sheet_mostly_of_exits_that_says_the_contracts_too_reads_them_alike() -> None:
    more = [
        "Questionnaire rempli le", "Situation à la sortie", "Sortie anticipée", "Continue dans le numérique", "Nouveau contrat",
        "En formation", "Qualification obtenue", "Poste proposé le", "Classification", "Date d'obtention",
    ]  # fmt: skip
    row = [*contract(1), 12, "31/08/2015", "Au chômage", "15/09/2015", "Chômage", "non", "non", "", "non", "non"]
    found = verdict(workbook([[*HEADINGS, "Durée", *_EXIT, *more], row]))
    assert found.accepted["contracts"].height == 1
    assert found.accepted["outcomes"]["next_contract_months"].to_list() == [None]
    assert [one["cell"] for one in told(found, "ENTETE-02")] == ["H1"]


def test_the_length_of_the_next_contract_beside_its_type_is_read_wherever_they_stand() -> None:
    heads = ["N° contrat", "Nouveau contrat", "Durée", *_EXIT]
    found = verdict(workbook([heads, ["C-1", "CDD", 8, "31/08/2015", "CDD de 6 mois et plus"]]))
    assert found.accepted["outcomes"]["next_contract_months"].to_list() == [8]
