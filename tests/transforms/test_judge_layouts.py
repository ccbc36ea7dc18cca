"""The verdict on sheets laid out as people lay them out."""

import datetime as dt

import polars as pl
import pytest
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from tests.transforms.judged_sheets import HEADINGS, SPENDING, contract, expense, told, verdict, whys, workbook


def test_headings_in_two_rows_with_merged_groups_are_read_with_their_true_letters() -> None:
    rows: list[list[object]] = [
        ["N° contrat", "Personne", None, None, "Contrat", None, None],
        [None, "Nom", "Prénom", "Date de naissance", "Type de contrat", "Date de début", "Date de fin prévue"],
        contract(1), contract(2),
    ]  # fmt: skip

    def merge(sheets: list[Worksheet]) -> None:
        for span in ("A1:A2", "B1:D1", "E1:G1"):
            sheets[0].merge_cells(span)

    found = verdict(workbook(rows, change=merge))
    assert found.accepted["contracts"].height == 2
    letters = dict(found.columns.select("column_name", "column_letter").iter_rows())
    assert (letters["contract_id"], letters["start_date"]) == ("A", "F")
    assert whys(found) == {1: "header", 2: "header"}


def test_a_heading_merged_with_the_cell_below_it_hides_no_row_of_data() -> None:
    rows: list[list[object]] = [[*HEADINGS, "Code ROME"], contract(1), contract(2), contract(3)]

    def merge(sheets: list[Worksheet]) -> None:
        sheets[0].merge_cells("H1:H2")

    found = verdict(workbook(rows, change=merge))
    assert found.accepted["contracts"]["row_number"].to_list() == [2, 3, 4]
    assert whys(found) == {1: "header"}


def test_a_heading_split_over_two_rows_is_known_once_joined() -> None:
    rows: list[list[object]] = [
        ["N°", "Nom", "Prénom", "Date de", "Type de", "Date de", "Date de"],
        ["contrat", None, None, "naissance", "contrat", "début", "fin prévue"],
        contract(1), contract(2), contract(3),
    ]  # fmt: skip
    assert verdict(workbook(rows)).accepted["contracts"].height == 3


def test_a_table_may_start_in_the_third_column_below_titles() -> None:
    rows: list[list[object]] = [["EPI de Die"], [], *[[None, None, *row] for row in (HEADINGS, contract(1))]]
    found = verdict(workbook(rows))
    assert found.accepted["contracts"].height == 1
    assert whys(found) == {1: "title", 2: "blank", 3: "header"}


def test_totals_are_checked_to_the_cent_against_their_own_rows() -> None:
    rows: list[list[object]] = [
        SPENDING, expense(1, 1200.1), expense(2, 900), ["Sous-total 2014", None, None, None, None, 2100.1],
        expense(3, 50), ["S/T 2015", None, None, None, None, 50], ["Total", None, None, None, None, "2 150,11 €"],
    ]  # fmt: skip
    found = verdict(workbook(rows))
    assert whys(found) == {1: "header", 4: "subtotal", 6: "subtotal", 7: "total"}
    [wrong] = told(found, "ENTETE-07")
    assert (wrong["cell"], wrong["value_read"], wrong["severity"]) == ("F7", "2 150,11 €", "warn")
    assert "écart 0,01\u00a0€" in str(wrong["message"])


@pytest.mark.parametrize(("total", "told_in"), [(2150.1, []), (2150.2, ["F2"])])
def test_a_total_that_leads_the_table_is_checked_against_the_rows_below_it(total: float, told_in: list[str]) -> None:
    rows: list[list[object]] = [
        SPENDING, ["Total", *[None] * 4, total], ["Sous-total 2014", *[None] * 4, 2100.1], expense(1, 1200.1),
        expense(2, 900), ["Sous-total 2015", *[None] * 4, 50], expense(3, 50),
    ]  # fmt: skip
    wrong = told(verdict(workbook(rows)), "ENTETE-07")
    assert [row["cell"] for row in wrong] == told_in
    assert all("des lignes au-dessous" in str(row["message"]) for row in wrong)


def test_a_total_over_a_cell_that_is_not_read_is_not_judged() -> None:
    rows = [SPENDING, expense(1, 1200), [*expense(2, 0)[:5], "à voir", "30/09/2014"], ["Total", *[None] * 4, 1500]]
    assert told(verdict(workbook(rows)), "ENTETE-07") == []


