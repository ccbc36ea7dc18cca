"""What is understood of a file by its own evidence, told as: what the cells hold, what the column is."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import polars as pl
import pytest

from tests.transforms.read_files import xlsx
from transforms.inspect import ColumnSeen, Inspection, TableSeen, inspect_file


def seen(text: str) -> Inspection:
    return inspect_file(text.encode(), "fichier.csv", with_frames=True)


def only_table(inspection: Inspection) -> TableSeen:
    (table,) = [table for sheet in inspection.sheets for table in sheet.tables]
    return table


def table_of(heading: str, *cells: str) -> TableSeen:
    lines = [f"Libellé;{heading}", *(f"ligne {chr(97 + n % 26)};{cell}" for n, cell in enumerate(cells))]
    return only_table(seen("\n".join(lines) + "\n"))


def column_of(heading: str, *cells: str) -> ColumnSeen:
    return table_of(heading, *cells).columns[1]


def values_of(heading: str, *cells: str) -> list[object]:
    table = table_of(heading, *cells)
    assert table.frame is not None
    return table.frame[table.columns[1].name].to_list()


@pytest.mark.parametrize(
    ("heading", "cells", "kind"),
    [
        ("Montant", ("1 234,56", "12,00", "7"), "eur"),
        ("SUB_MONTANT", ("17\u00a0833", "NC", "92\u00a0000", "SEM"), "eur"),
        ("Versé", ("1 200 €", "300 €", "45,50 €"), "eur"),
        ("Coût (k€)", ("12", "15", "9,5"), "decimal"),
        ("Montant", ("$12.50", "$9.99", "$1.00"), "eur"),
        ("Mesure", ("12,5", "13", "7,25"), "decimal"),
        ("Effectif", ("12", "13", "7"), "integer"),
        ("Part", ("12 %", "50 %", "7,5 %"), "rate"),
        ("Temps passé", ("26:30", "7h15", "12:00"), "hours"),
        ("Date convention", ("01/09/2015", "1er octobre 2015", "à venir"), "date"),
        ("Le", ("2015-09-01", "2015-10-02", "2015-11-03"), "date"),
        ("Période", ("sept. 2015", "oct. 2015", "novembre 2015"), "month"),
        ("Payé", ("oui", "non", "O"), "boolean"),
        ("Payé", ("X", "", "X"), "boolean"),
        ("SIRET", ("22790001600352", "21790114900013"), "siret"),
        ("Bénéficiaire", ("22790001600352", "21790114900013"), "siret"),
        ("N° SIREN", ("225800010", "227900016"), "siren"),
        ("rnaBeneficiaire", ("W262001234", "W263004321"), "rna"),
        ("Code postal", ("26000", "01000"), "postcode"),
        ("insee_com", ("01033", "2A004"), "insee"),
        ("Téléphone", ("04 75 00 00 00", "0601234567"), "phone"),
        ("Contact", ("04 75 00 00 00", "06.01.23.45.67"), "phone"),
        ("Code", ("0012", "0340", "1200"), "identifier"),
        ("Référence", ("2015-00019-01", "2015-00020-01"), "identifier"),
        ("Compte", ("158000962025014400", "5670111202501526"), "identifier"),
        ("id", ("1", "temp_158", "2"), "identifier"),
        ("Article", (*(str(n) for n in range(48801, 48809)), "22366F"), "identifier"),
        ("Objet", ("Fonctionnement 2017", "Achat", "Rien"), "text"),
        ("Nom", ("DIE", "CREST"), "text"),
        ("Population", ("256344", "5688"), "integer"),
        ("Vide", ("", ""), "empty"),
    ],
)
def test_a_column_has_the_type_of_its_cells(heading: str, cells: tuple[str, ...], kind: str) -> None:
    assert column_of(heading, *cells).type == kind


def test_what_is_no_amount_is_unread_kept_as_text_and_never_zero() -> None:
    table = table_of("Montant", "17\u00a0833", "NC", "92 000,50", "", "SEM")
    assert table.frame is not None
    column = table.columns[1]
    assert (column.n_values, column.n_unread, column.sum) == (2, 2, Decimal("109833.50"))
    assert table.frame["Montant"].to_list() == [Decimal(17833), None, Decimal("92000.50"), None, None]
    assert table.frame["Montant__raw"].to_list() == ["17\u00a0833", "NC", "92 000,50", None, "SEM"]


def test_unread_cells_are_told_with_their_address_and_text() -> None:
    findings = seen("N°;Montant\nDIE-1;12\nDIE-2;SEM\nDIE-3;7\n").findings
    (told,) = [finding for finding in findings if finding.code == "MONTANT-01"]
    assert (told.column, told.heading, told.n_cells) == ("B", "Montant", 1)
    assert [(cell.cell, cell.value) for cell in told.cells] == [("B3", "SEM")]


def test_amounts_in_another_currency_are_never_summed() -> None:
    column = column_of("Montant", "$12.50", "$9.99", "$1.00")
    assert (column.n_values, column.n_unread, column.sum) == (0, 3, None)


def test_words_for_no_value_stay_in_text_and_are_unread_elsewhere() -> None:
    assert values_of("Nom", "DIE", "NC", "-") == ["DIE", "NC", "-"]
    assert column_of("Effectif", "12", "NC", "****").n_unread == 2


def test_errors_of_the_spreadsheet_are_unread_even_in_text() -> None:
    assert column_of("Nom", "DIE", "#N/A", "CREST").n_unread == 1


def test_identifiers_stay_to_the_digit() -> None:
    assert values_of("Compte", "158000962025014400", "5670111202501526") == ["158000962025014400", "5670111202501526"]
    assert values_of("insee_com", "01033", "26113") == ["01033", "26113"]
    assert values_of("Téléphone", "04 75 00 00 00", "0601234567") == ["04 75 00 00 00", "0601234567"]


def test_a_company_number_with_a_wrong_key_is_kept_and_told() -> None:
    told = seen("N°;SIRET\nDIE-1;22790001600353\nDIE-2;22790001600352\nDIE-3;21790114900013\n")
    assert only_table(told).columns[1].n_values == 3
    assert [finding.code for finding in told.findings] == ["IDENT-02"]


def test_company_numbers_that_a_spreadsheet_destroyed_are_unread_even_with_a_right_key_by_chance() -> None:
    column = column_of("SIRET", "45032466000000.0", "40495778900000.0", "75273724700000.0", "50079414400100.0")
    assert (column.n_values, column.n_unread) == (0, 4)


def test_dates_are_dates_and_a_heading_of_years_has_no_sum() -> None:
    assert values_of("Date", "01/09/2015", "2 octobre 2015") == [dt.date(2015, 9, 1), dt.date(2015, 10, 2)]
    assert column_of("Année", "2015", "2016").sum is None


def test_sums_are_exact_and_amounts_keep_all_their_decimals() -> None:
    assert column_of("Montant", *["0,1"] * 3).sum == Decimal("0.30")
    assert column_of("Prix moyen", "1.2345", "1.5").sum == Decimal("2.7345")
    assert column_of("Effectif", "999999999999999", "1").sum == 10**15


def test_columns_of_one_name_or_none_are_told_apart() -> None:
    table = only_table(seen("id;nom;id;\n1;a;2;x\n3;b;4;y\n"))
    assert [column.name for column in table.columns] == ["id", "nom", "id (2)", "Colonne D"]
    assert [column.heading for column in table.columns] == ["id", "nom", "id", ""]


def test_a_record_too_long_is_ignored_with_the_reason_and_told() -> None:
    told = seen("N°;Commune;Note\nDIE-1;Die;bon; très bon\nDIE-2;Crest;y\nDIE-3;Nyons;z\n")
    table = only_table(told)
    assert table.n_rows == 2
    assert (2, "too_many_cells") in table.ignored_rows
    assert "FICHIER-27" in {finding.code for finding in told.findings}


def test_the_row_number_is_the_sheet_s_own() -> None:
    content = xlsx({"A1": "Bilan", "A3": "N°", "B3": "Montant", "A4": "D1", "B4": 12, "A6": "D2", "B6": 7})
    table = only_table(inspect_file(content, "bilan.xlsx", with_frames=True))
    assert table.frame is not None
    assert table.frame["_row"].to_list() == [4, 6]
    assert table.frame.schema["_row"] == pl.UInt32
    assert (table.range, table.header_rows) == ("A3:B6", (3,))


def test_a_formula_never_calculated_is_unread_and_no_blank() -> None:
    from io import BytesIO

    import openpyxl

    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["N°", "Montant"], ["D1", 12], ["D2", "=B2*2"], ["D3", 5]):
        book.active.append(row)
    file = BytesIO()
    book.save(file)
    told = inspect_file(file.getvalue(), "calcul.xlsx")
    assert only_table(told).columns[1].n_unread == 1
    assert [(f.code, f.cells[0].cell) for f in told.findings] == [("LISTE-15", "B3")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "FICHIER-01"),
        ("Nom :;Die\nPrénom :;Léa\nVille :;Die\nMontant :;12 000\nAvis :;favorable\nDate :;01/09/2015\n", "ENTETE-12"),
        (
            "\n\n".join(f"Voici la phrase numéro {n} qui raconte la vie de Die." for n in range(12)),
            "FICHIER-31",
        ),
    ],
)
def test_a_file_without_a_table_is_refused_in_words(text: str, code: str) -> None:
    told = seen(text)
    assert (told.verdict, told.code) == ("refused", code)
    assert told.message is not None
    assert told.message.endswith(".")


def test_a_few_words_alone_in_a_workbook_are_read_as_they_stand_and_a_letter_is_not() -> None:
    words = inspect_file(xlsx({"B2": "Bonjour"}), "a.xlsx", with_frames=True)
    table = only_table(words)
    assert table.frame is not None
    assert (words.verdict, table.range, table.header_rows) == ("read", "B2:B2", ())
    assert table.frame.rows() == [(2, "Bonjour")]
    letter = {f"A{n}": f"Madame, voici la phrase numéro {n} de ma lettre." for n in range(1, 9, 2)}
    assert inspect_file(xlsx(letter), "a.xlsx").code == "FICHIER-31"


@pytest.mark.parametrize(("total", "codes"), [("24,50", []), ("25", ["ENTETE-07"])])
def test_a_total_is_checked_against_the_rows_above_it(total: str, codes: list[str]) -> None:
    told = seen(f"N°;Commune;Montant\nD1;Die;12,50\nD2;Crest;7\nD3;Nyons;5\nTotal;;{total}\n")
    assert only_table(told).n_rows == 3
    assert [finding.code for finding in told.findings] == codes
    assert all("écart 0,50" in finding.message for finding in told.findings)


def test_a_mark_in_doubt_in_a_text_file_is_settled_by_the_decimals_of_its_column() -> None:
    assert column_of("latitude", "40.7160385", "37.31", "40.975").n_unread == 0
