"""Workbooks of every format: their text at its true addresses, and the kind of each cell."""

import datetime as dt
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.read_files import CORPUS, at, kind, only_sheet, xlsx
from transforms.raw import Kind, column_index, column_letter
from transforms.read import read


def test_a_table_that_starts_in_c5_keeps_its_addresses() -> None:
    sheet = only_sheet(xlsx({"C5": "N°", "E5": "Commune", "C6": "DIE-1", "E6": "Die"}))
    assert sheet.first_row == 1
    assert sheet.text.columns == ["C", "D", "E"]
    assert at(sheet, "E", 6) == "Die"
    assert sheet.text["C"].to_list() == [None, None, None, None, "N°", "DIE-1"]


@pytest.mark.parametrize(
    ("value", "number_format", "text", "expected"),
    [
        ("12", "", "12", Kind.TEXT),
        (12, "", "12", Kind.NUMBER),
        (1234.5, '_-* #,##0.00 "€"', "1234.5", Kind.NUMBER),
        (0.1 + 0.2, "", "0.3", Kind.NUMBER),
        (6, '0" mois"', "6", Kind.NUMBER),
        (3.5, "[Red]0.00", "3.5", Kind.NUMBER),
        (12345678901234, "0", "12345678901234", Kind.NUMBER),
        (0.125, "0.0%", "0.125", Kind.PERCENT),
        (1.5, '0.0 "% de tout"', "1.5", Kind.NUMBER),
        (42248, "dd/mm/yyyy", "2015-09-01 00:00:00", Kind.DATE),
        (42248, "[$-40C]d\\ mmmm\\ yyyy;@", "2015-09-01 00:00:00", Kind.DATE),
        (42248.75, "dd/mm/yyyy hh:mm", "2015-09-01 18:00:00", Kind.DATE),
        (42248.00000001, "dd/mm/yyyy", "2015-09-01 00:00:00", Kind.DATE),
        (0.5, "hh:mm", "12:00:00", Kind.TIME),
        (26.5 / 24, "[h]:mm", "26:30:00", Kind.TIME),
        (True, "", "true", Kind.BOOL),
        ("true", "", "true", Kind.TEXT),
        ("2015-09-01", "", "2015-09-01", Kind.TEXT),
    ],
)
def test_a_cell_is_read_as_text_with_its_kind(value: object, number_format: str, text: str, expected: Kind) -> None:
    sheet = only_sheet(xlsx({"A1": "en-tête", "A2": value}, {"A2": number_format} if number_format else None))
    assert at(sheet, "A", 2) == text
    assert kind(sheet, "A", 2) == expected


def test_a_date_beyond_the_year_9999_stays_text_that_no_date_parser_takes() -> None:
    sheet = only_sheet(xlsx({"A1": "Date", "A2": 3_000_000}, {"A2": "dd/mm/yyyy"}))
    assert at(sheet, "A", 2) == "+10113-09-19 00:00:00"


def test_a_whole_day_among_clock_times_is_a_duration() -> None:
    hours = xlsx({"A1": "Durée", "A2": 1, "A3": 35 / 24}, {"A2": "[h]:mm", "A3": "[h]:mm"})
    assert only_sheet(hours).text["A"].to_list() == ["Durée", "24:00:00", "35:00:00"]


def test_days_counted_from_1904_are_told_and_converted() -> None:
    content = xlsx({"A1": "Date", "A2": dt.date(2021, 1, 1)}, {"A2": "dd/mm/yyyy"}, date_1904=True)
    sheet = only_sheet(content)
    assert sheet.facts.date1904
    assert at(sheet, "A", 2) == "2021-01-01 00:00:00"


def test_an_error_is_an_error_and_not_a_blank() -> None:
    book = openpyxl.Workbook()
    rows = [["Montant", "Reste"], ["#N/A", 3], ["#REF!", None]]
    for row in rows:
        book.active.append(row)
    file = BytesIO()
    book.save(file)
    sheet = only_sheet(file.getvalue())
    assert sheet.text["A"].to_list() == ["Montant", "#N/A", "#REF!"]
    assert dict(sheet.facts.errors) == {(2, "A"): "#N/A", (3, "A"): "#REF!"}
    assert sheet.kinds("A").to_list() == [Kind.TEXT, Kind.ERROR, Kind.ERROR]
    assert sheet.kinds("B").to_list() == [Kind.TEXT, Kind.NUMBER, Kind.BLANK]


def test_a_formula_never_calculated_is_told_apart_from_a_blank_and_from_an_empty_text() -> None:
    book = openpyxl.Workbook()
    for row in (["Montant", "Total"], [1, "=A2*2"], [2, None]):
        book.active.append(row)
    file = BytesIO()
    book.save(file)
    sheet = only_sheet(file.getvalue())
    assert sheet.facts.uncalculated == {(2, "B")}
    assert at(sheet, "B", 2) is None
    assert only_sheet(xlsx({"A1": "Total", "A2": "=1+1"})).facts.uncalculated == frozenset()


def test_spaces_alone_are_a_blank_and_spaces_around_text_stay() -> None:
    sheet = only_sheet(xlsx({"A1": " Nom ", "A2": " \u00a0", "A3": "a\nb"}))
    assert sheet.text["A"].to_list() == [" Nom ", None, "a\nb"]


def test_an_empty_text_in_column_a_does_not_shift_the_columns() -> None:
    sheet = only_sheet(xlsx({"A1": "", "B1": "Commune", "B2": "Die"}))
    assert at(sheet, "B", 2) == "Die"


