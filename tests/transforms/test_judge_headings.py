"""Headings that are not quite those of the model: read where they say the same, else proposed."""

import polars as pl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.transforms.judged_sheets import HEADINGS, SPENDING, contract, expense, told, verdict, workbook


@pytest.mark.parametrize("heading", ["Date de d?but", "Date de d\ufffdbut", "Date d?but contrat"])
def test_a_heading_whose_accents_were_lost_is_proposed(heading: str) -> None:
    found = verdict(workbook([[*HEADINGS[:5], heading, HEADINGS[6]], contract(1)]))
    assert [cell["cell"] for cell in told(found, "ENTETE-03")] == ["F1"]


@pytest.mark.parametrize(
    ("place", "heading"),
    [(3, "Date naissance"), (4, "Type du contrat"), (4, "Nature de contrat"), (5, "Date début"), (6, "Date fin"),
     (6, "Date de la fin"), (6, "Fin de contrat")],
)  # fmt: skip
def test_a_heading_with_other_links_between_its_words_is_the_same(place: int, heading: str) -> None:
    found = verdict(workbook([[*HEADINGS[:place], heading, *HEADINGS[place + 1 :]], contract(1)]))
    assert found.files.select("n_rows_accepted", "n_rows_set_aside").row(0) == (1, 0)
    assert not told(found, "ENTETE-03")


@pytest.mark.parametrize(
    ("place", "heading"), [(4, "Type de con-\ntrat"), (5, "Date de dé-\nbut"), (5, "DATE DE DÉ- BUT"), (1, "No-\nm")]
)
def test_a_heading_cut_at_the_end_of_a_line_is_the_same(place: int, heading: str) -> None:
    found = verdict(workbook([[*HEADINGS[:place], heading, *HEADINGS[place + 1 :]], contract(1)]))
    assert found.files.select("n_rows_accepted", "n_rows_set_aside").row(0) == (1, 0)


def test_headings_that_answer_one_table_wholly_are_not_those_of_another_that_lacks_some() -> None:
    headings = [*HEADINGS[:4], "Date de sortie", "Motif de sortie"]
    found = verdict(workbook([headings, [*contract(1)[:4], "31/08/2015", "Au chômage"]]))
    assert found.files.select("n_rows_accepted", "n_rows_set_aside").row(0) == (1, 0)
    assert found.accepted["outcomes"]["exit_reason_code"].to_list() == ["7"]


@pytest.mark.parametrize("heading", ["Type de contra", "Nature de contrat", "Heures par semanie", "Fin de contrat"])
def test_a_heading_that_comes_near_beside_the_right_one_is_proposed(heading: str) -> None:
    found = verdict(workbook([[*HEADINGS, heading], [*contract(1), "x"]]))
    assert [cell["cell"] for cell in told(found, "ENTETE-03")] == ["H1"]


@pytest.mark.parametrize(
    ("heading", "is_read"),
    [
        ("Salaire brut (annuel)", False),
        ("Salaire brut (horaire)", False),
        ("Aide de l'État (par an)", False),
        ("Temps de travail (heures par mois)", False),
        ("Temps de travail (heures par semaine)", True),
        ("Salaire brut (€ par mois)", True),
        ("Salaire brut (en euros)", True),
        ("Salaire brut (trimestriel)", False),
        ("Salaire brut (€/h)", False),
        ("Salaire brut (€ par heure)", False),
        ("Salaire brut (€/mois)", True),
        ("Durée hebdomadaire (h/sem)", True),
        ("Aide de l'État (par semestre)", False),
        ("Temps de travail (%)", False),
        ("Temps de travail (ETP)", False),
        ("Durée hebdomadaire (minutes)", False),
        ("Salaire brut %", False),
        ("Aide de l'État (50 %)", True),
        ("Aide de l'État (taux)", False),
        ("Aide de l'État (taux 50 %)", True),
        ("Aide de l'État (nombre)", False),
        ("Aide de l'État (1000)", False),
        ("Aide de l'État (1 000 €)", False),
        ("Aide de l'État (103 €)", False),
        ("Aide de l'État (M)", False),
        ("Aide de l'État (10 000 € au plus)", True),
        ("Aide de l'État (€, taux 50 %)", True),
        ("Quotité (%)", True),
        ("Quotité (en heures)", True),
        ("Quotité (€)", False),
    ],
)
def test_a_heading_that_says_another_period_or_another_measure_is_proposed_and_not_read(
    heading: str, is_read: bool
) -> None:
    found = verdict(workbook([[*HEADINGS, heading], [*contract(1), 40]]))
    assert [cell["cell"] for cell in told(found, "ENTETE-03")] == ([] if is_read else ["H1"])


