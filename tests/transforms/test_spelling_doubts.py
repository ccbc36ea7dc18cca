"""Two people of a file who may be one, their names being nearly the same and their birth date the same."""

import hashlib

import pytest

from tests.transforms.judged_sheets import HEADINGS, told, verdict, workbook
from transforms.judge import judge_many
from transforms.verdict import Profile, Submission

_OUTCOMES = ["N° contrat", "Nom", "Prénom", "Date de naissance", "Date de sortie", "Motif de sortie"]
_DURAND = ("Durand", "Léa", "12/03/1990")


def _contract(number: int, last: str, first: str, born: str) -> list[object]:
    return [f"C-{number}", last, first, born, "CDD", f"{number:02}/01/2014", f"{number:02}/02/2014"]


@pytest.mark.parametrize(
    ("last", "first"),
    [
        ("Mme Durand", "Léa"),
        ("DURAND (née Quirgoul)", "Lea"),
        ("Quirgoul-Durand", "Léa"),
        ("Duran", "Léa"),
        ("Druand", "Léa"),
        ("Durand", "Léa Marie"),
        ("Durand", "Léa (stagiaire)"),
        ("Léa", "Durand"),
        ("Durand Léa", "Léa"),
    ],
)
def test_a_person_nearly_named_before_is_told_at_both_cells_and_read(last: str, first: str) -> None:
    found = verdict(workbook([HEADINGS, _contract(1, *_DURAND), _contract(2, last, first, _DURAND[2])]))
    assert found.accepted["contracts"]["person_key"].n_unique() == 2
    [doubt] = told(found, "DOUBLON-15")
    assert (doubt["cell"], doubt["severity"], doubt["business_key"]) == ("B3", "warn", "C-2")
    assert "Feuille 1!B2" in str(doubt["message"])
    assert not any(name in str(doubt.values()) for name in ("Durand", "Léa", "Quirgoul"))


@pytest.mark.parametrize(
    ("last", "first", "born"),
    [
        ("DURAND", "Lea", "12/03/1990"),
        ("Mme Durand", "Léa", "13/03/1990"),
        ("Durand", "Léo", "12/03/1990"),
        ("Quirgoul", "Léa", "12/03/1990"),
        ("Durand", "Zoé", "12/03/1990"),
    ],
)
def test_the_same_person_and_another_are_not_told(last: str, first: str, born: str) -> None:
    found = verdict(workbook([HEADINGS, _contract(1, *_DURAND), _contract(2, last, first, born)]))
    assert not told(found, "DOUBLON-15")


def test_of_three_spellings_the_second_and_the_third_are_told_once_each_beside_the_first() -> None:
    names = ["Durand", "Mme Durand", "Durand", "Durand-Quirgoul", "Mme Durand"]
    rows = [_contract(number, name, *_DURAND[1:]) for number, name in enumerate(names, 1)]
    doubts = told(verdict(workbook([HEADINGS, *rows])), "DOUBLON-15")
    assert [doubt["cell"] for doubt in doubts] == ["B3", "B5"]
    assert all("!B2" in str(doubt["message"]) for doubt in doubts)


def test_a_person_is_sought_in_all_the_tables_of_the_file() -> None:
    left: list[object] = ["C-1", "Mme Durand", *_DURAND[1:], "01/02/2014", "Au chômage"]
    found = verdict(workbook([HEADINGS, _contract(1, *_DURAND)], [_OUTCOMES, left]))
    [doubt] = told(found, "DOUBLON-15")
    assert (doubt["table_name"], doubt["sheet"], doubt["cell"]) == ("outcomes", "Feuille 2", "B2")
    assert "Feuille 1!B2" in str(doubt["message"])


def test_people_of_two_files_are_not_compared() -> None:
    files = [workbook([HEADINGS, _contract(1, name, *_DURAND[1:])]) for name in ("Durand", "Mme Durand")]
    sent = [Submission(file, "f.xlsx", hashlib.sha256(file).hexdigest(), Profile("die")) for file in files]
    assert not told(judge_many(sent, b"k" * 32, "v"), "DOUBLON-15")


def test_a_birth_date_and_a_given_name_typed_for_everybody_give_no_doubt() -> None:
    people = [_contract(number, f"Q{'u' * number}r", "X", "01/01/1990") for number in range(1, 26)]
    assert not told(verdict(workbook([HEADINGS, *people])), "DOUBLON-15")
