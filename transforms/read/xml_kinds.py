"""The kind of each cell of an xlsx column, from the cells' own attributes in the sheet's XML."""

import re
from dataclasses import dataclass, field

import polars as pl

from transforms.raw import Kind, RawSheet
from transforms.read.kinds import aligned
from transforms.read.limits import Limits
from transforms.read.package import Package
from transforms.read.remembered import remembered
from transforms.read.spreadsheet_ml import Attributes, parse_xml, whole_number

_TYPE = re.compile(rb'\st="(\w+)"')
_STYLE = re.compile(rb'\ss="(\d+)"')
_KINDS = {
    b"s": Kind.TEXT,
    b"str": Kind.TEXT,
    b"inlineStr": Kind.TEXT,
    b"b": Kind.BOOL,
    b"e": Kind.ERROR,
    b"d": Kind.DATE,
}
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_PERCENTAGES = frozenset({9, 10})


@dataclass
class XmlKinds:
    """Kinds of one sheet whose cells are written `<c r="A1" …>`; its part is unpacked when first asked."""

    content: bytes = field(repr=False)
    part: str
    styles_part: str
    limits: Limits
    _unpacked: tuple[bytes, frozenset[int]] | None = field(default=None, init=False, repr=False)

    def __call__(self, sheet: RawSheet, letter: str) -> pl.Series:
        """Give the kinds of one column, aligned with its text."""
        if self._unpacked is None:
            package = Package(self.content, self.limits)
            self._unpacked = (package.part(self.part), percent_styles(package.part(self.styles_part)))
        part, percent = self._unpacked
        known: dict[bytes, Kind] = {}
        rows: list[int] = []
        kinds: list[Kind] = []
        for row, attributes in re.findall(rb'<c r="%b(\d+)"([^>]*)>' % letter.encode(), part):
            kind = known.get(attributes)
            if kind is None:
                kind = known[attributes] = _kind(attributes, percent)
            rows.append(int(row) - sheet.first_row)
            kinds.append(kind)
        return aligned(sheet, letter, rows, kinds)


def _kind(attributes: bytes, percent: frozenset[int]) -> Kind:
    told = _TYPE.search(attributes)
    if told and told[1] != b"n":
        return _KINDS.get(told[1], Kind.TEXT)
    style = _STYLE.search(attributes)
    return Kind.PERCENT if style and int(style[1]) in percent else Kind.NUMBER


def percent_columns(part: bytes, styles: frozenset[int]) -> frozenset[str]:
    """The letters of the columns of a sheet's XML that have numbers of one of the formats."""
    if not any(b' s="%d"' % style in part for style in styles):
        return frozenset()
    marked = rb'<c r="([A-Z]+)\d+" s="(?:%b)"(?: t="n")?>' % b"|".join(b"%d" % style for style in styles)
    return frozenset(letters.decode() for letters in set(re.findall(marked, part)))


@remembered
def percent_styles(styles: bytes) -> frozenset[int]:
    """Number the cell formats that show a percentage."""
    shown = set(_PERCENTAGES)
    formats: list[int] = []
    inside = [False]

    def start(name: str, attributes: Attributes) -> None:
        if name == "numFmt" and "%" in _LITERAL.sub("", attributes.get("formatCode", "")):
            shown.add(whole_number(attributes.get("numFmtId", "")))
        elif name in {"cellXfs", "cellStyles", "dxfs"}:
            inside[0] = name == "cellXfs"
        elif name == "xf" and inside[0]:
            formats.append(whole_number(attributes.get("numFmtId", "")))

    if styles:
        parse_xml((styles,), start)
    return frozenset(index for index, number in enumerate(formats) if number in shown)
