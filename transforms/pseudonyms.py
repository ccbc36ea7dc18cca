"""Keyed hashes that stand for people."""

import hmac
import re
import unicodedata
from collections.abc import Sequence

import polars as pl

_PUNCTUATION = re.compile(r"[^A-Z0-9]+")


def fold_name(name: str) -> str:
    """The form of a name that is hashed: no accents, upper case, no punctuation, particles kept (domain 2.13)."""
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return _PUNCTUATION.sub(" ", name.upper()).strip()


def keyed_hashes(columns: Sequence[pl.Series], secret: bytes) -> pl.Series:
    """HMAC-SHA-256 in hexadecimal of the values of each row, names folded; null where one of them is null."""
    parts = pl.DataFrame([_folded(column).alias(str(number)) for number, column in enumerate(columns)])
    texts = parts.select(pl.concat_str(pl.all(), separator="\x1f")).to_series().to_list()
    keyed = hmac.new(secret, digestmod="sha256")
    # A loop over rows: HMAC has no column form, and costs 2 µs.
    keys = [None if text is None else _hashed(keyed, text) for text in texts]
    return pl.Series("key", keys, dtype=pl.String)


def _hashed(keyed: hmac.HMAC, text: str) -> str:
    one = keyed.copy()
    one.update(text.encode())
    return one.hexdigest()


def _folded(column: pl.Series) -> pl.Series:
    """A column in the form that is hashed; each distinct name is folded once, for names repeat."""
    if column.dtype != pl.String:
        return column.cast(pl.String)
    distinct = column.drop_nulls().unique()
    folded = pl.Series([fold_name(name) for name in distinct.to_list()], dtype=pl.String)
    return column.replace_strict(distinct, folded, default=None, return_dtype=pl.String)


def name_token(words: Sequence[str], secret: bytes) -> str:
    """What stands for a name in a text: a keyed hash of its folded words, whatever their order, between brackets."""
    told = "\x1f".join(["name in a text", *sorted(words)])
    return f"[nom {hmac.digest(secret, told.encode(), 'sha256').hex()[:10]}]"
