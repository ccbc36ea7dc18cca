"""Delimited text: csv, tsv, txt, whatever its name says."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from io import StringIO
from itertools import zip_longest

import polars as pl

from transforms.raw import DeliveryError, Kind, RawBook, RawSheet, Remark, column_letter
from transforms.read import refusals
from transforms.read.accents import accent_remarks
from transforms.read.encoding import decode
from transforms.read.limits import Limits
from transforms.read.records import Records, repaired
from transforms.read.separator import split_declaration, find_separator
from transforms.read.web import refuse_markup, refuse_message

_NUMBER = r"^\s*[+-]?(\d+([.,]\d*)?|[.,]\d+)\s*$"


def read_delimited(content: bytes, filename: str, limits: Limits) -> RawBook:
    """Read a text file as one sheet; a sheet row is a record, as in Excel."""
    decoded = decode(content)
    refuse_markup(decoded.text)
    declared, text = split_declaration(decoded.text)
    separator = declared or find_separator(text)
    refuse_message(text, separator, filename)
    records = repaired(text, separator or ";", limits)
    frame = records.frame()
    if frame.is_empty() or all(frame[name].null_count() == frame.height for name in frame.columns):
        raise DeliveryError(refusals.NO_CELLS, hidden="")
    name = filename.rpartition("/")[2].rpartition(".")[0] or filename
    remarks = (*decoded.remarks, *records.remarks, *accent_remarks(text, frame))
    sheet = RawSheet(name, "visible", 1, frame, kind_source=number_kinds)
    placed = tuple(replace(remark, sheet=name) for remark in remarks)
    return RawBook("csv", decoded.encoding, separator, (sheet,), placed)


def number_kinds(sheet: RawSheet, letter: str) -> pl.Series:
    """Give NUMBER for bare digits, which a spreadsheet may have stripped of their zeros, TEXT for the rest."""
    text = sheet.text[letter]
    kinds = pl.when(text.is_null()).then(Kind.BLANK).when(text.str.contains(_NUMBER)).then(Kind.NUMBER).otherwise(Kind.TEXT)
    return pl.select(kinds.cast(pl.UInt8)).to_series()
