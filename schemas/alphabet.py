"""Letters as those write them who have no such key: no accents, « oe » for one letter, no mark that nobody sees."""

import unicodedata

import polars as pl

_LETTERS = {
    "Œ": "OE", "œ": "oe", "Æ": "AE", "æ": "ae", "Ø": "O", "ø": "o", "Ł": "L", "ł": "l", "Đ": "D", "đ": "d", "Ð": "D",
    "ð": "d", "Þ": "TH", "þ": "th", "Ħ": "H", "ħ": "h", "ı": "i",
}  # fmt: skip
"""Those that NFKD leaves whole."""


class _Written(dict[int, int | str | None]):
    """What is written for a character once NFKD has taken it apart; each is looked at once."""

    def __missing__(self, code: int) -> int | None:
        written = None if _is_unseen(chr(code)) else code
        self[code] = written
        return written


_WRITTEN = _Written({ord(letter): plain for letter, plain in _LETTERS.items()})


def bare(text: str) -> str:
    """The text with bare letters, in their own case, and all else as it is."""
    return text if text.isascii() else unicodedata.normalize("NFKD", text).translate(_WRITTEN)


def bare_letters(texts: pl.Expr) -> pl.Expr:
    """The same of a column."""
    told = texts.str.normalize("NFKD").str.replace_all(r"[\p{M}\p{Cf}]", "")
    return told.str.replace_many(list(_LETTERS), list(_LETTERS.values()))


def bare_column(texts: pl.Series) -> pl.Series:
    """The same, of those texts alone that are not ASCII: most are."""
    beyond_ascii = (texts.str.len_bytes() != texts.str.len_chars()).arg_true()
    if not len(beyond_ascii):
        return texts
    told = pl.select(bare_letters(pl.lit(texts.gather(beyond_ascii)))).to_series()
    return texts.clone().scatter(beyond_ascii, told)


def _is_unseen(character: str) -> bool:
    """Whether it is an accent apart, or a mark that nobody sees: a soft hyphen, a joiner, a direction."""
    return unicodedata.combining(character) > 0 or unicodedata.category(character) == "Cf"
