"""Parts that other software writes in its own way, brought to the usual one with nothing lost."""

from __future__ import annotations

import re

from flows.workbooks.xml_bytes import MAIN, UnpatchableError, attribute, whole, with_attribute
from transforms.raw import column_index, column_letter

_PREFIX = re.compile(rb"<(\w+):\w+(?:\s[^>]*)?\sxmlns:\1=\"" + re.escape(MAIN) + rb"\"")
_ROW = re.compile(rb"<row(?:\s[^>]*)?/>|<row(?:\s[^>]*[^/])?>(.*?)</row>", re.DOTALL)
_CELL = re.compile(rb"<c(?:\s[^>]*)?>")
_WITHOUT_REFERENCE = re.compile(rb"<(?:row|c)(?=[\s>/])(?![^>]*\sr=)")


def without_prefix(part: bytes) -> bytes:
    """The part with the main namespace as the default one, whatever the prefix it has."""
    found = _PREFIX.search(part[:8192])
    if found is None:
        return part
    prefix = found[1]
    root = part[found.start() : part.index(b">", found.start())]
    if attribute(root, b"xmlns") is not None:
        raise UnpatchableError
    part = part.replace(b"xmlns:" + prefix + b"=", b"xmlns=", 1)
    return re.sub(rb"<(/?)" + prefix + rb":", rb"<\g<1>", part)


def with_references(sheet: bytes) -> bytes:
    """The sheet with an address on every row and cell; one without follows the one before it."""
    start, end = sheet.find(b"<sheetData"), sheet.rfind(b"</sheetData>")
    if end < 0 or _WITHOUT_REFERENCE.search(sheet, start, end) is None:
        return sheet
    number = 0

    def addressed(row: re.Match[bytes]) -> bytes:
        nonlocal number
        tag = row[0][: row[0].index(b">") + 1]
        number = whole(tag, b"r", number + 1)
        rest = row[0][len(tag) :]
        return with_attribute(tag, b"r", str(number).encode()) + _with_addresses(rest, number)

    return sheet[:start] + _ROW.sub(addressed, sheet[start:end]) + sheet[end:]


def _with_addresses(cells: bytes, row: int) -> bytes:
    column = -1

    def addressed(cell: re.Match[bytes]) -> bytes:
        nonlocal column
        told = attribute(cell[0], b"r")
        column = column + 1 if told is None else column_index(told.rstrip(b"0123456789").decode())
        return with_attribute(cell[0], b"r", f"{column_letter(column)}{row}".encode())

    return _CELL.sub(addressed, cells)
