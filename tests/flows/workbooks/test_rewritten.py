"""Files of other formats given back as xlsx: the same sheets, the same cells, and nothing that runs."""

import io
from pathlib import Path

import polars as pl
import pytest
import xlwt

from schemas.list_sheet import LIST_SHEET
from tests.flows.workbooks.given import HEADINGS, annotated, opened, said, verdict_of
from tests.nights import SAMPLE_FILES, contracts_csv
from transforms.read import read

FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    " =1+1",
    "\u00a0=1+1",
    "＝1+1",
    '=HYPERLINK("http://x")',
    "=cmd|' /C calc'!A0",
]


@pytest.mark.parametrize("path", SAMPLE_FILES, ids=lambda path: path.name)
def test_a_sample_comes_back_with_its_cells_its_verdict_and_the_same_marks(path: Path) -> None:
    given = path.read_bytes()
    once = annotated(given, path.name)
    assert said(verdict_of(once.content, once.filename)) == said(verdict_of(given, path.name))
    before, after = read(given, path.name), read(once.content, once.filename)
    assert [(sheet.name, sheet.text.rows()) for sheet in after.sheets] == [
        (sheet.name, sheet.text.rows()) for sheet in before.sheets
    ]
    assert annotated(once.content, once.filename) == once


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_becomes_a_formula(text: str) -> None:
    quoted = '"' + text.replace('"', '""') + '"'
    given = contracts_csv(1, 2, fault=f"{quoted};M.;Léa;12/03/1990;{quoted};01/09/2014;31/08/2015\n")
    book = opened(annotated(given, "contrats.csv").content)
    cells = [cell for sheet in book for row in sheet for cell in row]
    assert [cell.data_type for cell in cells if cell.data_type == "f"] == []
    assert book["contrats"]["E4"].value == text
    assert book["contrats"]["E4"].quotePrefix
    listed = [row for row in book[LIST_SHEET].iter_rows(min_row=8) if row[4].value == text]
    assert {(row[4].data_type, row[4].number_format) for row in listed} == {("s", "@")}


def test_characters_that_excel_refuses_and_endless_texts_are_made_fit() -> None:
    given = contracts_csv(1, 2, fault=f"C-3;M.;Léa\x0b;12/03/1990;{'x' * 40_000};01/09/2014;31/08/2015\n")
    book = opened(annotated(given, "contrats.csv").content)
    assert book["contrats"]["C4"].value == "Léa\ufffd"
    assert len(book["contrats"]["E4"].value) == 32_767


def test_digits_and_dates_keep_what_they_are() -> None:
    given = contracts_csv(1, fault="01000;1000;0,5;1.50;12345678901234;2015-09-01;-3\n")
    before = read(given, "c.csv").sheets[0]
    copy = read(annotated(given, "c.csv").content, "c.xlsx").sheets[0]
    assert copy.text.rows() == before.text.rows()
    assert opened(annotated(given, "c.csv").content)["c"]["B3"].value == 1000


def test_a_name_that_excel_refuses_is_shortened_and_the_links_follow() -> None:
    name = "suivi des contrats [2014-2015] de l'espace public.csv"
    book = opened(annotated(contracts_csv(1, fault="C-2;M.;Léa;31/06/1990;CDD;01/09/2014;31/08/2015\n"), name).content)
    title = book.sheetnames[1]
    assert len(title) <= 31
    [link] = [row[1].hyperlink.location for row in book[LIST_SHEET].iter_rows(min_row=8) if row[1].hyperlink]
    assert link == f"'{title}'!D3"


def test_hidden_sheets_of_an_xls_come_back_hidden_with_their_cells() -> None:
    book = xlwt.Workbook()
    for name, rows in (("Contrats", [HEADINGS, ["C-1", "M.", "Léa", "12/03/1990", "CDD", "01/09/2014", "31/08/2015"]]),
                       ("Archives", [["2013", "x"]])):  # fmt: skip
        sheet = book.add_sheet(name)
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                sheet.write(row, column, value)
    sheet.visibility = 1
    out = io.BytesIO()
    book.save(out)
    copy = opened(annotated(out.getvalue(), "suivi.xls").content)
    assert (copy["Archives"].sheet_state, copy["Archives"]["A1"].value) == ("hidden", "2013")


def test_a_hundred_percent_of_an_xls_is_no_bare_one_when_it_comes_back() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Contrats")
    rows = ([*HEADINGS, "ETP"], ["C-1", "M.", "Léa", "12/03/1990", "CDD", "01/09/2014", "31/06/2015", 1],
            ["C-2", "M.", "Zoé", "12/03/1990", "CDD", "01/09/2014", "31/08/2015", 0.7429])  # fmt: skip
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            sheet.write(row, column, value, xlwt.easyxf(num_format_str="0.00%" if column == 7 else "General"))
    out = io.BytesIO()
    book.save(out)
    first = verdict_of(out.getvalue(), "suivi.xls")
    once = annotated(out.getvalue(), "suivi.xls")
    assert first.files["n_rows_set_aside"][0] == 1
    assert said(verdict_of(once.content, once.filename)) == said(first)
    assert [opened(once.content)["Contrats"][cell].number_format for cell in ("H2", "H3")] == ["0.00%", "0.00%"]


SHIFTED = "C-3;M.;Léa;12/03/1990;CDD;01/09/2014;31/08/2015;trop\n"


def test_a_row_with_a_cell_too_many_is_still_set_aside_when_it_comes_back() -> None:
    given = contracts_csv(1, 2, fault=SHIFTED)
    first = verdict_of(given, "contrats.csv")
    assert "FICHIER-27" in set(first.findings["code"])
    once = annotated(given, "contrats.csv")
    again = verdict_of(once.content, once.filename)
    assert said(again)[0] == said(first)[0]
    assert again.findings.filter(pl.col("code") == "FICHIER-27")["row_number"].to_list() == [4]
    assert annotated(once.content, once.filename) == once


def test_a_row_with_a_cell_too_many_passes_once_it_is_mended() -> None:
    once = annotated(contracts_csv(1, 2, fault=SHIFTED), "contrats.csv")
    book = opened(once.content)
    book["contrats"]["H4"] = None
    out = io.BytesIO()
    book.save(out)
    assert verdict_of(out.getvalue(), once.filename).files["n_rows_accepted"][0] == 3
