"""What a file does not hold, or holds where it cannot be read: told once, at its cell, and never taken for a blank."""

from io import BytesIO

import polars as pl
import pytest
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from tests.transforms.judged_sheets import HEADINGS, SPENDING, contract, expense, told, verdict, workbook


def addresses(cells: list[dict[str, object]]) -> list[object]:
    return [cell["cell"] for cell in cells]


def test_a_formula_that_was_never_calculated_is_no_blank_even_where_a_blank_is_allowed() -> None:
    rows = [[*SPENDING, "Montant retenu"], [*expense(1, 100.0), "=F2*1"], [*expense(2, 50.0), 50]]
    found = verdict(workbook(rows))
    assert addresses(told(found, "LISTE-15")) == ["H2"]
    assert found.accepted["fse_spending"]["expense_id"].to_list() == ["P-2"]


def test_an_amount_that_was_never_calculated_is_not_called_missing() -> None:
    found = verdict(workbook([SPENDING, [*expense(1, 0)[:5], "=2*50", "30/09/2014"], expense(2, 1), expense(3, 1)]))
    assert addresses(told(found, "LISTE-15")) == ["F2"]
    assert not told(found, "MONTANT-40")


@pytest.mark.parametrize("days", [40785, "40785", 40785.25])
def test_days_of_a_workbook_that_counts_from_1904_are_read_from_1904(days: object) -> None:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "date_1904": True})
    sheet = book.add_worksheet("Contrats")
    for number, row in enumerate([HEADINGS, [*contract(1)[:6], days]]):
        sheet.write_row(number, 0, row)
    book.close()
    found = verdict(out.getvalue())
    assert str(found.accepted["contracts"]["planned_end_date"][0]) == "2015-08-31"
    (cell,) = told(found, "DATE-20")
    assert str(cell["value_read"]).startswith("40785")


def test_cells_merged_over_rows_of_data_are_told_with_their_range() -> None:
    def merge(sheets: list[Worksheet]) -> None:
        sheets[0].merge_cells("C2:C3")
        sheets[0].merge_cells("A6:B6")

    found = verdict(workbook([SPENDING, *(expense(n, 10) for n in range(1, 4)), [], ["Note du service"]], change=merge))
    (cell,) = told(found, "ENTETE-17")
    assert (cell["cell"], cell["heading"]) == ("C2", "N° contrat")
    assert "C2 à C3" in str(cell["message"])


def test_two_columns_for_a_required_heading_are_both_named_and_their_values_not_called_missing() -> None:
    found = verdict(workbook([[*HEADINGS, "Date d'embauche"], [*contract(1), "01/10/2014"]]))
    assert addresses(told(found, "ENTETE-04")) == ["F1", "H1"]
    assert not told(found, "ENTETE-01")
    assert not told(found, "DATE-40")
    assert set(found.quarantine["codes"]) == {"ENTETE-04"}


def test_the_end_that_two_columns_give_is_not_called_missing_and_sets_its_row_aside() -> None:
    permanent = ["C-2", "M.", "Léa", "12/03/1990", "CDI", "01/09/2014", None, None]
    found = verdict(workbook([[*HEADINGS, "Échéance"], [*contract(1), "31/08/2015"], permanent]))
    assert addresses(told(found, "ENTETE-04")) == ["G1", "H1"]
    assert not told(found, "DATE-42")
    assert found.quarantine.select("business_key", "codes").rows() == [("C-1", "ENTETE-04")]
    assert found.accepted["contracts"]["contract_id"].to_list() == ["C-2"]


def test_a_heading_qualified_in_brackets_takes_nothing_from_the_plain_one() -> None:
    found = verdict(
        workbook([[*HEADINGS, "Nom (tuteur)", "Date de fin prévue (renouvellement)"], [*contract(1), "X", 1]])
    )
    assert addresses(told(found, "ENTETE-03")) == ["H1", "I1"]
    assert not told(found, "ENTETE-04")
    assert str(found.accepted["contracts"]["planned_end_date"][0]) == "2015-08-31"


@pytest.mark.parametrize("pair", [("Salaire brut", "Salaire brut (€)"), ("Salaire brut (a)", "Salaire brut (b)")])
def test_two_headings_of_which_neither_or_both_are_plain_are_not_read(pair: tuple[str, str]) -> None:
    found = verdict(workbook([[*HEADINGS, *pair], [*contract(1), 1000, 1100]]))
    assert addresses(told(found, "ENTETE-04")) == ["H1", "I1"]
    assert found.accepted["contracts"]["gross_monthly_salary_eur"].to_list() == [None]