def test_hidden_rows_columns_and_filters_are_read_and_told() -> None:
    def hide(sheets: list[Worksheet]) -> None:
        sheets[0].row_dimensions[3].hidden = True
        sheets[0].column_dimensions["C"].hidden = True
        sheets[0].auto_filter.ref = "A1:G4"
        sheets[0].auto_filter.add_filter_column(0, ["C-1"])

    found = verdict(workbook([HEADINGS, contract(1), contract(2), contract(3)], change=hide))
    assert found.accepted["contracts"].height == 3
    assert [row["row_number"] for row in told(found, "ENTETE-09")] == [3]
    assert [row["column_letter"] for row in told(found, "ENTETE-14")] == ["C"]
    assert len(told(found, "ENTETE-15")) == 1


def test_a_row_wholly_crossed_out_is_read_and_told() -> None:
    def cross_out(sheets: list[Worksheet]) -> None:
        struck = [*sheets[0][1], *sheets[0][3], sheets[0]["C4"], *sheets[0][5]]
        for cell in struck:
            cell.font = Font(strike=True)

    found = verdict(workbook([HEADINGS, contract(1), contract(2), contract(3), ["Total"]], change=cross_out))
    assert found.accepted["contracts"].height == 3
    assert [(row["cell"], row["severity"]) for row in told(found, "ENTETE-20")] == [("A3", "warn")]


def test_hidden_sheets_are_named_and_not_read() -> None:
    def hide(sheets: list[Worksheet]) -> None:
        sheets[1].sheet_state = "hidden"
        sheets[2].sheet_state = "veryHidden"

    found = verdict(workbook([HEADINGS, contract(1)], [HEADINGS, contract(2)], [HEADINGS, contract(3)], change=hide))
    assert found.accepted["contracts"].height == 1
    assert len(told(found, "ENTETE-08")) == 2


def test_the_same_table_on_two_sheets_counts_once() -> None:
    rows = [HEADINGS, contract(1), contract(2)]
    found = verdict(workbook(rows, [["Copie"], [], *rows]))
    assert found.accepted["contracts"].height == 2
    [said] = told(found, "ENTETE-10")
    assert (said["sheet"], "Feuille 1" in str(said["message"])) == ("Feuille 2", True)
    assert found.ignored["why"].to_list().count("same_table") == 2


def test_a_form_is_refused_as_a_form() -> None:
    rows: list[list[object]] = [["Nom :", "Léa D."], ["Né le :", "12/03/1990"], ["Ville :", "Die"], ["Heures :", 26]]
    found = verdict(workbook(rows))
    assert (found.files["state"][0], found.findings["code"].to_list()) == ("refused", ["ENTETE-12"])


def test_a_column_without_heading_and_a_table_without_rows_are_told() -> None:
    found = verdict(workbook([[*HEADINGS, None], [*contract(1), "à voir"]]))
    assert [row["column_letter"] for row in told(found, "ENTETE-06")] == ["H"]
    assert len(told(verdict(workbook([HEADINGS])), "ENTETE-11")) == 1


def test_two_declared_tables_side_by_side_are_both_read() -> None:
    left, right = [HEADINGS, contract(1), contract(2)], [SPENDING, expense(1, 10), expense(2, 20)]
    rows = [[*one, None, *other] for one, other in zip(left, right, strict=True)]
    found = verdict(workbook(rows))
    assert (found.accepted["contracts"].height, found.accepted["fse_spending"].height) == (2, 2)
    letters = found.columns.filter(pl.col("column_name") == "declared_eur")["column_letter"].to_list()
    assert letters == ["N"]


def test_a_table_of_unknown_headings_below_a_known_one_is_told_and_not_taken_for_its_rows() -> None:
    stranger: list[list[object]] = [
        [],
        ["Récapitulatif"],
        ["Année", "Contrats", "Heures"],
        [2014, 1, 26],
        [2015, 2, 30],
    ]
    found = verdict(workbook([HEADINGS, contract(1), contract(2), *stranger]))
    assert (found.accepted["contracts"].height, found.quarantine.height) == (2, 0)
    assert [row["row_number"] for row in told(found, "ENTETE-16")] == [5]
    assert whys(found)[6] == "outside"


def test_a_table_of_unknown_headings_below_blank_rows_is_told_at_its_first_row() -> None:
    stranger: list[list[object]] = [[], [], ["Année", "Contrats", "Heures"], [2014, 1, 26], [2015, 2, 30]]
    found = verdict(workbook([HEADINGS, contract(1), contract(2), *stranger]))
    assert [row["row_number"] for row in told(found, "ENTETE-16")] == [6]