def test_hidden_rows_and_columns_merges_and_filters_are_told() -> None:
    file = BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet("Contrats")
    for row in range(6):
        sheet.write_row(row, 0, [f"a{row}", row, "x"])
    sheet.merge_range("A8:C8", "Total")
    sheet.autofilter("A1:C6")
    sheet.filter_column("B", "x < 3")
    sheet.set_row(4, None, None, {"hidden": True})
    sheet.set_row(900, None, None, {"hidden": True})
    sheet.set_column("C:XFD", None, None, {"hidden": True})
    book.close()
    facts = only_sheet(file.getvalue()).facts
    assert facts.hidden_rows == {5}
    assert facts.hidden_columns == {"C"}
    assert facts.merges == ((8, 0, 8, 2),)
    assert facts.has_filter


def test_an_autofilter_that_hides_nothing_is_no_filter() -> None:
    file = BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["a", "b"])
    sheet.autofilter("A1:B4")
    book.close()
    assert not only_sheet(file.getvalue()).facts.has_filter


def test_hidden_sheets_are_named_with_no_cells_and_chart_sheets_are_left_out() -> None:
    file = BytesIO()
    book = xlsxwriter.Workbook(file)
    for name in ("Visible", "Cachée", "Très cachée"):
        book.add_worksheet(name).write(0, 0, name)
    book.get_worksheet_by_name("Cachée").hide()
    book.get_worksheet_by_name("Très cachée").very_hidden()
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Visible!$A$1:$A$2"})
    book.add_chartsheet("Graphique").set_chart(chart)
    book.close()
    sheets = read(file.getvalue(), "a.xlsx").sheets
    assert [(s.name, s.visible, s.text.height) for s in sheets] == [
        ("Visible", "visible", 1),
        ("Cachée", "hidden", 0),
        ("Très cachée", "very_hidden", 0),
    ]


def test_an_old_excel_sheet_tells_its_hidden_rows_and_columns_and_merges() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Contrats")
    for row in range(5):
        sheet.write(row, 0, f"a{row}")
        sheet.write(row, 1, row)
    sheet.row(2).hidden = True
    sheet.col(1).hidden = True
    sheet.write_merge(5, 5, 0, 1, "Total")
    file = BytesIO()
    book.save(file)
    facts = only_sheet(file.getvalue(), "a.xls").facts
    assert (facts.hidden_rows, facts.hidden_columns, facts.merges) == ({3}, {"B"}, ((6, 0, 6, 1),))


def test_an_old_excel_workbook_reads_like_a_new_one() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Contrats")
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for column, title in enumerate(("Début", "Prénom", "Montant", "Actif"), 2):
        sheet.write(3, column, title)
    sheet.write(4, 2, dt.date(2015, 9, 1), day)
    sheet.write(4, 3, "Éva")
    sheet.write(4, 4, 1234.5)
    sheet.write(4, 5, True)
    hidden = book.add_sheet("Brouillon")
    hidden.write(0, 0, "x")
    hidden.visibility = 1
    file = BytesIO()
    book.save(file)
    raw = read(file.getvalue(), "a.xls")
    assert raw.format == "xls"
    assert [(s.name, s.visible) for s in raw.sheets] == [("Contrats", "visible"), ("Brouillon", "hidden")]
    first = raw.sheets[0]
    assert [at(first, letter, 5) for letter in "CDEF"] == ["2015-09-01 00:00:00", "Éva", "1234.5", "true"]
    assert [kind(first, letter, 5) for letter in "CDEF"] == [Kind.DATE, Kind.TEXT, Kind.NUMBER, Kind.BOOL]


def test_a_percentage_of_an_old_workbook_is_known_by_its_format() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Contrats")
    for row, (value, shown) in enumerate(
        [(1, "0%"), (1, "0.00%"), (0.5, '0.0 "de" %'), (1, "0"), (100, '0"%"'), ("1", "0%")]
    ):
        sheet.write(row, 1, value, xlwt.easyxf(num_format_str=shown))
        sheet.write(row, 2, value, xlwt.easyxf(num_format_str=shown))
    file = BytesIO()
    book.save(file)
    raw = only_sheet(file.getvalue(), "a.xls")
    expected = [Kind.PERCENT, Kind.PERCENT, Kind.PERCENT, Kind.NUMBER, Kind.NUMBER, Kind.TEXT]
    assert [raw.kinds(letter).to_list() for letter in "BC"] == [expected, expected]


@pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not on this machine")
def test_a_binary_workbook_reads_with_its_epoch() -> None:
    raw = read((CORPUS / "stress/date_1904.xlsb").read_bytes(), "a.xlsb")
    sheet = raw.sheets[0]
    assert (raw.format, sheet.facts.date1904) == ("xlsb", True)
    assert sheet.text["A"].to_list() == ["2021-01-01 00:00:00", "2021-01-02 00:00:00", "255:10:10"]
    assert sheet.kinds("A").to_list() == [Kind.DATE, Kind.DATE, Kind.TIME]


addresses = st.tuples(st.integers(0, 40), st.integers(0, 40))
texts = st.text(st.characters(categories=("L", "N", "P", "S"), max_codepoint=0x2FFF), min_size=1, max_size=12)


@given(st.dictionaries(addresses, texts, min_size=1, max_size=25))
def test_every_text_is_found_at_its_own_address(cells: dict[tuple[int, int], str]) -> None:
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet()
    for (row, column), text in cells.items():
        sheet.write_string(row, column, text)
    book.close()
    raw = only_sheet(file.getvalue())
    found = {
        (row, column_index(letter)): text
        for letter in raw.text.columns
        for row, text in enumerate(raw.text[letter])
        if text is not None
    }
    assert found == cells


@given(st.integers(0, 16_383))
def test_column_letters_and_numbers_are_inverses(index: int) -> None:
    assert column_index(column_letter(index)) == index