def test_a_required_column_that_is_not_read_is_told_once_and_not_at_every_row() -> None:
    found = verdict(workbook([[*HEADINGS[:4], "Type de contra", *HEADINGS[5:]], contract(1), contract(2)]))
    assert len(told(found, "ENTETE-01")) == 1
    assert not told(found, "LISTE-40")
    (near,) = told(found, "ENTETE-03")
    assert near["cell"] == "E1"


@pytest.mark.parametrize("word", ["???", "NSP", "-", "NC", "en cours", "XXX"])
def test_a_word_for_no_value_is_told_as_missing_where_a_value_is_needed_and_else_as_what_it_says(word: str) -> None:
    one, two, three = (contract(number) for number in (1, 2, 3))
    needed = [[*one[:4], word, *one[5:]], [*two[:4], "CDD", two[5], word]]
    found = verdict(workbook([HEADINGS, *needed, [*three[:4], "CDI", three[5], word], *map(contract, (4, 5, 6))]))
    cells = found.findings.filter(pl.col("value_read") == word)
    assert cells["cell"].to_list() == ["E2", "G3", "G4"]
    assert cells["code"].to_list()[:2] == ["LISTE-40", "DATE-42"]
    assert cells["code"].to_list()[2].startswith("LISTE-3")


def test_a_sheet_that_names_contracts_again_without_their_dates_makes_no_double_of_them() -> None:
    summary = [["N° contrat", "Nom", "Prénom", "Poste"], ["C-1", "M.", "Léa", "x"], ["C-2", "M.", "Léa", "y"]]
    found = verdict(workbook([HEADINGS, contract(1), contract(2)], summary))
    assert found.findings["code"].to_list() == ["ENTETE-28"]
    assert found.accepted["contracts"]["contract_id"].to_list() == ["C-1", "C-2"]
    assert found.quarantine.is_empty()


@pytest.mark.parametrize(
    "heads",
    [["Nom", "Prénom", "Lundi", "Mardi"], ["N° contrat", "Nom et prénom", "Total", "Reste"],
     ["Nom", "Prénom", "Date de naissance", "Permis"]],
)  # fmt: skip
def test_a_list_of_names_or_numbers_beside_the_contracts_is_no_table_that_lacks_columns(heads: list[object]) -> None:
    some: list[list[object]] = [[f"C-{number}", "M.", "x", "y"] for number in range(9)]
    found = verdict(workbook([HEADINGS, contract(1), contract(2)], [heads, *some]))
    assert found.files["state"].to_list() == ["accepted"]
    assert [row["sheet"] for row in told(found, "ENTETE-13")] == ["Feuille 2"]


def test_what_a_row_too_long_to_be_cut_seems_to_hold_is_blamed_on_no_column() -> None:
    lines = [",".join(SPENDING), "P-1,201400026,C-1,Salaires,09/2014,100,30/09/2014"]
    content = "\n".join([*lines, "P-2,201400026,C-1,Salaires,09/2014,12,3,4,30/09/2014"]).encode()
    found = verdict(content, "fichier.csv")
    assert [cell["row_number"] for cell in told(found, "FICHIER-27")] == [3]
    assert found.findings.filter(pl.col("severity") == "reject")["code"].to_list() == ["FICHIER-27"]
    assert not told(found, "ENTETE-06")
    assert found.quarantine["amount_eur"].to_list() == [None]


def test_every_line_whose_decimal_commas_were_mended_is_named() -> None:
    lines = [f"P-{n},201400026,C-1,Salaires,09/2014,{n}00,50,30/09/2014" for n in (1, 2, 3)]
    content = "\n".join([",".join(SPENDING), *lines]).encode()
    (remark,) = told(verdict(content, "fichier.csv"), "FICHIER-26")
    assert "2, 3, 4" in str(remark["message"])