def test_a_heading_cut_over_the_two_lower_rows_of_three_is_read_under_the_title_of_its_group() -> None:
    rows: list[list[object]] = [
        [None, "Salarié", None, None, "Contrat", None, None],
        ["N°", "Nom", "Prénom", "Né(e)", "Type", "Date de", "Date de"],
        ["contrat", None, None, "le", "de contrat", "début", "fin prévue"],
    ]
    found = verdict(workbook([*rows, contract(1), contract(2)]))
    assert found.files.select("n_rows_accepted", "n_rows_set_aside").row(0) == (2, 0)


@pytest.mark.parametrize(
    ("parts", "is_merged"),
    [(["Sept", "Oct"], False), (["Prévu", "Réalisé"], False), (["Prévu", "Réalisé"], True), ([2014, 2015], True),
     ([None, None], True)],
)  # fmt: skip
def test_an_amount_whose_heading_stands_over_several_columns_is_not_that_of_the_first(
    parts: list[object], is_merged: bool
) -> None:
    heads: list[list[object]] = [[*SPENDING[:6], None, SPENDING[6]], [*[None] * 5, *parts, None]]
    rows = [[*expense(n, 100)[:6], 110, "30/09/2014"] for n in range(3)]
    merge = (lambda sheets: sheets[0].merge_cells("F1:G1")) if is_merged else None
    found = verdict(workbook([*heads, *rows], change=merge))
    assert [cell["cell"] for cell in told(found, "ENTETE-04")] == ["F1"]
    assert found.accepted["fse_spending"].is_empty()


def test_a_heading_merged_over_a_sign_or_a_blank_is_that_of_its_column() -> None:
    rows: list[list[object]] = [[*SPENDING[:6], None, SPENDING[6]], [*expense(1, 100)[:6], "€", "30/09/2014"]]
    found = verdict(workbook(rows, change=lambda sheets: sheets[0].merge_cells("F1:G1")))
    assert found.accepted["fse_spending"]["declared_eur"].to_list() == [100]


def test_a_heading_of_a_contract_is_not_the_same_one_under_the_title_of_another_group() -> None:
    groups = ["Contrat", *[None] * 6, "Emploi suivant", None]
    heads: list[object] = [*HEADINGS[:5], "Date de début", "Date de fin prévue", "Date de début", "Employeur"]
    rows = [[*contract(1), "01/03/2015", "Mairie"], [*contract(2), None, None]]

    def merge(sheets: list[Worksheet]) -> None:
        sheets[0].merge_cells("A1:G1")
        sheets[0].merge_cells("H1:I1")

    found = verdict(workbook([groups, heads, *rows], change=merge))
    assert found.accepted["contracts"]["start_date"].cast(pl.String).to_list() == ["2014-09-01"] * 2
    assert [row["cell"] for row in told(found, "ENTETE-02")] == ["H2", "I2"]


@pytest.mark.parametrize("group", ["Contrat", "Dates du contrat", "Période du contrat"])
def test_the_dates_of_a_contract_are_read_under_the_title_of_their_group(group: str) -> None:
    parts = ("Du", "Au") if group == "Contrat" else ("Début", "Fin")
    heads: list[list[object]] = [[*HEADINGS[:5], group, None], [*[None] * 5, *parts]]
    found = verdict(workbook([*heads, contract(1)], change=lambda sheets: sheets[0].merge_cells("F1:G1")))
    assert found.files["state"].to_list() == ["accepted"]
