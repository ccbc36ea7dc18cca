"""Workbooks through fastexcel: every visible sheet in one pass as text, at its true addresses."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar

import fastexcel
import polars as pl
import pyarrow as pa

from transforms.raw import FEW_CELLS, DeliveryError, RawSheet, SheetFacts, Visibility, column_letter
from transforms.read import refusals
from transforms.read.cells import careless, error_text, iso_stamp, tidy, with_values

for _parser in ("calamine", "fastexcel"):
    logging.getLogger(_parser).addHandler(logging.NullHandler())
    logging.getLogger(_parser).propagate = False

_VISIBILITY: dict[str, Visibility] = {"visible": "visible", "hidden": "hidden", "veryhidden": "very_hidden"}
DType = Literal["string", "boolean", "duration"]
_T = TypeVar("_T")


def guarded(step: Callable[[], _T]) -> _T:
    """Run a step of the parser; whatever it raises, its panics included, becomes « damaged »."""
    try:
        return step()
    except (DeliveryError, KeyboardInterrupt, SystemExit):
        raise
    except MemoryError:
        raise DeliveryError(refusals.TOO_BIG, size="") from None
    except BaseException:
        raise DeliveryError(refusals.DAMAGED) from None


@dataclass(frozen=True)
class Workbook:
    """A workbook open in the parser."""

    reader: fastexcel.ExcelReader
    date1904: bool

    @property
    def names(self) -> list[str]:
        """The sheets' names in order, chart sheets included where the format lists them."""
        return self.reader.sheet_names

    def lazy(self, index: int, dtype: DType = "string") -> fastexcel.ExcelSheet:
        """Parse one sheet; rows keep their absolute position, columns theirs in `available_columns`."""
        return self.reader.load_sheet(index, **_options(dtype), eager=False)

    def eager(self, index: int) -> pa.RecordBatch:
        """Parse one sheet known to start in column A, a tenth cheaper than `lazy`."""
        return self.reader.load_sheet(index, **_options("string"), eager=True)


def _options(dtype: DType) -> dict[str, Any]:
    return {"header_row": None, "skip_rows": 0, "dtypes": dtype, "whitespace_as_null": True}


def open_workbook(content: bytes, date1904: bool) -> Workbook:
    """Open a workbook's bytes in the parser; the sheets of .xls and .ods are parsed here."""
    return guarded(lambda: Workbook(fastexcel.read_excel(content), date1904))


def letters_of(sheet: fastexcel.ExcelSheet) -> list[str]:
    """Name the parsed columns by their place in the sheet."""
    return [column_letter(column.absolute_index) for column in sheet.available_columns()]


def read_sheet(workbook: Workbook, index: int, facts: SheetFacts) -> RawSheet:
    """Read one sheet with its error cells; a hidden sheet is only named."""
    sheet = workbook.lazy(index)
    visible = _VISIBILITY[sheet.visible]
    if visible != "visible":
        return RawSheet(sheet.name, visible, 1, pl.DataFrame())
    batch, errors = sheet.to_arrow_with_errors()
    raw = raw_sheet(sheet.name, batch, letters_of(sheet), facts)
    columns = raw.text.columns
    return with_errors(
        raw,
        {
            (error.position[0] + 1, columns[error.position[1]]): error_text(error.detail)
            for error in (errors.errors if errors else ())
        },
    )


def raw_sheet(name: str, batch: pa.RecordBatch, letters: list[str], facts: SheetFacts) -> RawSheet:
    """Bring the parser's text to the shape of `RawSheet`; columns are named by `letters`."""
    if not batch.num_columns:
        return RawSheet(name, "visible", 1, pl.DataFrame(), facts)
    frame = pl.DataFrame(batch)
    frame.columns = letters
    facts = _within(facts, frame)
    if frame.height * frame.width <= FEW_CELLS and not careless(batch.serialize().to_pybytes(), facts.date1904):
        return RawSheet(name, "visible", 1, frame, facts)
    tidied = [
        tidy(frame[letter], facts.date1904)
        for letter, column in zip(letters, batch.columns, strict=True)
        if careless(_text_of(column), facts.date1904)
    ]
    return RawSheet(name, "visible", 1, frame.with_columns(tidied) if tidied else frame, facts)


def _within(facts: SheetFacts, frame: pl.DataFrame) -> SheetFacts:
    """Leave out hidden rows and columns beyond the filled cells, of which a sheet may hide a million."""
    if not facts.hidden_rows and not facts.hidden_columns:
        return facts
    rows = frozenset(row for row in facts.hidden_rows if row <= frame.height)
    return replace(facts, hidden_rows=rows, hidden_columns=facts.hidden_columns & set(frame.columns))


def _text_of(column: pa.Array) -> bytes:
    data = column.buffers()[-1]
    return data.to_pybytes() if data else b""


def with_errors(sheet: RawSheet, told: Mapping[tuple[int, str], str]) -> RawSheet:
    """Show what the parser left blank at (row, letter): error values, and durations of an .ods."""
    places: dict[str, list[tuple[int, str]]] = {}
    for (row, letter), text in told.items():
        if letter in sheet.text.columns and row <= sheet.text.height:
            places.setdefault(letter, []).append((row - sheet.first_row, text))
    shown = sheet.text.with_columns(with_values(sheet.text[letter], cells) for letter, cells in places.items())
    errors = {place: text for place, text in told.items() if not text[:1].isdigit()}
    facts = replace(sheet.facts, errors={**sheet.facts.errors, **errors})
    return replace(sheet, text=shown, facts=facts)


def with_iso_dates(sheet: RawSheet, places: Mapping[str, Sequence[int]]) -> RawSheet:
    """Give the dates written as ISO text in the file, at rows by column letter, the shape of every other date."""
    changed = []
    for letter, rows in places.items():
        if letter in sheet.text.columns:
            column = sheet.text[letter]
            held = [row - sheet.first_row for row in rows if row <= column.len() and column[row - sheet.first_row]]
            texts = column.gather(held)
            changed.append(column.scatter(held, [iso_stamp(text) for text in texts]) if held else column)
    return replace(sheet, text=sheet.text.with_columns(changed))
