"""Cells crossed out, as each format tells them."""

from io import BytesIO

import pytest
import xlsxwriter
import xlwt
from odf.style import Style, TextProperties

from tests.transforms.read_files import only_sheet
from tests.transforms.test_read_opendocument import ods, ods_cell, ods_row
from transforms.read.struck_cells import struck_styles


def test_the_cells_of_a_workbook_that_are_crossed_out_are_told_and_no_empty_one() -> None:
    file = BytesIO()
    book = xlsxwriter.Workbook(file)
    struck = book.add_format({"font_strikeout": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["a", 1], struck)
    sheet.write_row(1, 0, ["b", 2], book.add_format({"bold": True}))
    sheet.write_blank(2, 0, None, struck)
    book.close()
    assert only_sheet(file.getvalue()).facts.struck == {(1, "A"), (1, "B")}


@pytest.mark.parametrize(("strike", "styles"), [("<strike/>", {1}), ('<strike val="0"/>', set()), ("", set())])
def test_a_font_may_say_that_it_is_not_struck_through(strike: str, styles: set[int]) -> None:
    fonts = f"<fonts><font><b/></font><font>{strike}</font></fonts>"
    formats = '<cellStyleXfs><xf fontId="1"/></cellStyleXfs><cellXfs><xf fontId="0"/><xf fontId="1"/></cellXfs>'
    shown = "<dxfs><dxf><font><strike/></font></dxf></dxfs>"
    assert struck_styles(f"<styleSheet>{fonts}{formats}{shown}</styleSheet>".encode()) == styles


def test_an_old_excel_sheet_tells_its_cells_crossed_out_whatever_its_number_of_fonts() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Contrats")
    for row in range(8):
        crossed_out = row in (2, 6)
        style = xlwt.easyxf(f"font: height {200 + row}, struck_out {'on' if crossed_out else 'off'}")
        for column, value in enumerate(("a", 1, 2, 3.5)):
            sheet.write(row, column, value, style)
    file = BytesIO()
    book.save(file)
    struck = only_sheet(file.getvalue(), "a.xls").facts.struck
    assert struck == {(row, letter) for row in (3, 7) for letter in "ABCD"}


def test_an_opendocument_sheet_tells_its_cells_crossed_out() -> None:
    styles = []
    for name, line in (("barré", "solid"), ("net", "none")):
        style = Style(name=name, family="table-cell")
        style.addElement(TextProperties(textlinethroughstyle=line))
        styles.append(style)
    rows = [
        ods_row(ods_cell("a", valuetype="string", stylename=styles[0]), ods_cell("b", valuetype="string")),
        ods_row(ods_cell("c", valuetype="string", stylename=styles[1])),
        ods_row(ods_cell("d", valuetype="string", stylename=styles[0], numbercolumnsrepeated=2), numberrowsrepeated=2),
    ]
    facts = only_sheet(ods(*rows, styles=styles), "a.ods").facts
    assert facts.struck == {(1, "A"), *((row, letter) for row in (3, 4) for letter in "AB")}
