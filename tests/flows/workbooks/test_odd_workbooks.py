"""Workbooks that other software wrote, or that hold what is rarely met: kept whole all the same."""

import io
import re

import xlsxwriter

from schemas.list_sheet import LIST_SHEET
from tests.flows.workbooks.given import (
    HEADINGS,
    SHEET,
    annotated,
    contract,
    opened,
    parts,
    repacked,
    rich,
    said,
    verdict_of,
)

MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def prefixed(part: bytes) -> bytes:
    """The part as the kits of some software write it: every element under a prefix."""
    return re.sub(rb"<(/?)(?=[a-zA-Z])(?!x14:|xm:|mc:)", rb"<\1x:", part).replace(
        b'xmlns="' + MAIN, b'xmlns:x="' + MAIN, 1
    )


def without_addresses(part: bytes) -> bytes:
    return re.sub(rb'<(c|row) r="[A-Z]*\d+"', rb"<\1", part)


def test_elements_under_a_prefix_are_marked_and_nothing_is_lost() -> None:
    given = rich()
    changed = {
        name: prefixed(part)
        for name, part in parts(given).items()
        if name.startswith("xl/worksheets/sheet") or name in ("xl/workbook.xml", "xl/styles.xml")
    }
    check_kept(repacked(given, **changed))


def test_cells_without_addresses_are_counted_and_marked() -> None:
    name = "xl/worksheets/sheet2.xml"
    given = rich()
    filled = parts(given)[name].replace(b'<row r="3"', b'<row r="2"/><row r="3"')
    check_kept(repacked(given, **{name: without_addresses(filled)}))


def check_kept(given: bytes) -> None:
    once = annotated(given, "suivi.xlsx")
    before, after = opened(given), opened(once.content)
    assert after.sheetnames == [LIST_SHEET, *before.sheetnames]
    assert [[c.value for c in row] for row in after[SHEET]] == [[c.value for c in row] for row in before[SHEET]]
    assert after["Notes"]["B2"].value == "=B1+C1"
    assert after[SHEET]["B5"].comment.text == "nom d'usage"
    assert "DATE-02" in after[SHEET]["D6"].comment.text
    assert said(verdict_of(once.content, once.filename)) == said(verdict_of(given, "suivi.xlsx"))
    assert annotated(once.content, once.filename) == once


def test_a_conversation_in_a_cell_is_left_alone() -> None:
    given = rich()
    comments = parts(given)["xl/comments1.xml"].replace("Secrétariat".encode(), b"tc={0A1B}")
    sheet = opened(annotated(repacked(given, **{"xl/comments1.xml": comments}), "suivi.xlsx").content)[SHEET]
    assert sheet["E5"].comment.text == "à demander"
    assert sheet["E5"].fill.fgColor.rgb == "FFFFC9C9"
    assert "DATE-02" in sheet["D6"].comment.text


def test_buttons_stay_beside_the_new_comments() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Contrats")
    sheet.write_row("A1", HEADINGS)
    for row, values in enumerate([contract("C-1"), contract("C-2", type="Divers"), contract("C-3")], 1):
        sheet.write_row(row, 0, [str(value) for value in values])
    sheet.insert_button("J2", {"caption": "Valider"})
    book.close()
    after = parts(annotated(out.getvalue(), "suivi.xlsx").content)
    drawn = after["xl/drawings/vmlDrawing1.vml"]
    assert drawn.count(b'ObjectType="Button"') == 1
    assert drawn.count(b'ObjectType="Note"') == 1
    assert after["xl/worksheets/sheet1.xml"].count(b"<legacyDrawing") == 1


def test_a_mark_inside_merged_cells_goes_to_the_cell_that_shows() -> None:
    given = opened(rich())
    given[SHEET].merge_cells("D6:E6")
    given[SHEET]["D6"] = "31/06/1990"
    out = io.BytesIO()
    given.save(out)
    sheet = opened(annotated(out.getvalue(), "suivi.xlsx").content)[SHEET]
    assert "DATE-02" in sheet["D6"].comment.text
    assert "LISTE-40" in sheet["D6"].comment.text


def test_a_chart_sheet_before_the_others_keeps_names_on_their_sheets() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Contrats!$A$1:$A$3"})
    drawing = book.add_chartsheet("Graphique")
    drawing.set_chart(chart)
    drawing.activate()
    sheet = book.add_worksheet("Contrats")
    sheet.write_row("A1", HEADINGS)
    sheet.write_row("A2", [str(value) for value in contract("C-1", type="Divers")])
    sheet.print_area("A1:G2")
    book.close()
    once = annotated(out.getvalue(), "suivi.xlsx").content
    after = opened(once)
    assert after.sheetnames == [LIST_SHEET, "Graphique", "Contrats"]
    assert [name for name, part in parts(once).items() if b"tabSelected=" in part] == [
        "xl/worksheets/sheet_a_corriger.xml"
    ]
    assert after["Contrats"].print_area == "'Contrats'!$A$1:$G$2"


def test_a_part_that_is_not_patched_is_rewritten_first() -> None:
    given = rich()
    name = "xl/worksheets/sheet2.xml"
    cell = b'<c r="H4" t="inlineStr"><is><t><![CDATA[vu]]></t></is></c></row>'
    start, _, rest = parts(given)[name].partition(b'<row r="4"')
    odd = repacked(given, **{name: start + b'<row r="4"' + rest.replace(b"</row>", cell, 1)})
    once = annotated(odd, "suivi.xlsx")
    sheet = opened(once.content)[SHEET]
    assert sheet["H4"].value == "vu"
    assert "DATE-02" in sheet["D6"].comment.text
    assert said(verdict_of(once.content, once.filename)) == said(verdict_of(odd, "suivi.xlsx"))
