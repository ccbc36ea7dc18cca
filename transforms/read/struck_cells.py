"""Cells of an xlsx sheet whose text is struck through: as people cross out what no longer holds."""

import re

from transforms.read.remembered import remembered
from transforms.read.spreadsheet_ml import Attributes, parse_xml, whole_number

_ADDRESS = re.compile(rb'(?:^|\s)r="([A-Z]+)(\d+)"')


@remembered
def struck_styles(styles: bytes) -> frozenset[int]:
    """Number the cell formats whose font is struck through."""
    fonts: list[bool] = []
    formats: list[int] = []
    inside = [""]

    def start(name: str, attributes: Attributes) -> None:
        if name in {"fonts", "cellXfs", "cellStyles", "cellStyleXfs", "dxfs"}:
            inside[0] = name
        elif name == "font" and inside[0] == "fonts":
            fonts.append(False)
        elif name == "strike" and inside[0] == "fonts" and fonts:
            fonts[-1] = attributes.get("val", "1") not in {"0", "false"}
        elif name == "xf" and inside[0] == "cellXfs":
            formats.append(whole_number(attributes.get("fontId", "")))

    if b"strike" in styles:
        parse_xml((styles,), start)
    return frozenset(index for index, font in enumerate(formats) if font < len(fonts) and fonts[font])


def struck_cells(part: bytes, styles: frozenset[int]) -> frozenset[tuple[int, str]]:
    """The row and column letter of each cell of a sheet's XML that has one of the formats and is not empty."""
    shown = [b"%d" % style for style in styles if b' s="%d"' % style in part]
    if not shown:
        return frozenset()
    marked = rb'<(?:\w+:)?c(?=\s)([^>]*\ss="(?:%b)"(?:[^>]*[^/>])?)>' % b"|".join(shown)
    addresses = map(_ADDRESS.search, re.findall(marked, part))
    return frozenset((int(found[2]), found[1].decode()) for found in addresses if found)
