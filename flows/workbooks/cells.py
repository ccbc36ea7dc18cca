"""The cells of a sheet's XML: our fills taken off, and put on the cells to mark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from flows.workbooks.marks import CellMark
from flows.workbooks.styles import Styles
from flows.workbooks.xml_bytes import UnpatchableError, attribute, whole, with_attribute, without_attribute
from transforms.raw import column_index, column_letter

_ROW = re.compile(rb"<row(?:\s[^>]*)?>")
_CELL = re.compile(rb"<c(?:\s[^>]*)?/>|<c(?:\s[^>]*[^/])?>.*?</c>", re.DOTALL)
_REFERENCE = re.compile(r"([A-Z]+)(\d+)")
_SEVEREST = ("reject", "warn")
_TALLEST_MERGE = 10_000


def unpainted(part: bytes, styles: Styles) -> bytes:
    """The sheet with the cells we had filled back in their own formats."""
    if not styles.ours:
        return part
    ours = b"|".join(str(number).encode() for number in styles.ours)
    filled = re.compile(rb"(<c\b[^>]*?\ss=\")(" + ours + rb")(\")")
    return filled.sub(lambda found: found[1] + str(styles.ours[int(found[2])]).encode() + found[3], part)


def painted(part: bytes, marks: Iterable[CellMark], styles: Styles) -> bytes:
    """The sheet with the marked cells filled; a cell or a row that was not written is added, empty."""
    marks = tuple(marks)
    wanted: dict[int, dict[int, str]] = {}
    for mark in marks:
        wanted.setdefault(mark.row, {})[mark.column] = mark.severity
    defaults = _column_formats(part)
    pieces: list[bytes] = []
    at = 0
    for found in _ROW.finditer(part):
        at_row = whole(found[0], b"r")
        row = wanted.pop(at_row, None)
        if row is None:
            continue
        is_empty = found[0].endswith(b"/>")
        end = found.end() if is_empty else part.index(b"</row>", found.end())
        body = b"" if is_empty else part[found.end() : end]
        opened, cells = _painted_row(found[0], body, at_row, row, styles, defaults)
        pieces += (part[at : found.start()], opened, cells, b"</row>" if is_empty else b"")
        at = end
    if wanted:
        return painted(_with_rows(part, wanted), marks, styles)
    return b"".join((*pieces, part[at:]))


def _with_rows(part: bytes, missing: Iterable[int]) -> bytes:
    """The sheet with an empty row in the place of each that was not written."""
    starts = [(whole(found[0], b"r"), found.start()) for found in _ROW.finditer(part)]
    end = part.rfind(b"</sheetData>")
    if end < 0:
        raise UnpatchableError
    for row in sorted(missing, reverse=True):
        at = next((start for number, start in starts if number > row), end)
        part = part[:at] + b'<row r="%d"/>' % row + part[at:]
    return part


def _painted_row(
    tag: bytes, body: bytes, at_row: int, wanted: Mapping[int, str], styles: Styles, defaults: Mapping[int, int]
) -> tuple[bytes, bytes]:
    """The row's tag and cells, with the wanted cells filled, by their column."""
    usual = whole(tag, b"s") if attribute(tag, b"customFormat") in (b"1", b"true") else None
    is_longer = False
    for column, severity in wanted.items():
        reference = f"{column_letter(column)}{at_row}".encode()
        place = _tag_of(body, reference)
        if place is None:
            style = styles.filled(usual if usual is not None else defaults.get(column, 0), severity)
            at = _place_for(body, column)
            body = body[:at] + b'<c r="%s" s="%d"/>' % (reference, style) + body[at:]
            is_longer = True
        else:
            start, end = place
            style = styles.filled(whole(body[start:end], b"s"), severity)
            body = body[:start] + with_attribute(body[start:end], b"s", b"%d" % style) + body[end:]
    opened = without_attribute(tag, b"spans") if is_longer else tag
    return opened.replace(b"/>", b">"), body


def _tag_of(body: bytes, reference: bytes) -> tuple[int, int] | None:
    """Where the start tag of a cell stands in the cells of its row."""
    at = body.find(b' r="' + reference + b'"')
    start = body.rfind(b"<", 0, max(at, 0))
    if at >= 0 and body.startswith(b"<c ", start) and b">" not in body[start:at]:
        return start, body.index(b">", at) + 1
    tags = (found for found in _CELL.finditer(body) if attribute(_start(found[0]), b"r") == reference)
    found = next(tags, None)
    return None if found is None else (found.start(), found.start() + len(_start(found[0])))


def _place_for(body: bytes, column: int) -> int:
    """Where a new cell of the column belongs among the cells of its row."""
    return next((found.start() for found in _CELL.finditer(body) if _column_of(found[0]) > column), len(body))


def _start(cell: bytes) -> bytes:
    return cell[: cell.index(b">") + 1]


def _column_of(cell: bytes) -> int:
    reference = attribute(_start(cell), b"r")
    if reference is None:
        raise UnpatchableError
    return column_index(reference.rstrip(b"0123456789").decode())


def _column_formats(part: bytes) -> dict[int, int]:
    """The format of the columns that have one, for cells that are not written."""
    head = part[: max(part.find(b"<sheetData"), 0)]
    found: dict[int, int] = {}
    for tag in re.findall(rb"<col\s[^>]*>", head):
        if attribute(tag, b"style") is not None:
            first, last = whole(tag, b"min", 1), whole(tag, b"max", 1)
            found |= dict.fromkeys(range(first - 1, min(last, first + 500)), whole(tag, b"style"))
    return found


def anchored(part: bytes, marks: Iterable[CellMark]) -> tuple[CellMark, ...]:
    """The marks with those inside merged cells moved to the first cell of the merge, the only one that shows."""
    tail = part[max(part.rfind(b"</sheetData>"), 0) :]
    merges: dict[int, list[tuple[int, int, int]]] = {}
    for reference in re.findall(rb'<mergeCell\s+ref="([^"]+)"', tail):
        first_row, first_column, last_row, last_column = _corners(reference.decode())
        for row in range(first_row, min(last_row, first_row + _TALLEST_MERGE) + 1):
            merges.setdefault(row, []).append((first_row, first_column, last_column))
    if not merges:
        return tuple(marks)
    found: dict[tuple[int, int], CellMark] = {}
    for mark in marks:
        inside = (merge for merge in merges.get(mark.row, ()) if merge[1] <= mark.column <= merge[2])
        row, column, _ = next(inside, (mark.row, mark.column, 0))
        moved = replace(mark, row=row, column=column)
        found[row, column] = _both(found[row, column], moved) if (row, column) in found else moved
    return tuple(found.values())


def _corners(reference: str) -> tuple[int, int, int, int]:
    cells = [(int(row), column_index(letters)) for letters, row in _REFERENCE.findall(reference)]
    (first_row, first_column), (last_row, last_column) = cells[0], cells[-1]
    return first_row, first_column, last_row, last_column


def _both(one: CellMark, other: CellMark) -> CellMark:
    """Two marks on one cell: the graver severity, and both comments."""
    texts = [text for text in (one.comment, other.comment) if text]
    severity = min(one.severity, other.severity, key=_SEVEREST.index)
    return replace(one, severity=severity, comment="\n\n".join(dict.fromkeys(texts)) or None)
