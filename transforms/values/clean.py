"""The spelling of a cell without what nobody sees: odd spaces, control and invisible characters, odd minus signs."""

from __future__ import annotations

import re
import unicodedata

import polars as pl

from schemas.alphabet import bare, bare_column

_INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u0000-\u0008\u000e-\u001b\u007f]")
_SPACES = re.compile(r"(?:\s|_x000[dD]_|[\u0080-\u009f])+")
_TEXT_FORMULA = re.compile(r'="([^"]*)"')
_TYPED_APOSTROPHE = re.compile(r"['’](?=[0-9+=-])(?!.*['’]$)")
_MARKS = {"=", "'", "’"}
_SIGNS = str.maketrans({**dict.fromkeys("−‒–—﹣－‐‑", "-"), **dict.fromkeys("’‘´`", "'"), "，": ",", "．": "."})


def clean(text: str) -> str:
    """The text trimmed, with single plain spaces, and without the marks by which Excel is told that it is text.

    An accent written apart from its letter, as macOS writes it, is joined to it: « é » is one text however made.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if text.isprintable() and "  " not in text and "_x000" not in text:
        text = text.strip()
    else:
        text = _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip()
    if text[:1] not in _MARKS:
        return text
    if text[:1] == "=" and (quoted := _TEXT_FORMULA.fullmatch(text)):
        return quoted[1].strip()
    return text[1:] if _TYPED_APOSTROPHE.match(text) else text


def plain_signs(text: str) -> str:
    """The text with every kind of dash as ``-`` and of apostrophe as ``'``."""
    return text if text.isascii() else text.translate(_SIGNS)


def without_accents(text: str) -> str:
    """The text in lower case, without accents."""
    if text.isascii():
        return text.lower()
    return bare(text).casefold()


def folded(texts: pl.Series) -> pl.Series:
    """The same of a column."""
    return bare_column(texts).str.to_lowercase()
