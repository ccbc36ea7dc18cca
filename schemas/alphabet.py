"""Letters as those write them who have no such key: no accents, « oe » for one letter, no mark that nobody sees."""

import unicodedata

import polars as pl

_LETTERS = {
    "Œ": "OE", "œ": "oe", "Æ": "AE", "æ": "ae", "Ø": "O", "ø": "o", "Ł": "L", "ł": "l", "Đ": "D", "đ": "d", "Ð": "D",
    "ð": "d", "Þ": "TH", "þ": "th", "Ħ": "H", "ħ": "h", "ı": "i",
}  # fmt: skip
"""Those that NFKD leaves whole."""
_WRITTEN = str.maketrans(_LETTERS)


def bare(text: str) -> str:
    """The text with bare letters, in their own case, and all else as it is."""
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not _is_unseen(c)).translate(_WRITTEN)


def bare_letters(texts: pl.Expr) -> pl.Expr:
    """The same of a column."""
    told = texts.str.normalize("NFKD").str.replace_all(r"[\p{M}\p{Cf}]", "")
    return told.str.replace_many(list(_LETTERS), list(_LETTERS.values()))


def _is_unseen(character: str) -> bool:
    """Whether it is an accent apart, or a mark that nobody sees: a soft hyphen, a joiner, a direction."""
    return unicodedata.combining(character) > 0 or unicodedata.category(character) == "Cf"
