"""What we write for spreadsheets: no formula, no refused character, and numbers left alone."""

import io

import openpyxl
import polars as pl
import polars.selectors as cs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.safe_text import EXCEL_LONGEST, csv_text, excel_text, starts_formula


def safe(text: str) -> str:
    return str(pl.DataFrame({"t": [text]}).select(csv_text(pl.col("t"))).item())


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1+1", "-1+1", "@A1", "  =A1", "\u00a0=A1", "\u202f-A1", "\t=A1", "\rA1", "＝A1", "＋A1", "－A1", "＠A1", "|x",
     "=cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "+33 6 12 34 56 78 =A1", "\ufeff=A1",
     "+33-6-12-34-56-78"],
)  # fmt: skip
def test_what_might_be_a_formula_is_quoted_in_a_csv(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    ["-12,50", "-12.50 €", "+3 %", "- 1 234,56 €", "-1,5E+05", "+33 6 12 34 56 78", "+33 (0)6.12.34.56.78", "-", "—", "C-1",
     "Léa", "1 = 1", "", "a@b.fr", "12/03/1990"],
)  # fmt: skip
def test_numbers_phones_dashes_and_plain_texts_are_left_alone(text: str) -> None:
    assert safe(text) == text


def test_an_empty_cell_stays_empty() -> None:
    empty = pl.DataFrame({"t": [None]}, schema={"t": pl.String})
    assert empty.select(csv_text(pl.col("t")), excel_text(pl.col("t")).alias("x")).row(0) == (None, None)


@given(st.text())
def test_whatever_the_text_a_csv_cell_does_not_begin_like_a_formula_unless_it_is_a_number_or_a_phone(text: str) -> None:
    frame = pl.DataFrame({"t": [text]}).select(csv_text(pl.col("t")))
    assert not frame.select(starts_formula(pl.col("t"))).item()


@settings(max_examples=40)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_whatever_the_text_a_workbook_takes_it(text: str) -> None:
    book = openpyxl.Workbook()
    cell = book.create_sheet("x")["A1"]
    cell.data_type = "s"
    cell.value = "'" + pl.DataFrame({"t": [text]}).select(excel_text(pl.col("t"))).item()
    book.save(io.BytesIO())


def test_a_text_too_long_is_cut_and_shows_it() -> None:
    text = pl.DataFrame({"t": ["x" * 40_000]}).select(excel_text(pl.col("t"))).item()
    assert len(text) == EXCEL_LONGEST
    assert text.endswith("…")


def test_columns_taken_together_are_each_made_safe_by_themselves() -> None:
    frame = pl.DataFrame({"a": ["=1", "b"], "b": ["c", None], "n": ["x" * 40_000, "@y"]})
    together = frame.with_columns(csv_text(cs.string()))
    assert together.rows() == [("'=1", "c", "x" * 40_000), ("b", None, "'@y")]
    assert frame.with_columns(excel_text(cs.string())).rows() == [("=1", "c", "x" * 32_766 + "…"), ("b", None, "@y")]