def test_the_title_of_a_group_says_what_a_column_is_and_is_never_the_name_of_one() -> None:
    groups = ["Salarié", None, None, None, "Contrat", None, None, None]
    heads = ["N° contrat", "Nom", "Prénom", "Date de naissance", "Début", "Type", "Fin", "Remarques"]
    body = [[f"C-{n}", "M.", "Léa", "12/03/1990", "01/09/2014", "CDD", "31/08/2015", "RAS"] for n in range(3)]

    def merge(sheets: list[Worksheet]) -> None:
        sheets[0].merge_cells("A1:D1")
        sheets[0].merge_cells("E1:H1")

    found = verdict(workbook([groups, heads, *body], change=merge))
    read = dict(found.columns.drop_nulls("column_name").select("column_letter", "column_name").iter_rows())
    expected = {"E": "start_date", "F": "contract_type_code", "G": "planned_end_date"}
    assert {letter: read.get(letter) for letter in "EFGH"} == {**expected, "H": None}
    assert found.accepted["contracts"].height == 3


def test_a_length_in_years_is_not_read_as_months() -> None:
    heads = ["N° contrat", "Date de sortie", "Motif de sortie", "Durée (ans)"]
    found = verdict(workbook([heads, ["C-1", "31/08/2015", "3", 2]]))
    assert addresses(told(found, "ENTETE-03")) == ["D1"]
    assert found.accepted["outcomes"]["next_contract_months"].to_list() == [None]


@pytest.mark.parametrize(
    ("level", "entry", "code"),
    [
        ("Niveau 5", "01/09/2014", None),
        ("niveau 3", "31/12/2018", None),
        ("Niveau 6", "01/09/2014", None),
        ("Niveau 5", "01/01/2019", "N5"),
        ("Niveau 3", "01/09/2021", "N3"),
        ("Niveau V", "01/09/2014", "N3"),
        ("Niveau III", "01/09/2014", "N5"),
        ("Niveau 4", "01/09/2014", "N4"),
        ("BTS", "01/09/2014", "N5"),
    ],
)
def test_a_level_in_figures_is_not_guessed_before_2019(level: str, entry: str, code: str | None) -> None:
    heads = ["Nom", "Prénom", "Date de naissance", "N° opération", "Date d'entrée", "Niveau de diplôme"]
    found = verdict(workbook([heads, ["M.", "Léa", "12/03/1990", "201400026", entry, level]]))
    assert addresses(told(found, "LISTE-27")) == ([] if code else ["F2"])
    assert found.accepted["participations"]["entry_education_level_code"].to_list() == ([code] if code else [])


@pytest.mark.parametrize(
    ("last", "is_total"),
    [
        ([None, None, None, None, None, 600.5, None], True),
        ([None, None, None, None, None, "600,50 €", None], True),
        ([None, None, None, None, None, 600, None], False),
        (["6", None, None, None, None, None, None], False),
    ],
)
def test_a_last_row_is_a_total_without_its_word_only_where_it_is_the_sum(last: list[object], is_total: bool) -> None:
    rows = [[str(n), *expense(n, amount)[1:]] for n, amount in ((1, 100), (2, 200.5), (3, 300))]
    found = verdict(workbook([SPENDING, *rows, last]))
    assert (found.files["n_rows_set_aside"][0], found.ignored["why"].to_list()[1:]) == (
        (0, ["total"]) if is_total else (1, [])
    )


def test_a_sheet_named_after_a_table_is_read_as_it_though_most_of_its_required_headings_are_unknown() -> None:
    heads = ["NOM", "PRENOM", "Date de N.", "Réf", "Nature", "du", "au", "Fonction", "Salaire brut"]
    rows: list[list[object]] = [heads, ["B.", "Léa", "12/03/1990", "C-1", "CDD", "01/03/2014", "28/02/2015", "x", 826]]
    for title, table in (("Contrats", "contracts"), ("Suivi", "participations")):
        found = verdict(workbook(rows, change=lambda sheets, title=title: setattr(sheets[-1], "title", title)))  # type: ignore[misc]
        assert {row["table_name"] for row in told(found, "ENTETE-01")} == {table}


def test_a_sheet_named_after_a_table_of_which_no_heading_is_known_is_to_be_verified() -> None:
    rows: list[list[object]] = [
        ["Pièce", "Dossier", "Payé", "Montant TTC"],
        ["P-1", "A", "oui", 12],
        ["P-2", "A", "non", 8],
    ]
    known = [HEADINGS, contract(1)]
    found = verdict(workbook(known, rows, change=lambda sheets: setattr(sheets[-1], "title", "Dépenses")))
    assert [(row["sheet"], row["severity"]) for row in told(found, "ENTETE-18")] == [("Dépenses", "warn")]
    assert (found.files["state"][0], told(found, "ENTETE-13")) == ("accepted_with_reservations", [])
