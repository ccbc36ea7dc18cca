"""Hidden rows and columns, merges, filters and uncalculated formulas of a sheet's XML.

What stands before and after the cells is parsed; the cells themselves only where a search finds something.
"""

import re
from collections.abc import Iterator

from transforms.raw import SheetFacts, column_index, column_letter
from transforms.read.byte_search import Searchable
from transforms.read.limits import MOST_COLUMNS
from transforms.read.remembered import remembered
from transforms.read.sheet_scan import SheetScan
from transforms.read.spreadsheet_ml import Attributes, parse_xml, whole_number

_HIDDEN_ROW = re.compile(rb'<row\s[^>]*hidden="(?:1|true)"[^>]*>')
_ROW_NUMBER = re.compile(rb'\sr="(\d+)"')
_EMPTY_FORMULA = r"(?:</f>|<f[^>]*/>)\s*(?:<v\s*/>|<v></v>|</c>)"
_UNCALCULATED = re.compile(rb"<c\s([^>]*)>\s*(?:<f[^>]*/>|<f(?:\s[^>]*)?>[^<]*</f>)\s*(?:<v\s*/>|<v></v>|</c>)")
_CELL = re.compile(rb'(?:^|\s)r="([A-Z]+)(\d+)"')
_MERGE = re.compile(r"^([A-Z]+)(\d+):([A-Z]+)(\d+)$")
_CRITERIA = frozenset({"filters", "customFilters", "top10", "dynamicFilter", "colorFilter", "iconFilter"})


def sheet_facts(sheet: Searchable, scan: SheetScan | None, date1904: bool) -> SheetFacts:
    """Gather the facts of one sheet; `scan` is its full scan when there had to be one."""
    start, end = sheet.cells
    around = _around(sheet.part[:start], sheet.part[end:])
    hidden = scan.hidden_rows if scan else set(_hidden_rows(sheet))
    return SheetFacts(
        hidden_rows=frozenset(hidden),
        hidden_columns=frozenset(around.hidden_columns),
        merges=tuple(around.merges),
        has_filter=around.filtered or (around.filterable and bool(hidden)),
        uncalculated=frozenset(scan.uncalculated if scan else _uncalculated(sheet)),
        date1904=date1904,
    )


class _Around:
    """Collects what the XML says before and after the cells."""

    def __init__(self) -> None:
        self.hidden_columns: set[str] = set()
        self.merges: list[tuple[int, int, int, int]] = []
        self.filtered = self.filterable = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "col" and attributes.get("hidden") in {"1", "true"}:
            first, last = (whole_number(attributes.get(key, "")) for key in ("min", "max"))
            self.hidden_columns |= {column_letter(i - 1) for i in range(max(first, 1), min(last, MOST_COLUMNS) + 1)}
        elif name == "mergeCell":
            if found := _MERGE.match(attributes.get("ref", "")):
                self.merges.append((int(found[2]), column_index(found[1]), int(found[4]), column_index(found[3])))
        elif name in {"autoFilter", "tablePart"}:
            self.filterable = True
        elif name in _CRITERIA:
            self.filtered = True


@remembered
def _around(head: bytes, tail: bytes) -> _Around:
    around = _Around()
    parse_xml((head, tail), around.start)
    return around


def _hidden_rows(sheet: Searchable) -> Iterator[int]:
    if not sheet.has("hidden=", b"h"):
        return
    for tag in _HIDDEN_ROW.finditer(sheet.part):
        if number := _ROW_NUMBER.search(tag[0]):
            yield int(number[1])


def _uncalculated(sheet: Searchable) -> Iterator[tuple[int, str]]:
    if not sheet.has(_EMPTY_FORMULA, b"f"):
        return
    for found in _UNCALCULATED.finditer(sheet.part, *sheet.cells):
        place = _CELL.search(found[1])
        if place and b't="str"' not in found[1]:
            yield int(place[2]), place[1].decode()
