"""Texts made safe for the spreadsheets that will open them: never a formula, never a character they refuse."""

from __future__ import annotations

import polars as pl

EXCEL_LONGEST = 32_767
_REFUSED = r"[\x00-\x08\x0B\x0C\x0E-\x1F\x{FFFE}\x{FFFF}]"
_TWO_UNITS = r"[\x{10000}-\x{10FFFF}]"
_STARTS_FORMULA = r"^[\s\p{Z}\x{200B}\x{FEFF}]*[=+\-@|＝＋－＠]|^[\t\r\n]"
_HARMLESS = (
    r"^[\s\p{Z}]*(?:[-+]?[\d\s\p{Z}.,]*\d[\d\s\p{Z}.,]*(?:€|%|h|[eE][-+]?\d+)?"  # -12,50 € · -3 % · -1,5E+05
    r"|\+\d[\d\s\p{Z}.()]*"  # +33 6 12 34 56 78, but not +33-6-12, which is a subtraction
    r"|-+)[\s\p{Z}]*$"  # a dash for « none »
)


def starts_formula(text: pl.Expr) -> pl.Expr:
    """Whether a spreadsheet might take the text for a formula: begun with `= + - @ |`, no number, no phone."""
    return text.str.contains(_STARTS_FORMULA) & ~text.str.contains(_HARMLESS)


def csv_text(text: pl.Expr) -> pl.Expr:
    """Texts for a CSV that people open: an apostrophe before what might be a formula; the rest as it is."""
    return pl.when(~starts_formula(text)).then(text).otherwise(pl.lit("'") + text)


def excel_text(text: pl.Expr) -> pl.Expr:
    """Texts for the string cells of a workbook: refused characters shown as U+FFFD, at most 32,767 characters.

    A string cell is no formula whatever it begins with; `starts_formula` tells the cells to be quoted as well, so
    that they stay text when somebody edits them.
    """
    text = text.str.replace_all(_REFUSED, "\ufffd")
    n_pairs = text.str.count_matches(_TWO_UNITS)  # Excel counts in UTF-16, where these are two
    cut = text.str.slice(0, pl.when(n_pairs == 0).then(EXCEL_LONGEST - 1).otherwise(EXCEL_LONGEST // 2 - 1)) + pl.lit(
        "…"
    )
    return pl.when(text.str.len_chars() + n_pairs <= EXCEL_LONGEST).then(text).otherwise(cut)
