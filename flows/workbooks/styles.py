"""The styles of a workbook, with our fills over the formats of the marked cells, and taken off them again."""

from __future__ import annotations

import re

from flows.workbooks.xml_bytes import UnpatchableError, attribute, check_main, whole, with_attribute, without_attribute

_FILLS = {
    "reject": (b"FFFFC9C9", b"FFB02A2B"),  # under dark text, under light text
    "warn": (b"FFFFE9A9", b"FF8A6101"),
}
_OURS = frozenset(colour for pair in _FILLS.values() for colour in pair)
_WHITE_THEMES = frozenset({b"0", b"2"})
_NO_COLOUR = b'<bgColor indexed="64"/>'


class Styles:
    """The parts `fonts`, `fills`, `borders` and `cellXfs` of a style sheet, each of which may only grow."""

    def __init__(self, part: bytes) -> None:
        check_main(part, b"styleSheet")
        self._part = part
        self._lists = {name: _elements(part, name, one) for name, one in _LISTS.items()}
        self._filled: dict[tuple[int, str], int] = {}
        self.ours = {n: self._bare(xf) for n, xf in enumerate(self._lists[b"cellXfs"]) if self._is_ours(xf)}

    def part(self) -> bytes:
        """The style sheet with what was added."""
        part = self._part
        for name, elements in self._lists.items():
            found = _find(part, name)
            opened = with_attribute(found[1], b"count", str(len(elements)).encode())
            part = part[: found.start()] + opened + b"".join(elements) + part[found.end(2) :]
        return part

    def filled(self, base: int, severity: str) -> int:
        """The format `base` with the fill of a severity."""
        if (base, severity) not in self._filled:
            self._filled[base, severity] = self._newly_filled(base, severity)
        return self._filled[base, severity]

    def _newly_filled(self, base: int, severity: str) -> int:
        xf = self._lists[b"cellXfs"][base] if base < len(self._lists[b"cellXfs"]) else self._lists[b"cellXfs"][0]
        kept = self._colour_of(self._fill(xf))
        fill = _solid(_FILLS[severity][self._has_light_text(xf)], kept)
        return self.added(b"cellXfs", _with_fill(xf, self.added(b"fills", fill)))

    def added(self, name: bytes, element: bytes) -> int:
        """The index of an element of a list, added when it is not there yet."""
        elements = self._lists[name]
        if element not in elements:
            elements.append(element)
        return elements.index(element)

    def _bare(self, xf: bytes) -> int:
        """The format of ours without our fill: the one the cell had before."""
        found = re.search(rb"<bgColor\b[^>]*>", self._fill(xf))
        kept = _colour(found[0], b"bgColor") if found else _NO_COLOUR
        for index, other in enumerate(self._lists[b"cellXfs"]):
            is_same = _but_fill(other) == _but_fill(xf) and not self._is_ours(other)
            if is_same and self._colour_of(self._fill(other)) == kept:
                return index
        fill = 0 if kept == _NO_COLOUR else self.added(b"fills", _solid_of(kept))
        return self.added(b"cellXfs", _with_fill(xf, fill))

    def _is_ours(self, xf: bytes) -> bool:
        colour = re.search(rb"<fgColor\b[^>]*>", self._fill(xf))
        return colour is not None and attribute(colour[0], b"rgb") in _OURS

    def _fill(self, xf: bytes) -> bytes:
        number = whole(xf, b"fillId")
        fills = self._lists[b"fills"]
        return fills[number] if number < len(fills) else b""

    @staticmethod
    def _colour_of(fill: bytes) -> bytes:
        """The colour of a solid fill as a background, where a solid fill shows nothing and we keep it."""
        colour = re.search(rb"<fgColor\b[^>]*>", fill)
        is_solid = b'patternType="solid"' in fill
        return _colour(colour[0], b"bgColor") if colour and is_solid else _NO_COLOUR

    def _has_light_text(self, xf: bytes) -> bool:
        number = whole(xf, b"fontId")
        fonts = self._lists[b"fonts"]
        colour = re.search(rb"<color\b[^>]*>", fonts[number]) if number < len(fonts) else None
        if colour is None:
            return False
        rgb = attribute(colour[0], b"rgb")
        if rgb is not None and re.fullmatch(rb"[0-9A-Fa-f]{8}", rgb):
            red, green, blue = bytes.fromhex(rgb[2:].decode())
            return red * 0.299 + green * 0.587 + blue * 0.114 > 150
        theme, indexed = attribute(colour[0], b"theme"), attribute(colour[0], b"indexed")
        return theme in _WHITE_THEMES or indexed in (b"1", b"9")


_LISTS = {b"fonts": b"font", b"fills": b"fill", b"borders": b"border", b"cellXfs": b"xf"}


def _find(part: bytes, name: bytes) -> re.Match[bytes]:
    found = re.search(rb"(<" + name + rb"(?:\s[^>]*[^/])?>)(.*?)</" + name + rb">", part, re.DOTALL)
    if found is None:
        raise UnpatchableError
    return found


def _elements(part: bytes, name: bytes, one: bytes) -> list[bytes]:
    inside = _find(part, name)[2]
    return re.findall(
        rb"<" + one + rb"(?:\s[^>]*)?/>|<" + one + rb"(?:\s[^>]*[^/])?>.*?</" + one + rb">", inside, re.DOTALL
    )


def _solid(colour: bytes, kept: bytes) -> bytes:
    return b'<fill><patternFill patternType="solid"><fgColor rgb="' + colour + b'"/>' + kept + b"</patternFill></fill>"


def _solid_of(kept: bytes) -> bytes:
    colour = _colour(kept, b"fgColor")
    return b'<fill><patternFill patternType="solid">' + colour + _NO_COLOUR + b"</patternFill></fill>"


def _colour(tag: bytes, name: bytes) -> bytes:
    """A colour under another name, always written in one way."""
    kinds = (b"auto", b"indexed", b"rgb", b"theme", b"tint")
    told = [(kind, attribute(tag, kind)) for kind in kinds]
    return b"<" + name + b"".join(b' %s="%s"' % (kind, value) for kind, value in told if value is not None) + b"/>"


def _with_fill(xf: bytes, fill: int) -> bytes:
    start, bracket, rest = xf.partition(b">")
    tag = with_attribute(start + bracket, b"fillId", str(fill).encode())
    return with_attribute(tag, b"applyFill", b"1") + rest


def _but_fill(xf: bytes) -> bytes:
    start, bracket, rest = xf.partition(b">")
    tag = without_attribute(without_attribute(start + bracket, b"applyFill"), b"fillId")
    return re.sub(rb"\s*(/?>)", rb"\g<1>", tag) + rest
