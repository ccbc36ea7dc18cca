"""The inspection of a whole file: read, find the tables, type their columns, and say what was seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemas.rules import RULES
from schemas.wording import quoted
from transforms.finding import sentence
from transforms.inspect.loose import loose_cells
from transforms.inspect.seen import FindingSeen, Inspection, SheetSeen, TableSeen
from transforms.inspect.tables import inspect_table
from transforms.layout import Layout, Region, explore
from transforms.raw import DeliveryError, RawBook, RawSheet, column_index
from transforms.read import Limits, read
from transforms.read.limits import USUAL
from transforms.read.refusals import LONG_RECORD

HIDDEN_SHEET, HIDDEN_ROWS, HIDDEN_COLUMN, FILTER = "ENTETE-08", "ENTETE-09", "ENTETE-14", "ENTETE-15"
_NO_TABLE = {"form": "ENTETE-12", "prose": "FICHIER-31"}
_TOO_LONG = "too_many_cells"


def inspect_file(content: bytes, filename: str, limits: Limits = USUAL, *, with_frames: bool = False) -> Inspection:
    """Say what a file holds, knowing nothing of its sender; one that holds no table is refused with the reason."""
    try:
        book = read(content, filename, limits)
    except DeliveryError as error:
        return Inspection("refused", code=error.code, message=_reason(error.code, error.params))
    layouts = [explore(sheet) if sheet.visible == "visible" else Layout(()) for sheet in book.sheets]
    regions = [layout.regions for layout in layouts]
    if not any(regions) and book.format != "csv":
        regions = [_loose(sheet, layout) for sheet, layout in zip(book.sheets, layouts, strict=True)]
    findings: list[FindingSeen] = [*_remarks(book)]
    sheets = []
    for sheet, layout, found in zip(book.sheets, layouts, regions, strict=True):
        tables, said = _inspect_sheet(book, sheet, found, with_frames=with_frames)
        sheets.append(SheetSeen(sheet.name, sheet.visible, tables, None if tables else layout.reason))
        findings += said
    told = Inspection("read", book.format, book.encoding, book.separator, None, None, tuple(sheets), tuple(findings))
    return told if any(regions) else _without_table(told)


def refuse_file(code: str) -> Inspection:
    """The inspection of a file that could not be read at all, by the code of the reason."""
    return Inspection("refused", code=code, message=_reason(code))


def _reason(code: str, params: Mapping[str, str] | None = None) -> str:
    """What is wrong with a refused file, the message it holds where it is one, and what to do."""
    what = sentence(code, params)
    text = (params or {}).get("text")
    return f"{what.removesuffix('.')} : {quoted(text)}. {RULES[code].fix}" if text else f"{what} {RULES[code].fix}"


def _without_table(told: Inspection) -> Inspection:
    reasons = {sheet.reason for sheet in told.sheets}
    code = next((code for reason, code in _NO_TABLE.items() if reason in reasons), _NO_TABLE["prose"])
    return Inspection(
        "refused", told.format, told.encoding, told.separator, code, _reason(code), told.sheets, told.findings
    )


def _loose(sheet: RawSheet, layout: Layout) -> tuple[Region, ...]:
    """The cells of a sheet that is no form, for want of a table in the whole workbook."""
    region = loose_cells(sheet) if layout.reason == "prose" else None
    return () if region is None else (region,)


def _inspect_sheet(
    book: RawBook, sheet: RawSheet, regions: tuple[Region, ...], *, with_frames: bool
) -> tuple[tuple[TableSeen, ...], list[FindingSeen]]:
    if sheet.visible != "visible":
        return (), [_said(HIDDEN_SHEET, sheet.name, {"sheet": sheet.name})]
    findings = list(_facts(sheet))
    spoilt = {
        remark.row: _TOO_LONG
        for remark in book.remarks
        if remark.code == LONG_RECORD and remark.sheet == sheet.name and remark.row
    }
    tables = []
    for region in regions:
        table, said = inspect_table(region, spoilt, has_kinds=book.format != "csv", with_frame=with_frames)
        tables.append(table)
        findings += said
    return tuple(tables), findings


def _facts(sheet: RawSheet) -> Iterator[FindingSeen]:
    """What a person may not see of the sheet, though it was read."""
    hidden = sorted(sheet.facts.hidden_rows)
    if hidden:
        yield _said(HIDDEN_ROWS, sheet.name, {"sheet": sheet.name, "count": len(hidden)}, row=hidden[0])
    for letter in sorted(sheet.facts.hidden_columns, key=column_index):
        yield _said(HIDDEN_COLUMN, sheet.name, {"column": letter}, column=letter)
    if sheet.facts.has_filter:
        yield _said(FILTER, sheet.name, {"sheet": sheet.name})


def _said(
    code: str, sheet: str, params: dict[str, object], row: int | None = None, column: str | None = None
) -> FindingSeen:
    return FindingSeen(code, RULES[code].severity, sentence(code, params), sheet, row, column)


def _remarks(book: RawBook) -> Iterator[FindingSeen]:
    for remark in book.remarks:
        message = sentence(remark.code, remark.params)
        yield FindingSeen(remark.code, RULES[remark.code].severity, message, remark.sheet, remark.row, remark.column)
