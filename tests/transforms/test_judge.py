import hashlib

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import DELIVERED
from schemas.stored_model import stored_model
from tests.nights import HEADINGS
from transforms.judge import judge
from transforms.verdict import Profile, Verdict

SPENDING = "N° pièce;N° opération;N° contrat;Poste;Mois;Montant déclaré;Payé le;Montant écarté;Montant retenu\n"


def verdict(text: str, **profile: object) -> Verdict:
    content = text.encode()
    epi = Profile("die", **profile)  # type: ignore[arg-type]
    return judge(content, "fichier.csv", epi, hashlib.sha256(content).hexdigest(), b"k" * 32, "v")


def codes(text: str) -> set[str]:
    return set(verdict(text).findings["code"])


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("C-1;M.;Léa;12/03/1990;CDD;01/09/2014;31/08/2015", None),
        ("C-1;M.;Léa;12/03/1990;CDD;01/09/2014;31/08/2013", "DATE-41"),
        ("C-1;M.;Léa;12/03/1990;CDD;01/09/2014;", "DATE-42"),
        ("C-1;M.;Léa;12/03/1990;CDI;01/09/2014;31/08/2015", "DATE-43"),
        ("C-1;M.;Léa;12/03/2005;CDD;01/09/2014;31/08/2015", "DATE-47"),
        ("C-1;M.;Léa;12/03/1990;CDD;;31/08/2015", "DATE-40"),
        (";M.;Léa;12/03/1990;CDD;01/09/2014;31/08/2015", "IDENT-40"),
        ("C-1;M.;Léa;12/03/1990;;01/09/2014;31/08/2015", "LISTE-40"),
        ("C-1;M.;Léa;12/03/1990;EA;01/09/2014;31/08/2015", "LISTE-20"),
        ("C-1;M.;Léa;12/03/1990;Contrat Z;01/09/2014;31/08/2015", "LISTE-01"),
    ],
)
def test_a_contract_is_judged_by_its_row(row: str, code: str | None) -> None:
    assert codes(f"{HEADINGS}{row}\n") - {"FICHIER-90"} == ({code} if code else set())


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("P1;201400026;C-1;Salaires;01/09/2014;1 200,00 €;30/09/2014;100,00;1 100,00", "FSE-03"),
        ("P1;201400026;C-1;Salaires;01/09/2014;1 200,00 €;30/09/2014;;1 100,00", "FSE-02"),
        ("P1;201400026;;Salaires;01/09/2014;1 200,00 €;30/09/2014;;", "FSE-05"),
        ("P1;201400026;C-1;Salaires;01/09/2014;1 200,00 €;;;", "FSE-04"),
        ("P1;201400026;C-1;Salaires;01/09/2014;1 200,00 €;31/08/2014;;", "DATE-45"),
        ("P1;201400026;C-1;Salaires;01/09/2014;;30/09/2014;;", "MONTANT-40"),
        ("P1;201400026;C-1;Salaires;01/09/2014;1 200,00 €;30/09/2014;;-5,00", "MONTANT-41"),
    ],
)
def test_an_expense_is_judged_by_its_row(row: str, code: str) -> None:
    assert code in codes(f"{SPENDING}{row}\n")


def test_the_second_of_two_identical_rows_is_set_aside() -> None:
    row = "C-1;M.;Léa;12/03/1990;CDD;01/09/2014;31/08/2015\n"
    found = verdict(HEADINGS + row + row)
    assert found.accepted["contracts"].height == 1
    assert found.findings.select("code", "cell").rows() == [("DOUBLON-01", "A3")]


def test_two_rows_of_one_number_with_other_content_are_both_set_aside() -> None:
    start = "C-1;M.;Léa;12/03/1990;CDD;01/09/2014;"
    found = verdict(f"{HEADINGS}C-2{start[3:]}31/08/2015\n{start}31/08/2015\n{start}31/07/2015\n")
    assert set(found.findings.filter(pl.col("severity") == "reject")["cell"]) >= {"A3", "A4"}
    assert found.quarantine["codes"].to_list().count("DOUBLON-02") == 2


