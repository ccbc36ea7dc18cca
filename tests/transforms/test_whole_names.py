"""One column that holds the surname and the given name of each person."""

import pytest

from tests.transforms.judged_sheets import HEADINGS, contract, told, verdict, workbook
from transforms.judge import judge
from transforms.verdict import Profile, Verdict

_APART = [*HEADINGS[:1], "Nom", "Prénom", *HEADINGS[3:]]


def _contract(*names: str) -> list[object]:
    return ["C-1", *names, *contract(1)[3:]]


def _judged(heading: str, typed: str) -> Verdict:
    return verdict(workbook([[HEADINGS[0], heading, *HEADINGS[3:]], _contract(typed)]))


def _key(last: str, first: str) -> str:
    return str(verdict(workbook([_APART, _contract(last, first)])).accepted["contracts"]["person_key"].item())


@pytest.mark.parametrize("heading", ["Nom et prénom", "NOM Prénom", "Nom, prénom", "Prénom NOM", "Prénom et nom"])
@pytest.mark.parametrize(
    ("typed", "last", "first"),
    [
        ("QUIRGOUL Léa", "Quirgoul", "Léa"),
        ("Léa QUIRGOUL", "Quirgoul", "Léa"),
        ("DE LA TOUR Marie-Ange", "De La Tour", "Marie-Ange"),
        ("Zoé Marie D'ESTREE", "D'Estree", "Zoé Marie"),
        ("Mme  QUIRGOUL\u00a0Léa ", "Quirgoul", "Léa"),
        ("Quirgoul, Léa", "Quirgoul", "Léa"),
    ],
)
def test_capitals_or_a_comma_tell_the_surname_whatever_the_heading(
    heading: str, typed: str, last: str, first: str
) -> None:
    found = _judged(heading, typed)
    assert found.accepted["contracts"]["person_key"].to_list() == [_key(last, first)]
    assert found.findings.is_empty()


@pytest.mark.parametrize(
    ("heading", "last", "first"), [("Nom et prénom", "Quirgoul", "Zoé"), ("Prénom et nom", "Zoé", "Quirgoul")]
)
def test_of_two_words_the_heading_tells_the_order_and_it_is_told(heading: str, last: str, first: str) -> None:
    found = _judged(heading, "Quirgoul Zoé")
    assert found.accepted["contracts"]["person_key"].to_list() == [_key(last, first)]
    assert [(row["cell"], row["severity"]) for row in told(found, "IDENT-34")] == [("B2", "info")]


@pytest.mark.parametrize("typed", ["De la Tour Marie", "Quirgoul", "QUIRGOUL (née ZARD) Léa"])
def test_names_that_nothing_tells_apart_set_the_row_aside_with_what_to_do(typed: str) -> None:
    found = _judged("Nom et prénom", typed)
    assert found.quarantine["codes"].to_list() == ["IDENT-43"]
    assert [row["cell"] for row in told(found, "IDENT-43")] == ["B2"]
    assert found.people["last_name"].to_list() == [typed]


def test_an_empty_cell_lacks_both_names() -> None:
    found = verdict(workbook([[HEADINGS[0], "Nom et prénom", *HEADINGS[3:]], _contract("")]))
    said = sorted(str(row["message"]) for row in told(found, "IDENT-40"))
    assert said == ["« Nom » manque.", "« Prénom » manque."]


def test_the_heading_of_both_names_beside_one_of_them_is_proposed() -> None:
    found = verdict(workbook([[HEADINGS[0], "Nom et prénom", *HEADINGS[2:]], contract(1)]))
    assert [row["cell"] for row in told(found, "ENTETE-03")] == ["B1"]
    whole = verdict(workbook([[*HEADINGS, "Nom et prénom"], [*contract(1), "M. Léa"]]))
    assert whole.accepted["contracts"].height == 1
    assert [row["cell"] for row in told(whole, "ENTETE-03")] == ["H1"]


def test_the_heading_of_both_names_that_the_epi_confirms_beside_the_given_name_is_the_surname() -> None:
    content = workbook([[HEADINGS[0], "Nom et prénom", *HEADINGS[2:]], _contract("Quirgoul Zard", "Léa")])
    epi = Profile("die", headings={"Nom et prénom": "contracts.last_name"})
    found = judge(content, "f.xlsx", epi, "d", b"k" * 32, "v")
    assert found.accepted["contracts"]["person_key"].to_list() == [_key("Quirgoul Zard", "Léa")]


def test_files_with_one_column_and_with_two_are_judged_together() -> None:
    two = [_APART, _contract("Quirgoul", "Léa")]
    one = [[HEADINGS[0], "Nom et prénom", *HEADINGS[3:]], ["C-2", "QUIRGOUL Léa", *contract(1)[3:]]]
    found = verdict(workbook(two, one))
    assert found.accepted["contracts"]["person_key"].n_unique() == 1
