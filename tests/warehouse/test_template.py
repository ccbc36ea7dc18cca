"""The blank workbook: written from the declarations, read back without a word."""

import datetime as dt
import hashlib
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO

import openpyxl
import polars as pl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from schemas import DELIVERED
from schemas.codelist import fold
from schemas.table import Column, Table
from schemas.template_words import EXAMPLE_MARK, GUIDE_SHEET, LISTS_SHEET, example_of, note
from transforms.judge import judge
from transforms.verdict import Profile, Verdict
from warehouse.template import sheet_name, template

Fill = Callable[[Column], object]


def verdict(book: Workbook, **profile: object) -> Verdict:
    content = BytesIO()
    book.save(content)
    raw = content.getvalue()
    return judge(raw, "modele.xlsx", Profile("die", **profile), hashlib.sha256(raw).hexdigest(), b"k" * 32, "v")  # type: ignore[arg-type]


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(content))


def sheet_of(book: Workbook, table: Table) -> Worksheet:
    sheet = book[sheet_name(table)]
    assert isinstance(sheet, Worksheet)
    return sheet


def add_row(sheet: Worksheet, row: int, table: Table, fill: Fill) -> None:
    for at, column in enumerate(table.read_columns.values(), 1):
        sheet.cell(row, at).value = fill(column)  # type: ignore[assignment]


def told(found: Verdict, *, least: str = "info") -> list[tuple[str, ...]]:
    order = ("info", "warn", "reject")[("info", "warn", "reject").index(least) :]
    return found.findings.filter(pl.col("severity").is_in(order)).select("code", "sheet", "cell", "value_read").rows()


def test_the_blank_workbook_is_accepted_with_nothing_to_correct_or_verify() -> None:
    found = verdict(opened(template()))
    assert found.files.select("state", "n_rows_accepted", "n_rows_set_aside").row(0) == ("accepted", 0, 0)
    assert told(found, least="warn") == []
    assert set(found.findings["code"]) <= {"ENTETE-11"}
    assert found.ignored["why"].value_counts().sort("why").rows() == [
        ("example", len(DELIVERED)),
        ("header", len(DELIVERED)),
    ]


@pytest.mark.parametrize("row", [2, 3])
@pytest.mark.parametrize("fill", [lambda column: column.example, example_of], ids=["as declared", "as staff write"])
def test_filled_with_the_examples_it_is_accepted_with_no_finding(row: int, fill: Fill) -> None:
    book = opened(template())
    for table in DELIVERED.values():
        add_row(sheet_of(book, table), row, table, fill)
    found = verdict(book)
    assert told(found) == []
    assert found.files["state"].to_list() == ["accepted"]
    assert {name: frame.height for name, frame in found.accepted.items()} == dict.fromkeys(DELIVERED, 1)


def test_the_typed_cells_of_the_example_row_are_accepted_too() -> None:
    book = opened(template())
    for table in DELIVERED.values():
        sheet = sheet_of(book, table)
        first = sheet.cell(2, 1)
        assert str(first.value).startswith(EXAMPLE_MARK)
        first.value = str(first.value).removeprefix(EXAMPLE_MARK)
        kinds = {type(cell.value) for cell in sheet[2]}
        assert dt.datetime in kinds or "date" not in {column.kind for column in table.read_columns.values()}
    found = verdict(book)
    assert told(found) == []
    assert {frame.height for frame in found.accepted.values()} == {1}


def test_every_value_of_every_list_is_known_to_the_reader() -> None:
    book = opened(template())
    assert book[LISTS_SHEET].sheet_state == "veryHidden"
    for table in DELIVERED.values():
        sheet = sheet_of(book, table)
        lists = {
            str(one.sqref).split(":")[0]: one.formula1
            for one in sheet.data_validations.dataValidation
            if one.type == "list"
        }
        for at, column in enumerate(table.read_columns.values(), 1):
            source = lists.get(f"{openpyxl.utils.get_column_letter(at)}2")
            if column.codes:
                _, area = next(iter(book.defined_names[source].destinations))
                values = [row[0].value for row in book[LISTS_SHEET][area.replace("$", "")]]
                assert [column.codes.by_spelling[fold(str(value))] for value in values] == list(column.codes.by_code)
            else:
                assert (source == '"Oui,Non"') == (column.kind == "boolean")


def test_every_choice_typed_into_its_column_is_accepted_by_the_verdict() -> None:
    for table in DELIVERED.values():
        columns = [column for column in table.read_columns.values() if column.codes or column.kind == "boolean"]
        book = opened(template())
        sheet, row = sheet_of(book, table), 3
        for column in columns:
            for value in [code.label for code in column.codes.codes] if column.codes else ["Oui", "Non"]:
                add_row(
                    sheet, row, table, lambda one, mine=column, value=value: value if one is mine else example_of(one)
                )  # type: ignore[misc]
                row += 1
        codes = {code for code, *_ in told(verdict(book))}
        assert not {code for code in codes if code.startswith("LISTE-")}, table.name


def test_each_sheet_has_its_headings_frozen_notes_formats_and_required_ones_told_apart_without_colour() -> None:
    book = opened(template())
    assert book.sheetnames == [GUIDE_SHEET, *map(sheet_name, DELIVERED.values()), LISTS_SHEET]
    for table in DELIVERED.values():
        sheet = sheet_of(book, table)
        assert sheet.freeze_panes == "A2"
        notes = {str(one.sqref): one.prompt for one in sheet.data_validations.dataValidation}
        for cell, column in zip(sheet[1], table.read_columns.values(), strict=True):
            assert cell.value == column.title
            assert (cell.font.b, cell.font.i) == (column.required, not column.required)
            assert notes[cell.coordinate] == note(column)
        formats = {c.name: sheet.column_dimensions[openpyxl.utils.get_column_letter(at)].number_format
                   for at, c in enumerate(table.read_columns.values(), 1)}  # fmt: skip
        for column in table.read_columns.values():
            assert (formats[column.name] == "@") == (column.kind not in {
                "date", "month", "eur", "rate", "hours", "working_time", "months", "decimal", "integer"})  # fmt: skip


def test_an_epi_finds_its_own_headings_and_the_reader_knows_them() -> None:
    headings = {"contracts.contract_id": "Dossier salarié", "contracts.last_name": "Qui"}
    book = opened(template("EPI de Die", headings))
    sheet = sheet_of(book, DELIVERED["contracts"])
    assert {"Dossier salarié", "Qui"} <= {cell.value for cell in sheet[1]}
    assert "EPI de Die" in str(book[GUIDE_SHEET]["A1"].value)
    add_row(sheet, 3, DELIVERED["contracts"], example_of)
    found = verdict(book, headings={heading: column for column, heading in headings.items()})
    assert found.accepted["contracts"]["contract_id"].to_list() == [
        DELIVERED["contracts"].columns["contract_id"].example
    ]


def test_the_same_declarations_give_the_same_bytes() -> None:
    assert template() == template()


def test_a_number_typed_by_the_spreadsheet_reads_as_its_example() -> None:
    book = opened(template())
    sheet = sheet_of(book, DELIVERED["fse_spending"])
    rates = [at for at, c in enumerate(DELIVERED["fse_spending"].read_columns.values(), 1) if c.kind == "rate"]
    assert [Decimal(str(sheet.cell(2, at).value)) for at in rates] == [Decimal(1)]
