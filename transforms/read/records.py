"""The records of a delimited text, one per sheet row as in Excel."""

import csv
import re
from collections import Counter
from dataclasses import dataclass
from io import StringIO
from itertools import zip_longest

import polars as pl

from transforms.raw import DeliveryError, Remark, column_letter
from transforms.read import refusals
from transforms.read.limits import Limits

_LINE_END = re.compile(r"\r\n|\r|\n")
_FIELD_LIMIT = 4_000_000
_WIDEST = 16_384


@dataclass(frozen=True)
class _Spanning:
    """A record that spans physical lines: its index and the lines it was read from."""

    index: int
    lines: list[str]


def plain_records(text: str, separator: str) -> pl.DataFrame | None:
    """Split a text with no quote whose records all have the same length; None for any other text."""
    if '"' in text:
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = pl.Series("line", text.removesuffix("\n").split("\n"), dtype=pl.String)
    counts = lines.str.count_matches(separator, literal=True).filter(lines.str.len_bytes() > 0)
    if counts.is_empty() or counts.min() != counts.max():
        return None
    fields = lines.to_frame().select(pl.col("line").str.split_exact(separator, int(counts[0])).struct.unnest())
    fields.columns = [column_letter(i) for i in range(fields.width)]
    return _without_blanks(fields)


def quoted_records(text: str, separator: str, limits: Limits) -> tuple[list[list[str]], list[Remark]]:
    """Split a text by the rules of CSV; a quote that opens a field wrongly is undone where proven."""
    lines = StringIO(text, newline="").readlines()
    previous = csv.field_size_limit(_FIELD_LIMIT)
    records: list[list[str]] = []
    spanning: list[_Spanning] = []
    try:
        reader = csv.reader(lines, delimiter=separator)
        start = 0
        for record in reader:
            if reader.line_num - start > 1:
                spanning.append(_Spanning(len(records), lines[start : reader.line_num]))
            start = reader.line_num
            records.append(record)
    except csv.Error:
        raise DeliveryError(refusals.OPEN_QUOTE, row=str(len(records) + 1)) from None
    finally:
        csv.field_size_limit(previous)
    return _without_open_quotes(records, spanning, separator, limits)


def _without_open_quotes(
    records: list[list[str]], spanning: list[_Spanning], separator: str, limits: Limits
) -> tuple[list[list[str]], list[Remark]]:
    skipped = {record.index for record in spanning}
    lengths = Counter(len(record) for index, record in enumerate(records) if index not in skipped and len(record) > 1)
    width = lengths.most_common(1)[0][0] if lengths else 0
    last = len(records) - 1
    remarks: list[Remark] = []
    for found in reversed(spanning):
        apart = [_LINE_END.sub("", line).split(separator) for line in found.lines]
        alike = sum(len(fields) == width for fields in apart) if width > 2 else 0
        never_closed = found.index == last and "".join(found.lines).count('"') % 2 == 1
        if alike == len(apart):
            plain = [[text.strip('"') for text in fields] for fields in apart]
            records[found.index : found.index + 1] = plain
            remarks.append(Remark(refusals.STRAY_QUOTE, {"n": str(alike)}, row=found.index + 1))
        elif never_closed or (len(apart) > limits.max_quoted_lines and alike * 2 > len(apart)):
            raise DeliveryError(refusals.OPEN_QUOTE, row=str(found.index + 1))
    return records, remarks[::-1]


def frame_of(records: list[list[str]], limits: Limits) -> pl.DataFrame:
    """Turn records of any lengths into columns named by letters."""
    width, height = max(map(len, records), default=0), len(records)
    if width > _WIDEST or width * height > limits.max_cells:
        raise DeliveryError(refusals.TOO_MANY_CELLS, sheet="", cells=str(width * height))
    columns = [pl.Series(column_letter(i), values, dtype=pl.String) for i, values in enumerate(zip_longest(*records))]
    return _without_blanks(pl.DataFrame(columns))


def _without_blanks(frame: pl.DataFrame) -> pl.DataFrame:
    """Make null every field that holds nothing but spaces."""
    if frame.is_empty():
        return frame
    return frame.select(pl.when(pl.all().str.strip_chars().str.len_bytes() > 0).then(pl.all()))
