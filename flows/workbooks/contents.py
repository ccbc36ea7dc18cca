"""The sheets of a workbook as its `workbook.xml` lists them, with our sheet put first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.workbooks.parts import Parts
from flows.workbooks.usual_form import without_prefix
from flows.workbooks.xml_bytes import (
    RELATIONS,
    UnpatchableError,
    attribute,
    check_main,
    escape,
    with_attribute,
    without_attribute,
)
from schemas.list_sheet import LIST_SHEET, LIST_SHEET_MARK
from transforms.read.limits import USUAL
from transforms.read.package import Package
from transforms.read.spreadsheet_ml import Directory, read_directory

_PART = "xl/workbook.xml"
_NEW_PART = "xl/worksheets/sheet_a_corriger.xml"
_WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_LONGEST_NAME = 31


class Contents:
    """The worksheets of a package by name, and the part of our own sheet, added when it is not there."""

    def __init__(self, content: bytes, parts: Parts) -> None:
        self._parts = parts
        self._directory: Directory = read_directory(Package(content, USUAL))
        if not parts.has(_PART):
            raise UnpatchableError
        self._workbook = without_prefix(parts.get(_PART))
        check_main(self._workbook, b"workbook")
        self._own = next((name for name, part in self._sheets() if self._is_own(parts.get(part))), None)

    @property
    def styles_part(self) -> str:
        """The path of the style sheet."""
        return self._directory.styles_part

    def worksheets(self) -> list[tuple[str, str]]:
        """Name and path of every worksheet of the sender."""
        return [(name, part) for name, part in self._sheets() if name != self._own]

    def chart_sheets(self) -> list[str]:
        """The paths of the sheets that are a chart alone and that show as chosen."""
        charts = [name for name in self._parts.names if "/chartsheets/" in name and name.endswith(".xml")]
        return [name for name in charts if b"tabSelected=" in self._parts.get(name)]

    def open_on_own_sheet(self) -> str:
        """Make our sheet the one that opens, the first of all when it is new; its path."""
        names = [sheet.name for sheet in self._directory.sheets]
        workbook = self._workbook
        if self._own is None:
            path, position = _NEW_PART, 0
            workbook = self._with_sheet(workbook, names)
        else:
            path, position = dict(self._sheets())[self._own], names.index(self._own)
        self._parts.put(_PART, _opening_on(workbook, position))
        return path

    def _sheets(self) -> Iterator[tuple[str, str]]:
        return ((sheet.name, sheet.part) for sheet in self._directory.sheets if sheet.part)

    def _is_own(self, sheet: bytes) -> bool:
        mark = escape(LIST_SHEET_MARK).encode()
        if mark in sheet[:20_000]:
            return True
        strings = self._parts.get(self._directory.strings_part) if self._directory.strings_part else b""
        at = strings.find(mark)
        if at < 0:
            return False
        index = len(re.findall(rb"<si[ >]", strings[:at])) - 1
        return re.search(rb"<c\s[^>]*t=\"s\"[^>]*><v>%d</v>" % index, sheet[:20_000]) is not None

    def _with_sheet(self, workbook: bytes, names: list[str]) -> bytes:
        self._parts.declare(_NEW_PART, _WORKSHEET)
        relation = self._parts.relate(_PART, "worksheet", _NEW_PART)
        number = 1 + max(int(n) for n in re.findall(rb'<sheet\s[^>]*sheetId="(\d+)"', workbook))
        element = (
            f'<sheet xmlns:r="{RELATIONS}" name="{escape(_free_name(names))}" sheetId="{number}" r:id="{relation}"/>'
        )
        opened = re.search(rb"<sheets(?:\s[^>]*)?>", workbook)
        if opened is None:
            raise UnpatchableError
        workbook = workbook[: opened.end()] + element.encode() + workbook[opened.end() :]
        return re.sub(rb"<definedName\s[^>]*>", _moved, workbook)


def _moved(found: re.Match[bytes]) -> bytes:
    """A name that belongs to one sheet, that sheet being one further."""
    local = attribute(found[0], b"localSheetId")
    return found[0] if local is None else with_attribute(found[0], b"localSheetId", str(int(local) + 1).encode())


def _opening_on(workbook: bytes, position: int) -> bytes:
    def view(found: re.Match[bytes]) -> bytes:
        tag = without_attribute(found[0], b"firstSheet")
        return with_attribute(tag, b"activeTab", str(position).encode())

    return re.sub(rb"<workbookView\s[^>]*>", view, workbook)


def _free_name(names: list[str]) -> str:
    taken = {name.casefold() for name in names}
    numbered = (f"{LIST_SHEET} ({number})"[:_LONGEST_NAME] for number in range(2, len(names) + 3))
    return next(name for name in (LIST_SHEET, *numbered) if name.casefold() not in taken)
