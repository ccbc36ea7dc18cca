"""How far the filled cells of a sheet reach, so that none asks the parser for billions of cells.

The parser makes room for the whole rectangle around the filled cells, and aborts the process when it cannot.
"""

import re
from functools import lru_cache

from transforms.raw import DeliveryError, column_letter
from transforms.read import refusals
from transforms.read.byte_search import Searchable
from transforms.read.limits import MOST_COLUMNS, Limits
from transforms.read.sheet_scan import SheetScan

_ROWS = 1_048_576
_LAST_ROW = re.compile(rb'<row r="(\d{1,7})"')
_PREFIXED = r"<[^\s<>/]+:c[\s/>]"
_WIDTHS = (19, 76, 200, 1000, MOST_COLUMNS)
_NOT_NEAR = re.compile(rb'<c(?![a-zA-Z]| r="[A-Z]{1,2}[0-9]{1,4}")')
_NEAR_CELLS = 9_999 * 702


def check_extent(sheet: Searchable, name: str, limits: Limits) -> SheetScan | None:
    """Refuse a sheet whose filled cells span more than `max_cells`, or columns that no spreadsheet has.

    Most sheets are cleared by one search for a cell outside a permitted rectangle, small ones for a cell beyond
    ZZ9999. Where that cannot tell, the whole sheet is scanned, and the scan returned.
    """
    if _cleared(sheet, limits.max_cells):
        return None
    scan = SheetScan(sheet.part)
    if scan.n_cells > limits.max_cells or scan.is_wider_than_any:
        raise DeliveryError(refusals.TOO_MANY_CELLS, sheet=name, cells=str(scan.n_cells))
    return scan


def _cleared(sheet: Searchable, max_cells: int) -> bool:
    if b"<worksheet" not in sheet.part[:4096] or (sheet.small and b":c" in sheet.part and sheet.has(_PREFIXED)):
        return False
    if sheet.small and max_cells >= _NEAR_CELLS and not _NOT_NEAR.search(sheet.part):
        return True
    first = _last_row(sheet.part)
    return any(not sheet.has(_outside(rows, columns)) for rows, columns in _rectangles(first, max_cells))


def _last_row(part: bytes) -> int:
    found = _LAST_ROW.match(part, at) if (at := part.rfind(b"<row r=")) >= 0 else None
    return min(max(int(found[1]), 1), _ROWS) if found else 1


def _rectangles(rows: int, max_cells: int) -> list[tuple[int, int]]:
    """Rectangles of at most `max_cells`: first the one as tall as the sheet seems, then some others."""
    guess = (rows, min(max_cells // rows, MOST_COLUMNS))
    others = [(min(max_cells // width, _ROWS), width) for width in _WIDTHS]
    return [(height, width) for height, width in (guess, *others) if height and width]


@lru_cache(maxsize=256)
def _outside(rows: int, columns: int) -> str:
    """Match a filled cell beyond a rectangle, or any cell not written `<c r="A1"`, its prefix included."""
    beyond = f"{_letters_after(column_letter(columns - 1))}[0-9]+|[A-Z]+{_digits_after(str(rows))}"
    odd = '[^A-Z][^"]*|[A-Z]+[^A-Z0-9][^"]*'
    return f'<c(?:[^ a-zA-Z]| [^r]| r[^=]| r="(?:{odd}|{beyond})"(?:[^>]*[^/>])?>(?:[^<]|<[^/]))|{_PREFIXED}'


def _letters_after(letters: str) -> str:
    """Match column names that come after the given one."""
    longer = f"[A-Z]{{{len(letters) + 1},}}"
    same = [
        f"{letters[:i]}[{chr(ord(letter) + 1)}-Z][A-Z]{{{len(letters) - i - 1}}}"
        for i, letter in enumerate(letters)
        if letter < "Z"
    ]
    return f"(?:{'|'.join([longer, *same])})"


def _digits_after(digits: str) -> str:
    """Match row numbers greater than the given one."""
    longer = f"[0-9]{{{len(digits) + 1},}}"
    same = [
        f"{digits[:i]}[{int(digit) + 1}-9][0-9]{{{len(digits) - i - 1}}}"
        for i, digit in enumerate(digits)
        if digit < "9"
    ]
    return f"(?:{'|'.join([longer, *same])})"
