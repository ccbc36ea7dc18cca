"""A workbook with its cells marked, everything else in it left as it was."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from flows.workbooks import comments, shapes
from flows.workbooks.cells import anchored, painted, unpainted
from flows.workbooks.contents import Contents
from flows.workbooks.list_sheet import list_sheet
from flows.workbooks.marks import CellMark, Marks
from flows.workbooks.parts import Parts
from flows.workbooks.shapes import Box
from flows.workbooks.styles import Styles
from flows.workbooks.usual_form import with_references, without_prefix
from flows.workbooks.xml_bytes import (
    RELATIONS,
    UnpatchableError,
    attribute,
    check_main,
    children,
    insert_before,
    whole,
    without_attribute,
)
from transforms.raw import column_index

_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_AFTER_BOXES = frozenset(
    {"legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
     "AlternateContent"}
)  # fmt: skip
_PIXELS_OF_A_LETTER = 7


def patch(content: bytes, marks: Marks) -> bytes:
    """The same workbook with our marks in place of those it had; UnpatchableError where its XML is not the usual."""
    parts = Parts(content)
    contents = Contents(content, parts)
    styles = Styles(without_prefix(parts.get(contents.styles_part)))
    for number, (name, path) in enumerate(contents.worksheets(), 1):
        sheet = parts.get(path)
        usual = with_references(without_prefix(sheet))
        root = check_main(usual, b"worksheet")
        patched = _deselected(unpainted(usual, styles))
        cells = anchored(patched, marks.cells.get(name, ()))
        patched = painted(patched, cells, styles)
        patched = _commented(parts, path, number, root, patched, cells)
        if patched != sheet:
            parts.put(path, patched)
    for path in contents.chart_sheets():
        parts.put(path, _deselected(parts.get(path)))
    own = contents.open_on_own_sheet()
    parts.stream(own, list_sheet(marks, styles))
    parts.put(contents.styles_part, styles.part())
    return parts.save()


def _deselected(sheet: bytes) -> bytes:
    """The sheet not chosen, lest it be edited together with the one that opens."""
    cells = sheet.find(b"<sheetData")
    end = cells if cells >= 0 else len(sheet)
    head = re.sub(rb"<sheetView\s[^>]*>", lambda found: without_attribute(found[0], b"tabSelected"), sheet[:end])
    return head + sheet[end:]


def _commented(parts: Parts, path: str, number: int, root: bytes, sheet: bytes, cells: Sequence[CellMark]) -> bytes:
    """The sheet with the reference to its boxes; its comments and boxes are written beside it."""
    marks = {mark.reference: mark for mark in cells if mark.comment}
    related = parts.related(path)
    said = next((target for kind, target in related.values() if kind == "comments"), None)
    if not marks and said is None:
        return sheet
    tail = _tail(sheet)
    boxes = _boxes_part(root, sheet[tail:], related)
    told, gone = comments.without_own(without_prefix(parts.get(said))) if said else (comments.EMPTY, set[str]())
    told, new = comments.with_comments(told, {place: mark.comment or "" for place, mark in marks.items()})
    drawn = shapes.usual_prefixes(parts.get(boxes)) if boxes else shapes.EMPTY % _free_block(parts)
    drawn = shapes.without_shapes(drawn, [_place(reference) for reference in gone])
    widths = _widths(sheet)
    drawn = shapes.with_shapes(drawn, [_box(marks[place]) for place in new], widths)
    drawn = shapes.resized(drawn, [_box(mark) for place, mark in marks.items() if place not in set(new)], widths)
    if said is None:
        said = f"xl/comments_a_corriger{number}.xml"
        parts.declare(said, _COMMENTS)
        parts.relate(path, "comments", said)
    parts.put(said, told)
    if boxes:
        parts.put(boxes, drawn)
        return sheet
    boxes = f"xl/drawings/vmlDrawing_a_corriger{number}.vml"
    parts.declare(".vml", _VML)
    relation = parts.relate(path, "vmlDrawing", boxes)
    parts.put(boxes, drawn)
    element = f'<legacyDrawing xmlns:r="{RELATIONS}" r:id="{relation}"/>'.encode()
    return sheet[:tail] + insert_before(root, sheet[tail:], element, _AFTER_BOXES)


def _box(mark: CellMark) -> Box:
    return Box(mark.row - 1, mark.column, mark.comment or "")


def _boxes_part(root: bytes, tail: bytes, related: Mapping[str, tuple[str, str]]) -> str | None:
    """The part that holds the boxes of the sheet's comments and its buttons, where there is one."""
    at = next((offset for name, offset in children(root, tail) if name == "legacyDrawing"), None)
    if at is None:
        return None
    identifier = re.search(rb":id\s*=\s*[\"']([^\"']+)", tail[at : tail.index(b">", at)])
    if identifier is None or identifier[1].decode() not in related:
        raise UnpatchableError
    return related[identifier[1].decode()][1]


def _tail(sheet: bytes) -> int:
    """Where the cells end."""
    found = re.search(rb"<sheetData\s*/>", sheet)
    at = sheet.rfind(b"</sheetData>")
    if at < 0 and found is None:
        raise UnpatchableError
    return at + len(b"</sheetData>") if at >= 0 else found.end() if found else 0


def _place(reference: str) -> tuple[int, int]:
    mark = re.fullmatch(r"([A-Z]+)(\d+)", reference)
    if mark is None:
        raise UnpatchableError
    return int(mark[2]) - 1, column_index(mark[1])


def _free_block(parts: Parts) -> int:
    used = [block for name in parts.names if name.lower().endswith(".vml") for block in shapes.blocks(parts.get(name))]
    return 1 + max(used, default=0)


def _widths(sheet: bytes) -> dict[int, float]:
    """The columns' widths in pixels, by column from 0."""
    head = sheet[: max(sheet.find(b"<sheetData"), 0)]
    found: dict[int, float] = {}
    for tag in re.findall(rb"<col\s[^>]*>", head):
        first, last = whole(tag, b"min", 1), whole(tag, b"max", 1)
        hidden = attribute(tag, b"hidden") in (b"1", b"true")
        width = 0.0 if hidden else float(attribute(tag, b"width") or 9) * _PIXELS_OF_A_LETTER
        found |= dict.fromkeys(range(first - 1, min(last, first + 500)), width)
    return found
