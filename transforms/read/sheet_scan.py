"""A full streaming scan of a sheet's XML, for the few sheets that quick searches cannot settle."""

import re
from xml.parsers import expat

from transforms.raw import DeliveryError, column_index, column_letter
from transforms.read import refusals
from transforms.read.limits import MOST_COLUMNS
from transforms.read.spreadsheet_ml import whole_number

_ADDRESS = re.compile(r"^\$?([A-Za-z]{1,6})\$?(\d{1,18})$")
_CHUNK = 1 << 20
_FILLING = frozenset({"v", "t"})


class SheetScan:
    """The rectangle of the filled cells, the hidden rows and the formulas never calculated of one sheet."""

    def __init__(self, part: bytes) -> None:
        self.hidden_rows: set[int] = set()
        self.uncalculated: set[tuple[int, str]] = set()
        self._row = self._column = 0
        self._filled = self._formula = self._is_text = self._inside = False
        self._box: tuple[int, int, int] | None = None
        self._parse(part)

    @property
    def n_cells(self) -> int:
        """The number of cells of the rectangle around the filled ones, counted from row 1."""
        if self._box is None:
            return 0
        left, bottom, right = self._box
        return bottom * (right - left + 1)

    @property
    def is_wider_than_any(self) -> bool:
        """Whether a filled cell stands in a column that no spreadsheet has."""
        return self._box is not None and self._box[2] >= MOST_COLUMNS

    def _parse(self, part: bytes) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = _forbidden
        try:
            for at in range(0, len(part), _CHUNK):
                parser.Parse(part[at : at + _CHUNK], False)
            parser.Parse(b"", True)
        except (expat.ExpatError, LookupError, ValueError):
            raise DeliveryError(refusals.DAMAGED) from None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "row":
            self._row = whole_number(attributes.get("r", "")) or self._row + 1
            self._column = -1
            if attributes.get("hidden") in {"1", "true"}:
                self.hidden_rows.add(self._row)
        elif local == "c":
            self._place(attributes.get("r", ""))
            self._filled = self._formula = False
            self._is_text = attributes.get("t") == "str"
        elif local == "f":
            self._formula = True
        self._inside = local in _FILLING

    def _place(self, address: str) -> None:
        found = _ADDRESS.match(address)
        self._column = column_index(found[1].upper()) if found else self._column + 1
        if found:
            self._row = int(found[2])

    def _text(self, text: str) -> None:
        if self._inside and text:
            self._filled = True

    def _end(self, name: str) -> None:
        self._inside = False
        if name.rpartition(":")[2] != "c":
            return
        if self._filled:
            left, bottom, right = self._box or (self._column, self._row, self._column)
            self._box = (
                min(left, self._column), max(bottom, self._row), max(right, self._column)
            )  # fmt: skip
        elif self._formula and not self._is_text:
            self.uncalculated.add((self._row, column_letter(self._column)))


def _forbidden(*_: object) -> None:
    raise DeliveryError(refusals.FORBIDDEN_CONTENT)
