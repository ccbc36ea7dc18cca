"""The sender's workbook given back with what to correct: cells coloured and commented, and a first sheet of links."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import polars as pl

from flows.workbooks.annotated import Annotated
from flows.workbooks.marks import marks_of
from flows.workbooks.normal_form import normal_form
from flows.workbooks.patch import patch
from flows.workbooks.rewrite import names_in_excel, rewritten, with_hidden_sheets
from flows.workbooks.same_cells import same_cells
from flows.workbooks.xml_bytes import UnpatchableError
from schemas.list_sheet import GIVEN_BACK
from transforms.own_sheet import row_text
from transforms.raw import DeliveryError, RawBook
from transforms.read import read
from transforms.read.refusals import LONG_RECORD
from transforms.verdict import Verdict
from transforms.visible import unobeyed

_PATCHED = frozenset({"xlsx", "xlsm"})
_KEPT_EXTENSIONS = frozenset({"xlsx", "xlsm", "xltx", "xltm", "xlam"})


def annotate(content: bytes, filename: str, verdict: Verdict) -> Annotated | None:
    """The received file with the verdict on it written in; None where the file cannot be read at all.

    An xlsx or xlsm is kept as it is but for our marks; any other format is rewritten as xlsx, with the same sheets and
    cells. Annotating what was annotated replaces the marks. The cells are the same as before, or the next way of
    writing is tried: the XML patched, brought to a normal form and patched, rewritten and patched.
    """
    delivery_id = hashlib.sha256(content).hexdigest()
    try:
        book = read(content, filename)
    except DeliveryError:
        return None
    verdict = _with_shifted_rows(verdict, book)
    name = _name(filename, book.format)
    own_names = {sheet.name: sheet.name for sheet in book.sheets}
    for base in _bases(content, book) if book.format in _PATCHED else ():
        try:
            marked = patch(base(), marks_of(verdict, delivery_id, own_names))
        except (UnpatchableError, DeliveryError):
            continue
        if _is_faithful(book, marked, name, own_names):
            return Annotated(name, marked)
    names = names_in_excel(book)
    base_book = with_hidden_sheets(book, content) if book.format != "csv" else book
    marked = patch(rewritten(base_book, names), marks_of(verdict, delivery_id, names))
    return Annotated(_name(filename, "xlsx"), marked)


def _bases(content: bytes, book: RawBook) -> Iterator[Callable[[], bytes]]:
    yield lambda: content
    yield lambda: normal_form(content, has_macros=book.format == "xlsm")


def _with_shifted_rows(verdict: Verdict, book: RawBook) -> Verdict:
    """The verdict quoting the rows of a text that have a cell too many, so that they are known when they come back."""
    sheets = {sheet.name: sheet for sheet in book.sheets}
    shifted = verdict.findings.filter(pl.col("code") == LONG_RECORD).select("sheet", "row_number").drop_nulls().unique()
    if shifted.is_empty():
        return verdict
    texts = [row_text(sheets[sheet], row) if sheet in sheets else None for sheet, row in shifted.iter_rows()]
    quoted = shifted.with_columns(pl.lit(LONG_RECORD).alias("code"), pl.Series("quoted", texts, dtype=pl.String))
    joined = verdict.findings.join(quoted, on=["code", "sheet", "row_number"], how="left", maintain_order="left")
    value = pl.coalesce("value_read", "quoted").alias("value_read")
    return replace(verdict, findings=joined.with_columns(value).drop("quoted"))


def _is_faithful(book: RawBook, marked: bytes, name: str, names: Mapping[str, str]) -> bool:
    try:
        return same_cells(book, read(marked, name), names)
    except DeliveryError:
        return False


def _name(filename: str, book_format: str) -> str:
    base, dot, extension = filename.replace("\\", "/").rpartition("/")[2].rpartition(".")
    base = unobeyed((base if dot else extension).removesuffix(GIVEN_BACK))
    kept = extension.lower() in _KEPT_EXTENSIONS and book_format in _PATCHED
    return f"{base}{GIVEN_BACK}.{extension.lower() if kept else book_format if book_format in _PATCHED else 'xlsx'}"
