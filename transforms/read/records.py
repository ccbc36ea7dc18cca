"""The records of a delimited text, one per sheet row as in Excel."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import zip_longest

import polars as pl

from transforms.raw import DeliveryError, Remark, column_letter
from transforms.read import refusals
from transforms.read.limits import MOST_COLUMNS, Limits

_LINE_END = re.compile(r"\r\n|\r|\n")
_FIELD_LIMIT = 4_000_000
_MOST_UNDONE = 200


def plain_records(text: str, separator: str, limits: Limits) -> pl.DataFrame | None:
    """Split a text with no quote whose records all have the same length; None for any other text."""
    if '"' in text:
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = pl.Series("line", text.removesuffix("\n").split("\n"), dtype=pl.String)
    counts = lines.str.count_matches(separator, literal=True).filter(lines.str.len_bytes() > 0)
    if counts.is_empty() or counts.min() != counts.max():
        return None
    _check_size(int(counts[0]) + 1, lines.len(), limits)
    fields = lines.str.split_exact(separator, int(counts[0])).struct.unnest()
    fields.columns = [column_letter(i) for i in range(fields.width)]
    return _without_blanks(fields)


def quoted_records(text: str, separator: str, limits: Limits) -> tuple[list[list[str]], list[Remark]]:
    """Split a text by the rules of CSV; a quote that opens a field wrongly is undone where proven."""
    lines = StringIO(text, newline="").readlines()
    previous = csv.field_size_limit(_FIELD_LIMIT)
    try:
        spans = list(_records(lines, 0, separator, 1))
        if all(after - first == 1 for first, after, _ in spans):
            return [record for _, _, record in spans], []
        return _without_open_quotes(lines, spans, separator, limits)
    finally:
        csv.field_size_limit(previous)


def _records(lines: list[str], start: int, separator: str, row: int) -> Iterator[tuple[int, int, list[str]]]:
    """The records from a line on, each with its first line and the line after its last; ``row`` is the first's."""
    reader = csv.reader(lines[start:], delimiter=separator)
    first = start
    try:
        for record in reader:
            yield first, start + reader.line_num, record
            first = start + reader.line_num
            row += 1
    except csv.Error:  # a cell beyond the limit: all that follows an open quote, or what is no cell
        if not any('"' in line for line in lines[first:]):
            raise DeliveryError(refusals.DAMAGED) from None
        raise DeliveryError(refusals.OPEN_QUOTE, row=str(row)) from None


def _without_open_quotes(
    lines: list[str], spans: list[tuple[int, int, list[str]]], separator: str, limits: Limits
) -> tuple[list[list[str]], list[Remark]]:
    """Undo each quote that swallows whole records, and read on from the line below it."""
    lengths = Counter(len(record) for first, after, record in spans if after - first == 1 and len(record) > 1)
    width = lengths.most_common(1)[0][0] if lengths else 0
    records: list[list[str]] = []
    remarks: list[Remark] = []
    reading = iter(spans)
    while (found := next(reading, None)) is not None:
        first, after, record = found
        if after - first > 1:
            apart = [_LINE_END.sub("", line).split(separator) for line in lines[first:after]]
            alike = sum(len(fields) == width for fields in apart) if width > 2 else 0
            if len(apart[0]) == width and alike * 10 >= 9 * len(apart) and len(remarks) < _MOST_UNDONE:
                record = [text.strip('"') for text in apart[0]]
                remarks.append(Remark(refusals.STRAY_QUOTE, {"n": str(alike)}, row=len(records) + 1))
                reading = _records(lines, first + 1, separator, len(records) + 2)
            elif _is_open(lines[first:after], after == len(lines), alike, limits):
                raise DeliveryError(refusals.OPEN_QUOTE, row=str(len(records) + 1))
        records.append(record)
    return records, remarks


def _is_open(lines: list[str], is_last: bool, alike: int, limits: Limits) -> bool:
    """Whether a quote is never closed, or closed only by one that opens another field far below."""
    never_closed = is_last and "".join(lines).count('"') % 2 == 1
    return never_closed or (len(lines) > limits.max_quoted_lines and alike * 2 > len(lines))


def frame_of(records: list[list[str]], limits: Limits) -> pl.DataFrame:
    """Turn records of any lengths into columns named by letters."""
    width, height = max(map(len, records), default=0), len(records)
    _check_size(width, height, limits)
    columns = [pl.Series(column_letter(i), values, dtype=pl.String) for i, values in enumerate(zip_longest(*records))]
    return _without_blanks(pl.DataFrame(columns))


def _check_size(width: int, height: int, limits: Limits) -> None:
    if width > MOST_COLUMNS or width * height > limits.max_cells:
        raise DeliveryError(refusals.TOO_MANY_CELLS, sheet="", cells=str(width * height))


def _without_blanks(frame: pl.DataFrame) -> pl.DataFrame:
    """Make null every field that holds nothing but spaces."""
    if frame.is_empty():
        return frame
    return frame.select(pl.when(pl.all().str.strip_chars().str.len_bytes() > 0).then(pl.all()))