def test_a_table_of_unknown_headings_above_a_known_one_is_told() -> None:
    stranger: list[list[object]] = [["Année", "Contrats", "Heures"], [2014, 1, 26], [2015, 2, 30], []]
    found = verdict(workbook([*stranger, HEADINGS, contract(1), contract(2)]))
    assert found.accepted["contracts"].height == 2
    assert [row["row_number"] for row in told(found, "ENTETE-16")] == [1]


def test_titles_and_labels_above_a_table_are_no_table() -> None:
    titles: list[list[object]] = [["EPI :", "Die"], ["Année :", 2015], ["Responsable :", "Léa D."], []]
    found = verdict(workbook([*titles, HEADINGS, contract(1), contract(2)]))
    assert (found.accepted["contracts"].height, told(found, "ENTETE-16")) == (2, [])


def test_a_sheet_without_known_table_is_named_when_another_is_read() -> None:
    other: list[list[object]] = [["Année", "Heures"], [2014, 26], [2015, 30]]
    found = verdict(workbook([HEADINGS, contract(1)], other))
    assert [row["sheet"] for row in told(found, "ENTETE-13")] == ["Feuille 2"]
    assert found.accepted["contracts"].height == 1


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["Année 2015"], "section"),
        ([2015], "section"),
        (["Octobre"], "section"),
        ([dt.date(2014, 10, 1)], "section"),
        (["Contrats signés avant la convention"], "note"),
        ([None, None, "-Marie"], "continuation"),
        (["Moyenne", *[None] * 5, 12], "summary"),
        (HEADINGS, "repeated_header"),
        ([], "blank"),
    ],
)
def test_rows_between_the_data_are_ignored_with_their_reason(row: list[object], why: str) -> None:
    found = verdict(workbook([HEADINGS, contract(1), row, contract(2), contract(3)]))
    assert found.accepted["contracts"].height == 3
    assert whys(found)[3] == why


def test_a_year_alone_is_a_row_of_data_where_the_rows_begin_with_years() -> None:
    numbered = [[year, *contract(year)[1:]] for year in (2013, 2014, 2016)]
    found = verdict(workbook([HEADINGS, *numbered[:2], [2015], numbered[2]]))
    assert found.files.select("n_rows_accepted", "n_rows_set_aside").row(0) == (3, 1)


@pytest.mark.parametrize("left", [0, "0,00 €", "-", False, "FAUX", "#VALEUR!", dt.date(1900, 1, 31)])
def test_rows_prepared_by_formulas_or_boxes_refuse_no_file(left: object) -> None:
    prepared: list[list[object]] = [[None, None, None, None, None, 0, None, left]] * 300
    total: list[object] = ["Total", None, None, None, None, 30.0]
    found = verdict(workbook([[*SPENDING, "Fin de période"], expense(1, 10.0), expense(2, 20.0), *prepared, total]))
    assert found.files.select("n_rows_accepted", "n_rows_set_aside").row(0) == (2, 0)
    assert (whys(found)[4], whys(found)[303], whys(found)[304]) == ("unused", "unused", "total")


def test_rows_prepared_in_a_large_sheet_are_ignored_as_in_a_small_one() -> None:
    heads, good = [*SPENDING, "Fin de période"], [expense(number, 10.0) for number in range(1, 1501)]
    prepared: list[list[object]] = [[None, None, None, None, None, 0, None, "#VALEUR!"]] * 20
    found = verdict(workbook([heads, *good, ["#REF!", 0], *prepared]))
    assert found.files.select("n_rows_accepted", "n_rows_set_aside").row(0) == (1500, 1)
    assert list(whys(found).values()) == ["header", *["unused"] * 20]


@pytest.mark.parametrize("cells", [["#REF!", 0], [None, 0, "C-1"], [None, None, None, None, None, 12.5]])
def test_a_row_that_may_have_said_something_is_set_aside(cells: list[object]) -> None:
    found = verdict(workbook([SPENDING, expense(1, 10.0), expense(2, 20.0), cells, expense(3, 5.0)]))
    assert found.files.select("n_rows_accepted", "n_rows_set_aside").row(0) == (3, 1)


def test_rows_whose_dates_follow_one_another_are_data_and_no_headings() -> None:
    start = "N° contrat;Nom;Prénom;Date de naissance;Type de contrat;Date de début;Date de fin prévue\n"
    row = "C-{};M.;Léa;1990-03-12 00:00:00;CDD;2014-09-01 00:00:00;2015-08-31 00:00:00\n"
    found = verdict((start + "".join(row.format(number) for number in range(5))).encode(), "contrats.csv")
    assert found.files["n_rows_accepted"][0] == 5