def test_titles_totals_notes_and_blanks_are_ignored_with_their_reason() -> None:
    row = "C-1;M.;Léa;12/03/1990;CDD;01/09/2014;31/08/2015\n"
    text = f"EPI de Die;;;;;;\n;;;;;;\n{HEADINGS}{row};;;;;;\nTotal;;;;;;1\nDocument établi par le secrétariat;;;;;;\n"
    found = verdict(text)
    assert found.ignored.sort("row_number")["why"].to_list() == ["title", "blank", "header", "blank", "total", "note"]
    assert found.files.select("n_rows_read", "n_rows_accepted", "n_rows_set_aside", "n_rows_ignored").row(0) == (
        7,
        1,
        0,
        6,
    )


def test_two_tables_on_one_sheet_are_both_read() -> None:
    contract = "C-1;M.;Léa;12/03/1990;CDD;01/09/2014;31/08/2015\n"
    expense = "P1;201400026;C-1;Salaires;01/09/2014;1 200,00;30/09/2014;;\n"
    found = verdict(HEADINGS + contract + "\n" + SPENDING + expense)
    assert {name: frame.height for name, frame in found.accepted.items() if frame.height} == {
        "contracts": 1,
        "fse_spending": 1,
    }


def test_a_near_heading_is_proposed_and_not_read() -> None:
    found = verdict(
        HEADINGS.replace("Date de fin prévue", "Date de fin prévu") + "C-1;M.;Léa;12/03/1990;CDI;01/09/2014;x\n"
    )
    [row] = found.columns.filter(pl.col("matched") == "near").to_dicts()
    assert row["column_name"] is None
    assert "ENTETE-03" in set(found.findings["code"])


def test_two_columns_for_one_heading_are_neither_read() -> None:
    found = verdict(HEADINGS.replace("Prénom", "Nom de famille") + "C-1;M.;Léa;12/03/1990;CDD;01/09/2014;31/08/2015\n")
    assert {"ENTETE-04", "ENTETE-01"} <= set(found.findings["code"])
    assert found.accepted["contracts"].is_empty()


def test_the_same_person_has_the_same_key_however_the_name_is_written() -> None:
    end = "CDD;01/09/2014;31/08/2015\n"
    found = verdict(f"{HEADINGS}C-1;M.;Léa;12/03/1990;{end}C-2;m;LEA;1990-03-12;{end}C-3;M.;Léo;12/03/1990;{end}")
    first, second, third = found.accepted["contracts"]["person_key"]
    assert first == second != third


def doubts_of_names(found: Verdict) -> list[tuple[str, str]]:
    return found.findings.filter(pl.col("code") == "IDENT-42").select("cell", "severity").rows()


@pytest.mark.parametrize("name", ["Quirgoul (1)", "Quirgoul 2", "Quirgoul¹", "Quirgoul1", "Quirgoul (a)", "Quirgoulª"])
def test_what_calls_for_a_note_in_a_name_makes_another_person_and_is_told(name: str) -> None:
    end = "Léa;12/03/1990;CDD;01/09/2014;31/08/2015\n"
    found = verdict(f"{HEADINGS}C-1;Quirgoul;{end}C-2;{name};{end}")
    assert found.accepted["contracts"]["person_key"].n_unique() == 2
    assert doubts_of_names(found) == [("B3", "warn")]


@pytest.mark.parametrize("name", ["Quirgoul*", "Quirgoul (*)", "Quirgoul, D.", "Quirgoul (née Martin)", "M."])
def test_other_marks_and_names_between_brackets_are_no_doubt(name: str) -> None:
    assert not doubts_of_names(verdict(f"{HEADINGS}C-1;{name};Léa;12/03/1990;CDD;01/09/2014;31/08/2015\n"))


CELL = st.text(alphabet=st.sampled_from("aé 0159/-,.€%'Tot"), max_size=12)


@settings(max_examples=60)
@given(st.lists(st.lists(CELL, min_size=7, max_size=7), max_size=12))
def test_whatever_is_typed_every_row_is_accounted_for_and_what_is_accepted_is_valid(rows: list[list[str]]) -> None:
    found = verdict(HEADINGS + "".join(";".join(row) + "\n" for row in rows))
    counts = found.files.select("n_rows_read", "n_rows_accepted", "n_rows_set_aside", "n_rows_ignored").row(0)
    assert counts[0] == sum(counts[1:])
    for name, frame in found.accepted.items():
        stored_model(DELIVERED[name].model).validate(frame)
