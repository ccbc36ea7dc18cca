"""The boxes in which a sheet's comments show: VML shapes, beside the buttons and boxes that are there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from flows.workbooks.xml_bytes import UnpatchableError

EMPTY = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="%d"/>'
    b"</o:shapelayout></xml>"
)
_TYPE = (
    b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_NAMESPACES = {
    b"v": b"urn:schemas-microsoft-com:vml",
    b"o": b"urn:schemas-microsoft-com:office:office",
    b"x": b"urn:schemas-microsoft-com:office:excel",
}
_SHAPE = re.compile(rb"<v:shape\s.*?</v:shape>\s*", re.DOTALL)
_IDMAP = re.compile(rb'(<o:idmap\b[^>]*\bdata=")([\d,]+)(")')
_IDENTIFIER = re.compile(rb'\bid="[^"]*_s(\d+)"')
_BLOCK = 1024
_WIDTH, _HEIGHT_OF_LINE, _HEIGHT_OF_ROW, _LETTERS = 320, 17, 20, 50


@dataclass(frozen=True)
class Box:
    """Where a comment shows: its cell, both counts from 0, and its text."""

    row: int
    column: int
    text: str


def usual_prefixes(part: bytes) -> bytes:
    """The part with the prefixes v, o and x, whatever its own are, and all three declared."""
    root = re.search(rb"<xml(?:\s[^>]*)?>", part)
    if root is None or b"</xml>" not in part:
        raise UnpatchableError
    for usual, namespace in _NAMESPACES.items():
        own = re.search(rb'\sxmlns:(\w+)="' + namespace + b'"', root[0])
        if own is None:
            part = part.replace(b"<xml", b"<xml xmlns:" + usual + b'="' + namespace + b'"', 1)
        elif own[1] != usual:
            part = part.replace(b"xmlns:" + own[1] + b"=", b"xmlns:" + usual + b"=", 1)
            part = re.sub(rb"(</?|\s)" + own[1] + b":", rb"\g<1>" + usual + b":", part)
    return part


def blocks(part: bytes) -> list[int]:
    """The blocks of identifiers that a part uses."""
    found = _IDMAP.search(part)
    return [int(number) for number in found[2].split(b",") if number] if found else []


def without_shapes(part: bytes, cells: Iterable[tuple[int, int]]) -> bytes:
    """The part without the boxes of the comments of these cells, (row, column) from 0."""
    gone = set(cells)

    return _SHAPE.sub(lambda found: b"" if _cell_of(found[0]) in gone else found[0], part) if gone else part


def with_shapes(part: bytes, boxes: Iterable[Box], widths: Mapping[int, float]) -> bytes:
    """The part with one hidden box a comment; ``widths`` are the columns' widths in pixels, 64 where not told."""
    shapes = list(boxes)
    if not shapes:
        return part
    identifiers, part = _identifiers(part, len(shapes))
    kind = b"" if b'id="_x0000_t202"' in part else _TYPE
    drawn = b"".join(_shape(box, number, widths) for box, number in zip(shapes, identifiers, strict=True))
    end = part.rindex(b"</xml>")
    return part[:end] + kind + drawn + part[end:]


def resized(part: bytes, boxes: Iterable[Box], widths: Mapping[int, float]) -> bytes:
    """The part with the boxes of these comments large enough for their texts."""
    wanted = {(box.row, box.column): box for box in boxes}

    def larger(found: re.Match[bytes]) -> bytes:
        box = wanted.get(_cell_of(found[0]) or (-1, -1))
        if box is None:
            return found[0]
        anchor = b"<x:Anchor>" + _anchor(box, widths).encode() + b"</x:Anchor>"
        bare = re.sub(rb"<x:Anchor>[^<]*</x:Anchor>\s*", b"", found[0])
        return bare.replace(b"<x:Row>", anchor + b"<x:Row>", 1)

    return _SHAPE.sub(larger, part) if wanted else part


def _cell_of(shape: bytes) -> tuple[int, int] | None:
    """The cell whose comment a shape shows, both counts from 0; None for another shape."""
    row, column = re.search(rb"<x:Row>(\d+)", shape), re.search(rb"<x:Column>(\d+)", shape)
    is_note = b'ObjectType="Note"' in shape
    return (int(row[1]), int(column[1])) if is_note and row and column else None


def _identifiers(part: bytes, n: int) -> tuple[list[int], bytes]:
    """Free identifiers, from the part's own blocks first, and the part with the blocks they need."""
    taken = {int(number) for number in _IDENTIFIER.findall(part)}
    known = blocks(part) or [1]
    free = list(_free(known, taken))
    while len(free) < n:
        known.append(max(known) + 1)
        free = list(_free(known, taken))
    data = ",".join(map(str, known)).encode()
    return free[:n], _IDMAP.sub(lambda found: found[1] + data + found[3], part, count=1)


def _free(known: Iterable[int], taken: set[int]) -> Iterator[int]:
    for block in known:
        yield from (number for number in range(block * _BLOCK + 1, (block + 1) * _BLOCK) if number not in taken)


def _shape(box: Box, number: int, widths: Mapping[int, float]) -> bytes:
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" '
        'style="position:absolute;margin-left:60pt;margin-top:2pt;width:240pt;height:90pt;z-index:1;visibility:hidden" '
        'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{_anchor(box, widths)}</x:Anchor>"
        f"<x:AutoFill>False</x:AutoFill><x:Row>{box.row}</x:Row><x:Column>{box.column}</x:Column></x:ClientData>"
        "</v:shape>"
    ).encode()


def _anchor(box: Box, widths: Mapping[int, float]) -> str:
    """Left column and offset, top row and offset, right column and offset, bottom row and offset, in pixels."""
    left, right, rest = box.column + 1, box.column + 1, _WIDTH + 15
    while rest > widths.get(right, 64):
        rest -= int(widths.get(right, 64))
        right += 1
    lines = 1 + sum(1 + len(line) // _LETTERS for line in box.text.split("\n"))
    top = max(box.row - 1, 0)
    rows, pixels = divmod(lines * _HEIGHT_OF_LINE + 14, _HEIGHT_OF_ROW)
    return f"{left}, 15, {top}, 4, {right}, {rest}, {top + rows}, {pixels}"
