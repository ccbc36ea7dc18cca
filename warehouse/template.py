"""The blank workbook that an EPI fills in, from the declarations: one sheet a table, lists, notes and an example."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import Any

import xlsxwriter

from schemas import DELIVERED
from schemas.codelist import CodeList
from schemas.table import Column, Table
from schemas.template_words import (
    EXAMPLE_MARK,
    GUIDE,
    GUIDE_MARK,
    GUIDE_SHEET,
    GUIDE_TITLE,
    LISTS_SHEET,
    NOT_IN_LIST,
    REQUIRED_OF,
    YES_NO,
    example_of,
    note,
)  # fmt: skip

ROWS = 2_000
_FORMATS = {
    "date": "dd/mm/yyyy", "month": "mm/yyyy", "eur": '#,##0.00\\ "€"', "rate": "0.00%", "hours": "0.00",
    "working_time": "0.00%", "months": "0.00", "decimal": "0.000000", "integer": "0",
}  # fmt: skip
_REQUIRED = {"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F3864", "border": 2}
_OPTIONAL = {"italic": True, "font_color": "#1F3864", "bg_color": "#DCE6F1", "border": 1}
_HEAD = {"text_wrap": True, "valign": "vcenter", "align": "center", "border_color": "#1F3864", "num_format": "@"}
_EXAMPLE = {"italic": True, "font_color": "#595959", "bg_color": "#EDEDED"}


def template(name: str = "", headings: Mapping[str, str] | None = None) -> bytes:
    """The workbook as .xlsx; ``name`` is the EPI's, ``headings`` its own, by ``table.column``."""
    content = BytesIO()
    options = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "default_date_format": "dd/mm/yyyy",
    }  # fmt: skip
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"title": GUIDE_TITLE, "created": dt.datetime(2014, 1, 1)})  # noqa: DTZ001 the same bytes each time
        _guide(book, name)
        for table in DELIVERED.values():
            _sheet(book, table, headings or {})
        _lists(book)
    return content.getvalue()


def sheet_name(table: Table) -> str:
    """The name of the table's sheet: its title, within what a spreadsheet allows."""
    return "".join(c for c in table.title if c not in "[]:*?/\\")[:31]


def _guide(book: Any, name: str) -> None:
    sheet = book.add_worksheet(GUIDE_SHEET)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 88)
    title = book.add_format({"bold": True, "font_size": 16, "font_color": "#1F3864"})
    head = book.add_format({"bold": True, "font_size": 12, "font_color": "#1F3864", "top": 1})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    required = (
        (f"{sheet_name(t)} : " + ", ".join(t.columns[n].title for n in t.required_columns) + ".")
        for t in DELIVERED.values()
    )
    lines = [(f"{GUIDE_TITLE}{' – ' if name else ''}{name}", title), (GUIDE_MARK, text), ("", text)]
    for section, sentences in (*GUIDE, (REQUIRED_OF, tuple(required))):
        lines += [(section, head), *((sentence, text) for sentence in sentences), ("", text)]
    for row, (line, form) in enumerate(lines):
        sheet.set_row(row, 24 if row == 0 else 19 if form is head else 16 * (1 + len(line) // 88))
        sheet.write_string(row, 0, line, form)
    sheet.set_paper(9)
    sheet.set_landscape()  # one wide column: upright it would be cut where the font is a wider one
    sheet.fit_to_pages(1, 0)


def _sheet(book: Any, table: Table, headings: Mapping[str, str]) -> None:
    sheet = book.add_worksheet(sheet_name(table))
    sheet.freeze_panes(1, 0)
    sheet.set_row(0, 45)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    for at, column in enumerate(table.read_columns.values()):
        heading = headings.get(f"{table.name}.{column.name}", column.title)
        shown = {"num_format": _FORMATS.get(column.kind, "@")}
        sheet.set_column(at, at, _width(column, heading), book.add_format(shown))
        form = book.add_format({**_HEAD, **(_REQUIRED if column.required else _OPTIONAL)})
        sheet.write_string(0, at, heading, form)
        told = {"input_title": heading[:32], "input_message": note(column)}
        sheet.data_validation(0, at, 0, at, {"validate": "any", **told})
        sheet.data_validation(1, at, ROWS - 1, at, {**_allowed(column), **told})
        _write_example(sheet, at, column, book.add_format({**shown, **_EXAMPLE}))


def _width(column: Column, heading: str) -> int:
    longest = max((len(code.label) for code in column.codes.codes), default=0) if column.codes else 0
    words = max(len(word) for word in heading.split())
    wanted = max(words + 3, len(heading) // 2 + 3, len(example_of(column)) + 3, longest // 2)
    return min(max(wanted, 12), 45)


def _allowed(column: Column) -> dict[str, Any]:
    refused = {"error_title": column.title[:32], "error_message": NOT_IN_LIST}
    if column.codes:
        return {"validate": "list", "source": f"={_list_name(column.codes)}", **refused}
    if column.kind == "boolean":
        return {"validate": "list", "source": list(YES_NO), **refused}
    return {"validate": "any"}


def _write_example(sheet: Any, at: int, column: Column, form: Any) -> None:
    value = example_of(column) if at else f"{EXAMPLE_MARK}{example_of(column)}"
    typed = _typed(column, value) if at else value
    if isinstance(typed, dt.date):
        sheet.write_datetime(1, at, typed, form)
    elif isinstance(typed, Decimal):
        sheet.write_number(1, at, typed, form)
    elif typed:
        sheet.write_string(1, at, typed, form)
    else:
        sheet.write_blank(1, at, None, form)


def _typed(column: Column, value: str) -> str | dt.date | Decimal:
    """The example as a spreadsheet holds it, a number or a date where its column has the format of one."""
    try:
        if column.kind == "date":
            return dt.datetime.strptime(value, "%d/%m/%Y").date()  # noqa: DTZ007 a day, not a time
        if column.kind in _FORMATS and column.kind != "month":
            number = Decimal("".join(value.split()).removesuffix("%").replace(",", "."))
            return number / 100 if value.endswith("%") else number
    except (ValueError, InvalidOperation):
        return value
    return value


def _lists(book: Any) -> None:
    """The code lists, a column each, on a sheet that nobody sees: a list within a validation ends at 255 characters."""
    sheet = book.add_worksheet(LISTS_SHEET)
    sheet.very_hidden()
    lists = {c.codes.name: c.codes for t in DELIVERED.values() for c in t.read_columns.values() if c.codes}
    for at, codes in enumerate(lists.values()):
        for row, code in enumerate(codes.codes):
            sheet.write_string(row, at, code.label)
        letter = xlsxwriter.utility.xl_col_to_name(at)
        book.define_name(_list_name(codes), f"='{LISTS_SHEET}'!${letter}$1:${letter}${len(codes.codes)}")


def _list_name(codes: CodeList) -> str:
    return f"liste_{codes.name}"
