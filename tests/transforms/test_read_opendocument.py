"""OpenDocument spreadsheets: repeated cells, value types, and what the file tells beside the text."""

from collections.abc import Iterable
from io import BytesIO

from odf.element import Element
from odf.opendocument import OpenDocument, OpenDocumentSpreadsheet
from odf.style import Style, TableProperties
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

from tests.transforms.read_files import at, kind, only_sheet
from transforms.raw import Kind
from transforms.read import read


def ods(*rows: Element, hidden: Element | None = None, styles: Iterable[Element] = ()) -> bytes:
    document = OpenDocumentSpreadsheet()
    for shown in styles:
        document.automaticstyles.addElement(shown)
    style = Style(name="caché", family="table")
    style.addElement(TableProperties(display="false"))
    document.automaticstyles.addElement(style)
    _add_table(document, Table(name="Contrats"), *rows)
    if hidden:
        _add_table(document, Table(name="Cachée", stylename="caché"), hidden)
    file = BytesIO()
    document.write(file)
    return file.getvalue()


def _add_table(document: OpenDocument, table: Element, *rows: Element) -> None:
    for row in rows:
        table.addElement(row)
    document.spreadsheet.addElement(table)


def ods_row(*cells: Element, **attributes: object) -> Element:
    row = TableRow(**attributes)
    for cell in cells:
        row.addElement(cell)
    return row


def ods_cell(text: str = "", **attributes: object) -> Element:
    cell = TableCell(**attributes)
    if text:
        cell.addElement(P(text=text))
    return cell


def test_an_opendocument_sheet_keeps_addresses_kinds_errors_and_long_identifiers() -> None:
    content = ods(
        ods_row(ods_cell(numbercolumnsrepeated=3), numberrowsrepeated=4),
        ods_row(
            ods_cell(numbercolumnsrepeated=2),
            ods_cell("158000962025014400", valuetype="string"),
            ods_cell("26:30", valuetype="time", timevalue="PT26H30M00S"),
            ods_cell("01/09/15", valuetype="date", datevalue="2015-09-01"),
            ods_cell("12,5 %", valuetype="percentage", value="0.125"),
            ods_cell("#N/A", valuetype="string", formula="of:=NA()", stringvalue=""),
            ods_cell("12,50 €", valuetype="currency", currency="EUR", value="12.5"),
            ods_cell(formula="of:=A1"),
        ),
        ods_row(ods_cell("x", valuetype="string", numbercolumnsrepeated=2), numberrowsrepeated=2, visibility="filter"),
        ods_row(ods_cell(numbercolumnsrepeated=16384), numberrowsrepeated=1_048_500),
    )
    sheet = only_sheet(content, "a.ods")
    row = [at(sheet, letter, 5) for letter in "CDEFGH"]
    assert row == ["158000962025014400", "26:30:00", "2015-09-01 00:00:00", "0.125", "#N/A", "12.5"]
    kinds = [kind(sheet, letter, 5) for letter in "CDEFGH"]
    assert kinds == [Kind.TEXT, Kind.TIME, Kind.DATE, Kind.PERCENT, Kind.ERROR, Kind.NUMBER]
    assert [at(sheet, "B", number) for number in (6, 7)] == ["x", "x"]
    assert sheet.facts.hidden_rows == {6, 7}
    assert sheet.facts.has_filter
    assert sheet.facts.uncalculated == {(5, "I")}


def test_merged_and_covered_cells_of_an_opendocument_sheet_are_told() -> None:
    merged = ods_row(ods_cell("Total", valuetype="string", numbercolumnsspanned=2, numberrowsspanned=1))
    merged.addElement(CoveredTableCell())
    merged.addElement(ods_cell("fin", valuetype="string"))
    raw = read(ods(merged, hidden=ods_row(ods_cell("x", valuetype="string"))), "a.ods")
    assert raw.sheets[0].facts.merges == ((1, 0, 1, 1),)
    assert at(raw.sheets[0], "C", 1) == "fin"
    assert [(s.name, s.visible) for s in raw.sheets] == [("Contrats", "visible"), ("Cachée", "hidden")]


def test_what_a_formula_saw_of_another_file_is_no_sheet() -> None:
    document = OpenDocumentSpreadsheet()
    for name in ("Contrats", "'file:///home/moi/Contrats.ods'#$Contrats"):
        _add_table(document, Table(name=name), ods_row(ods_cell("DIE-1", valuetype="string")))
    file = BytesIO()
    document.write(file)
    assert [sheet.name for sheet in read(file.getvalue(), "contrats.ods").sheets] == ["Contrats"]
