"""A streaming scan of an .ods: how far its cells reach, and what the parser does not tell of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from transforms.raw import DeliveryError, Kind, SheetFacts, column_letter
from transforms.read import refusals
from transforms.read.limits import MOST_COLUMNS
from transforms.read.spreadsheet_ml import whole_number

_CHUNK = 1 << 20
_FEW_ROWS = 1000  # of a row that is repeated
_HIDDEN = frozenset({"collapse", "filter"})
_ERROR_STARTS = ("#", "Err:")
_KINDS = {
    "float": Kind.NUMBER,
    "currency": Kind.NUMBER,
    "percentage": Kind.PERCENT,
    "date": Kind.DATE,
    "time": Kind.TIME,
    "boolean": Kind.BOOL,
}


@dataclass
class TableScan:
    """One sheet: the rectangle of its filled cells (rows 1-based) and its facts as they gather."""

    name: str
    bottom: int = 0
    left: int = MOST_COLUMNS
    right: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[str] = field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    uncalculated: set[tuple[int, str]] = field(default_factory=set)
    errors: dict[tuple[int, str], str] = field(default_factory=dict)
    dates: dict[str, list[int]] = field(default_factory=dict)
    kinds: list[tuple[int, int, int]] = field(default_factory=list)
    struck: set[tuple[int, str]] = field(default_factory=set)
    percent_columns: set[str] = field(default_factory=set)
    filtered: bool = False

    @property
    def n_cells(self) -> int:
        """The number of cells of the rectangle around the filled ones, counted from row 1."""
        return self.bottom * (self.right - self.left + 1) if self.bottom else 0

    def facts(self) -> SheetFacts:
        """Give the facts of the sheet."""
        return SheetFacts(
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns),
            merges=tuple(self.merges),
            has_filter=self.filtered,
            uncalculated=frozenset(self.uncalculated),
            errors=self.errors,
            struck=frozenset(self.struck),
            percent_columns=frozenset(self.percent_columns),
        )


class OdsScan:
    """Scans `content.xml`; `max_cells` refuses, and `kinds_of` (sheet, 0-based column) gathers kinds.

    Kinds are gathered as (first row, number of rows, kind).
    """

    def __init__(self, part: bytes, max_cells: int, kinds_of: tuple[str, int] | None = None) -> None:
        self.tables: dict[str, TableScan] = {}
        self._max_cells = max_cells
        self._wanted_sheet, self._wanted_column = kinds_of or ("", -1)
        self._table = TableScan("")
        self._row = self._column = self._next_column = self._rows = 1
        self._next_row = 1
        self._cell: Mapping[str, str] = {}
        self._style, self._struck_styles = "", set[str]()
        self._text: list[str] = []
        self._opened: dict[str, Callable[[dict[str, str]], None]] = {
            "table:table-cell": self._open_cell,
            "text:p": self._open_text,
            "table:table-row": self._open_row,
            "table:covered-table-cell": self._cover_cell,
            "table:table-column": self._open_column,
            "table:table": self._open_table,
            "style:style": self._open_style,
            "style:text-properties": self._open_letters,
        }
        self._parse(part, b">#" in part or b">Err:" in part)

    def _parse(self, part: bytes, with_text: bool) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.StartDoctypeDeclHandler = _forbidden
        if with_text:
            parser.CharacterDataHandler = self._text.append
            parser.EndElementHandler = self._end
        try:
            for at in range(0, len(part), _CHUNK):
                parser.Parse(part[at : at + _CHUNK], False)
            parser.Parse(b"", True)
        except (expat.ExpatError, LookupError, ValueError):
            raise DeliveryError(refusals.DAMAGED) from None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        opened = self._opened.get(name)
        if opened:
            opened(attributes)

    def _open_style(self, attributes: Mapping[str, str]) -> None:
        self._style = attributes.get("style:name", "")

    def _open_letters(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("style:text-line-through-style", "none") != "none":
            self._struck_styles.add(self._style)

    def _open_table(self, attributes: Mapping[str, str]) -> None:
        self._table = TableScan(attributes.get("table:name", ""))
        self.tables[self._table.name] = self._table
        self._next_row, self._next_column = 1, 0

    def _open_column(self, attributes: Mapping[str, str]) -> None:
        count = min(whole_number(attributes.get("table:number-columns-repeated", "")) or 1, MOST_COLUMNS)
        if attributes.get("table:visibility") in _HIDDEN:
            hidden = range(self._next_column, self._next_column + count)
            self._table.hidden_columns |= {column_letter(i) for i in hidden}
        self._next_column += count

    def _open_row(self, attributes: Mapping[str, str]) -> None:
        self._row, self._next_column = self._next_row, 0
        self._rows = whole_number(attributes.get("table:number-rows-repeated", "")) or 1
        self._next_row += self._rows
        visibility = attributes.get("table:visibility")
        if visibility in _HIDDEN and self._rows < self._max_cells:
            self._table.hidden_rows |= set(range(self._row, min(self._next_row, 1_048_577)))
            self._table.filtered = self._table.filtered or visibility == "filter"

    def _open_cell(self, attributes: dict[str, str]) -> None:
        self._cell = attributes
        self._column = self._next_column
        self._next_column += whole_number(attributes.get("table:number-columns-repeated", "")) or 1
        self._text.clear()
        if "office:value-type" in attributes:
            self._fill(attributes)
        elif "table:formula" in attributes:
            self._table.uncalculated.add((self._row, column_letter(min(self._column, MOST_COLUMNS))))
        wide = whole_number(attributes.get("table:number-columns-spanned", "")) or 1
        high = whole_number(attributes.get("table:number-rows-spanned", "")) or 1
        if wide > 1 or high > 1:
            self._table.merges.append((self._row, self._column, self._row + high - 1, self._column + wide - 1))

    def _cover_cell(self, attributes: Mapping[str, str]) -> None:
        self._column = self._next_column
        self._next_column += whole_number(attributes.get("table:number-columns-repeated", "")) or 1
        self._cell = {}

    def _open_text(self, _: Mapping[str, str]) -> None:
        if "office:value-type" not in self._cell and self._cell:
            self._fill(self._cell)

    def _fill(self, attributes: Mapping[str, str]) -> None:
        table = self._table
        table.bottom = self._next_row - 1
        if self._column < table.left:
            table.left = self._column
        if self._next_column > table.right + 1:
            table.right = self._next_column - 1
        if table.n_cells > self._max_cells or table.right >= MOST_COLUMNS:
            raise DeliveryError(refusals.TOO_MANY_CELLS, sheet=table.name, cells=str(table.n_cells))
        if attributes.get("office:value-type") == "date":
            rows = range(self._row, self._next_row)
            for column in range(self._column, self._next_column):
                table.dates.setdefault(column_letter(column), []).extend(rows)
        elif attributes.get("office:value-type") == "percentage":
            table.percent_columns |= {column_letter(at) for at in range(self._column, self._next_column)}
        if attributes.get("table:style-name") in self._struck_styles and self._rows < _FEW_ROWS:
            columns = [column_letter(at) for at in range(self._column, self._next_column)]
            table.struck |= {(row, letter) for row in range(self._row, self._next_row) for letter in columns}
        if self._column <= self._wanted_column < self._next_column and table.name == self._wanted_sheet:
            kind = _KINDS.get(attributes.get("office:value-type", ""), Kind.TEXT)
            table.kinds.append((self._row, self._rows, kind))

    def _end(self, name: str) -> None:
        if name != "table:table-cell":
            return
        text = "".join(self._text)
        told = self._cell.get("calcext:value-type") == "error"
        computed = "table:formula" in self._cell and text.startswith(_ERROR_STARTS)
        if text and (told or computed) and self._rows < _FEW_ROWS:
            for row in range(self._row, self._next_row):
                self._table.errors[row, column_letter(self._column)] = text


def _forbidden(*_: object) -> None:
    raise DeliveryError(refusals.FORBIDDEN_CONTENT)
