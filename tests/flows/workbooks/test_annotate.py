"""The sender's own workbook given back: what is marked, and that nothing else changes."""

import datetime as dt
import io
from dataclasses import replace
from typing import Any

import polars as pl
import pytest
import xlsxwriter

from flows.workbooks.annotate import annotate
from schemas.list_sheet import CHECK_AUTHOR, LIST_SHEET, LIST_SHEET_MARK
from tests.flows.workbooks.given import (
    FAULTY,
    HEADINGS,
    SHEET,
    annotated,
    contract,
    opened,
    parts,
    rich,
    said,
    verdict_of,
)

RED, AMBER = {"FFFFC9C9", "FFB02A2B"}, {"FFFFE9A9", "FF8A6101"}


def test_every_faulty_cell_is_coloured_and_commented_and_no_other() -> None:
    sheet = opened(annotated(rich(), "suivi.xlsx").content)[SHEET]
    coloured = {c.coordinate: c.fill.fgColor.rgb for row in sheet for c in row if c.fill.fgColor.rgb in RED | AMBER}
    assert set(coloured) == {"E5", "D6", "E8", "G10"}
    assert {place for place, colour in coloured.items() if colour in AMBER} == {"G10"}
    comments = {c.coordinate: c.comment for row in sheet for c in row if c.comment}
    assert set(comments) == {"B5", *coloured}
    assert comments["D6"].author == CHECK_AUTHOR
    assert "Cette date n'existe pas dans le calendrier." in comments["D6"].text
    assert "Exemple : 28/02/2015" in comments["D6"].text
    assert "(DATE-02)" in comments["D6"].text


def test_a_comment_of_the_sender_stays_and_ours_comes_below() -> None:
    sheet = opened(annotated(rich(), "suivi.xlsx").content)[SHEET]
    assert sheet["B5"].comment.text == "nom d'usage"
    assert sheet["E5"].comment.text.startswith("à demander")
    assert "(LISTE-01)" in sheet["E5"].comment.text


@pytest.mark.parametrize("macros", [False, True])
def test_parts_that_hold_no_mark_keep_their_bytes(macros: bool) -> None:
    given = rich(macros=macros)
    before, after = parts(given), parts(annotated(given, "suivi.xlsm" if macros else "suivi.xlsx").content)
    changed = {name for name, part in before.items() if after[name] != part}
    assert changed == {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
        "xl/worksheets/sheet2.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml",
    }  # fmt: skip
    assert set(after) - set(before) == {"xl/worksheets/sheet_a_corriger.xml"}
    assert ("xl/vbaProject.bin" in after) == macros


def test_values_formulas_formats_lists_names_and_views_are_those_of_the_sender() -> None:
    given = rich()
    before, after = opened(given), opened(annotated(given, "suivi.xlsx").content)
    assert after.sheetnames == [LIST_SHEET, *before.sheetnames]
    for sheet in before:
        copy = after[sheet.title]
        assert [[c.value for c in row] for row in copy] == [[c.value for c in row] for row in sheet]
        assert [[c.number_format for c in row] for row in copy] == [[c.number_format for c in row] for row in sheet]
        assert copy.sheet_state == sheet.sheet_state
        assert copy.merged_cells.ranges == sheet.merged_cells.ranges
        assert conditions(copy) == conditions(sheet)
        assert copy.data_validations.count == sheet.data_validations.count
        assert copy.freeze_panes == sheet.freeze_panes
        assert (copy.print_area, copy.print_title_rows) == (sheet.print_area, sheet.print_title_rows)
        assert set(copy.defined_names) == set(sheet.defined_names)
        assert set(copy.tables) == set(sheet.tables)
        assert {row: d.hidden for row, d in copy.row_dimensions.items() if d.hidden} == {
            row: d.hidden for row, d in sheet.row_dimensions.items() if d.hidden
        }
    assert "premier" in after[SHEET].defined_names
    assert set(after.defined_names) == set(before.defined_names)


def conditions(sheet: Any) -> list[tuple[str, list[str]]]:
    return [(str(area.sqref), [rule.type for rule in area.rules]) for area in sheet.conditional_formatting]


def test_the_workbook_opens_on_our_sheet_and_no_other_is_chosen_with_it() -> None:
    book = opened(annotated(rich(), "suivi.xlsx").content)
    assert book.active.title == LIST_SHEET
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == [LIST_SHEET]


def test_each_line_links_to_a_cell_that_holds_the_value_it_quotes() -> None:
    book = opened(annotated(rich(), "suivi.xlsx").content)
    lines = book[LIST_SHEET]
    assert lines["A1"].value == "À corriger"
    assert lines["A2"].value.startswith("Fichier accepté avec réserves : 5 lignes prises en compte, 3 mises de côté, ")
    assert lines["A5"].value == LIST_SHEET_MARK
    linked = [row for row in lines.iter_rows(min_row=8) if row[1].hyperlink and "ligne" not in row[1].value]
    assert len(linked) == 4
    for row in linked:
        sheet, _, place = row[1].hyperlink.location.rpartition("!")
        cell = book[sheet.strip("'").replace("''", "'")][place]
        value = f"{cell.value:%d/%m/%Y}" if isinstance(cell.value, dt.datetime) else cell.value
        assert (row[4].value or None) == value
        assert row[1].value == f"{SHEET}!{place}"


