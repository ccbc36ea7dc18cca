"""Delimited text: csv, tsv, txt, whatever its name says."""

from dataclasses import replace

import polars as pl

from transforms.raw import DeliveryError, Kind, RawBook, RawSheet, Remark
from transforms.read import refusals
from transforms.read.accents import accent_remarks
from transforms.read.encoding import decode
from transforms.read.limits import Limits
from transforms.read.other_separator import cut_again
from transforms.read.record_lengths import length_remarks, stretches
from transforms.read.records import frame_of, plain_records, quoted_records
from transforms.read.separator import find_separator, split_declaration
from transforms.read.web import refuse_markup, refuse_message

_BARE_DIGITS = r"^\s*[+-]?\d+(\.0)?\s*$"


def read_delimited(content: bytes, filename: str, limits: Limits) -> RawBook:
    """Read a text file as one sheet; a sheet row is a record, as in Excel."""
    decoded = decode(content)
    refuse_markup(decoded.text)
    declared, text = split_declaration(decoded.text)
    separator = declared or find_separator(text)
    refuse_message(text, separator, filename)
    frame, remarks = _records(text, separator or ";", limits)
    if all(column.null_count() == frame.height for column in frame.iter_columns()):
        raise DeliveryError(refusals.NO_CELLS, hidden="")
    name = filename.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or filename
    told = (*decoded.remarks, *remarks, *accent_remarks(text, frame))
    sheet = RawSheet(name, "visible", 1, frame, kind_source=number_kinds)
    return RawBook("csv", decoded.encoding, separator, (sheet,), tuple(replace(remark, sheet=name) for remark in told))


def _records(text: str, separator: str, limits: Limits) -> tuple[pl.DataFrame, list[Remark]]:
    frame = plain_records(text, separator, limits)
    if frame is not None:
        return frame, []
    records, remarks = quoted_records(text, separator, limits)
    if _uneven(records):
        remarks += cut_again(records, separator)
    for stretch in stretches(records, separator) if _uneven(records) else ():
        remarks += length_remarks(records, stretch)
        for index, fields in stretch.mended.items():
            records[index] = fields
    return frame_of(records, limits), remarks


def _uneven(records: list[list[str]]) -> bool:
    return len(set(map(len, records)) - {0}) > 1


def number_kinds(sheet: RawSheet, letter: str) -> pl.Series:
    """Give NUMBER for bare digits, whose zeros a spreadsheet may have stripped, TEXT for the rest.

    A number with a mark is text, so that the column settles what its marks are.
    """
    text = sheet.text[letter]
    kinds = pl.when(text.is_null()).then(Kind.BLANK).when(text.str.contains(_BARE_DIGITS)).then(Kind.NUMBER)
    return pl.select(kinds.otherwise(Kind.TEXT).cast(pl.UInt8)).to_series()
