"""Accents lost before the file came: a replacement sign or a `?` inside a word."""

import re
from collections.abc import Iterator

import polars as pl

from transforms.raw import Remark
from transforms.read import refusals

_LOST = r"\x{FFFD}|\pL\?\pL"
_QUESTION = re.compile(r"\?(?<=[^\W\d_]\?)[^\W\d_]")
_ADDRESS = r"://|www\.|\?\w+="
_SHOWN = 5


def accent_remarks(text: str, frame: pl.DataFrame) -> Iterator[Remark]:
    """Give one remark per column whose words hold lost letters, with the first cells where they do."""
    if "\ufffd" not in text and not _QUESTION.search(text):
        return
    for column in frame.iter_columns():
        found = (column.str.contains(_LOST) & ~column.str.contains(_ADDRESS)).fill_null(value=False)
        rows = [int(row) + 1 for row in found.arg_true()]
        if rows:
            cells = ", ".join(f"{column.name}{row}" for row in rows[:_SHOWN])
            params = {"n": str(len(rows)), "cells": cells}
            yield Remark(refusals.LOST_ACCENTS, params, row=rows[0], column=column.name)