def test_annotated_twice_is_annotated_once() -> None:
    once = annotated(rich(), "suivi.xlsx")
    assert annotated(once.content, once.filename) == once


def test_sent_back_untouched_it_has_the_same_verdict() -> None:
    given = rich()
    once = annotated(given, "suivi.xlsx")
    assert once.filename == "suivi - à corriger.xlsx"
    assert said(verdict_of(once.content, once.filename)) == said(verdict_of(given, "suivi.xlsx"))


def test_corrected_it_passes_and_its_marks_go() -> None:
    once = annotated(rich(), "suivi.xlsx")
    book = opened(once.content)
    sheet = book[SHEET]
    sheet["E5"], sheet["E8"], sheet["G10"] = "CDD", "CAE", None
    sheet["D6"] = dt.date(1990, 6, 30)
    out = io.BytesIO()
    book.save(out)
    verdict = verdict_of(out.getvalue(), once.filename)
    assert verdict.files.select("state", "n_rows_accepted").row(0) == ("accepted", 8)
    again = opened(annotated(out.getvalue(), once.filename).content)
    assert again.sheetnames == [LIST_SHEET, "Notes", SHEET, "Archives"]
    assert again[SHEET]["E5"].fill.fgColor.rgb == "FFDDEBF7"
    assert again[SHEET]["D6"].fill.fill_type is None
    assert [c.coordinate for row in again[SHEET] for c in row if c.comment] == ["B5", "E5"]
    assert again[SHEET]["E5"].comment.text.strip() == "à demander"


def test_one_fault_corrected_leaves_the_others_marked() -> None:
    once = annotated(rich(), "suivi.xlsx")
    book = opened(once.content)
    book[SHEET]["E5"] = "CDD"
    out = io.BytesIO()
    book.save(out)
    sheet = opened(annotated(out.getvalue(), once.filename).content)[SHEET]
    assert {c.coordinate for row in sheet for c in row if c.fill.fgColor.rgb in RED | AMBER} == {"D6", "E8", "G10"}


def test_a_file_with_nothing_to_say_says_so() -> None:
    once = annotated(rich([contract("C-1")]), "suivi.xlsx")
    book = opened(once.content)
    assert "À corriger : 0 · À vérifier : 0" in book[LIST_SHEET]["A3"].value
    assert not [c for row in book[SHEET] for c in row if c.fill.fgColor.rgb in RED | AMBER]


def test_headings_in_white_on_dark_stay_legible() -> None:
    given = opened(rich())
    given[SHEET]["G3"] = given[SHEET]["F3"].value
    out = io.BytesIO()
    given.save(out)
    sheet = opened(annotated(out.getvalue(), "suivi.xlsx").content)[SHEET]
    marked = [c for c in sheet[3] if c.fill.fgColor.rgb in RED | AMBER]
    assert marked
    assert {(c.font.color.rgb, c.fill.fgColor.rgb) for c in marked} == {("FFFFFFFF", "FFB02A2B")}


def test_a_sheet_of_that_name_of_the_senders_own_is_left_alone() -> None:
    given = opened(rich())
    given["Notes"].title = LIST_SHEET
    out = io.BytesIO()
    given.save(out)
    book = opened(annotated(out.getvalue(), "suivi.xlsx").content)
    assert book.sheetnames[:2] == [f"{LIST_SHEET} (2)", LIST_SHEET]
    assert book[LIST_SHEET]["A1"].value == "Suivi"


def test_beyond_a_thousand_cells_the_list_holds_what_has_no_comment() -> None:
    rows = [contract(f"D-{n}", birth="31/06/1990", type="Divers") for n in range(1500)]
    book = opened(annotated(rich([*FAULTY, *rows]), "suivi.xlsx").content)
    sheet = book[SHEET]
    assert (
        sum(1 for row in sheet for c in row if c.comment and c.comment.author == CHECK_AUTHOR) == 999
    )  # one is joined
    assert sum(1 for row in sheet for c in row if c.fill.fgColor.rgb in RED) == 3003
    assert (
        sum(1 for (cell,) in book[LIST_SHEET].iter_rows(min_row=8, max_col=1) if cell.value == "✗ À corriger") == 3004
    )


def test_a_file_that_cannot_be_read_has_no_annotated_copy() -> None:
    content = rich()[:-500]
    assert annotate(content, "suivi.xlsx", verdict_of(content, "suivi.xlsx")) is None


@pytest.mark.parametrize("row", [2, 40], ids=["between others", "below all"])
def test_a_row_that_was_not_written_is_added_to_bear_its_mark(row: int) -> None:
    faulty = contract("C-1", start="31/06/2015", birth="12/03/1990", end="31/08/2015")
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet(SHEET)
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(2, 0, faulty)
    content = buffer.getvalue()
    verdict = verdict_of(content, "suivi.xlsx")
    moved = verdict.findings.with_columns(row_number=pl.lit(row, verdict.findings.schema["row_number"]))
    given = annotate(content, "suivi.xlsx", replace(verdict, findings=moved))
    assert given is not None
    marked = {c.row for cells in opened(given.content)[SHEET] for c in cells if c.fill.fgColor.rgb in RED}
    assert marked == {row}
