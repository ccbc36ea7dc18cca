"""Error values that the parser does not know, for which it would refuse the workbook: #SPILL!, #CALC!, Err:508."""

import re
import zipfile
from collections.abc import Collection
from io import BytesIO

from transforms.read.package import Package

_ERROR_CELL = re.compile(  # attributes are bounded, so that a hostile tag takes no more time than its length
    rb'(<(?:\w{1,20}:)?c\s[^<>]{0,200}\bt="e"[^<>]{0,200}>'
    rb"(?:<(?:\w{1,20}:)?f\b[^<>]*/>|<(?:\w{1,20}:)?f\b[^<>]*>[^<]*</(?:\w{1,20}:)?f>)?"
    rb"<(?:\w{1,20}:)?v\b[^<>]{0,200}>)([^<]*)(?=<)"
)
_ADDRESS = re.compile(rb'\sr="([A-Z]+)(\d+)"')
_PARSED = frozenset((b"#DIV/0!", b"#N/A", b"#NAME?", b"#NULL!", b"#NUM!", b"#REF!", b"#VALUE!"))
_ERROR_VALUE = re.compile(
    r"#[A-Z_/0]{1,20}[!?]?|Err:5\d\d"
)  # no more than what is refused as an error when values are read


def other_errors(part: bytes) -> dict[tuple[int, str], str]:
    """Find the error values of a sheet's XML that the parser refuses, as people see them, by (row, letter)."""
    found: dict[tuple[int, str], str] = {}
    for opening, value in _ERROR_CELL.findall(part):
        place = _ADDRESS.search(opening)
        if value not in _PARSED and place:
            found[int(place[2]), place[1].decode()] = _shown(value)
    return found


def _shown(value: bytes) -> str:
    text = value.decode(errors="replace").strip()
    return text if _ERROR_VALUE.fullmatch(text) else "#ERROR!"


def with_parsed_errors(package: Package, sheets: Collection[str]) -> bytes:
    """Write the workbook's XML again, with errors that the parser knows in place of the others of these sheets.

    What is not XML, such as pictures, is left out: the copy is for the parser alone.
    """
    copy = BytesIO()
    changed = {name.lower() for name in sheets}
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for name in package.names:
            if name.lower().endswith((".xml", ".rels")):
                path = name.replace("\\", "/")
                part = package.part(path)
                target.writestr(name, _ERROR_CELL.sub(_parsed, part) if path.lower() in changed else part)
    return copy.getvalue()


def _parsed(cell: re.Match[bytes]) -> bytes:
    return cell[1] + (cell[2] if cell[2] in _PARSED else b"#VALUE!")
