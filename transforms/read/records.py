"""The records of a delimited text, with those too short or too long told apart."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import zip_longest

import polars as pl

from transforms.raw import DeliveryError, Remark, column_letter
from transforms.read import refusals
from transforms.read.limits import Limits


@dataclass(frozen=True)
class Records:
    """The records of a file as text columns, blank fields null, and what was remarked."""

    columns: pl.DataFrame
    remarks: tuple[Remark, ...] = ()

    def frame(self) -> pl.DataFrame:
        """Give the records as a frame whose columns are named by letters."""
        return self.columns


def repaired(text: str, separator: str, limits: Limits) -> Records:
    """Split a text into records."""
    rows = list(csv.reader(StringIO(text, newline=""), delimiter=separator))
    columns = [pl.Series(column_letter(i), values, dtype=pl.String) for i, values in enumerate(zip_longest(*rows))]
    frame = pl.DataFrame(columns)
    blank = pl.all().str.strip_chars() == ""
    return Records(frame.select(pl.when(~blank).then(pl.all())))
