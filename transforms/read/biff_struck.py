"""Which formats of an .xls workbook strike the text of a cell through."""

import struct

from transforms.read.biff_scan import records

_EOF, _FONT, _CELL_FORMAT = 0x0A, 0x31, 0xE0
_STRUCK = 0x8
_NO_FONT = 4  # the number that no font has: those after it are counted from one less


def struck_formats(stream: bytes) -> frozenset[int]:
    """Number the cell formats whose font is struck through."""
    fonts, formats = list[bool](), list[int]()
    for kind, at, length in records(stream, 0):
        if kind == _EOF:
            break
        if kind == _FONT and length >= 4:
            fonts.append(bool(stream[at + 2] & _STRUCK))
        elif kind == _CELL_FORMAT and length >= 2:
            (font,) = struct.unpack_from("<H", stream, at)
            formats.append(font - (font > _NO_FONT))
    return frozenset(index for index, font in enumerate(formats) if font < len(fonts) and fonts[font])
