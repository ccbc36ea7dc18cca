"""Keyed hashes that stand for people."""

import hmac
import re
import unicodedata
from collections.abc import Callable, Sequence
from hashlib import sha256

import polars as pl

_BLOCK = 64
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
    key = _keyed(secret)
    # A loop over rows: HMAC has no column form.
    keys = [None if text is None else key(text) for text in texts]
    return pl.Series("key", keys, dtype=pl.String)


def _keyed(secret: bytes) -> Callable[[str], str]:
    """HMAC-SHA-256 of texts in hexadecimal, by its definition (RFC 2104): half the cost of the object of `hmac`."""
    padded = (sha256(secret).digest() if len(secret) > _BLOCK else secret).ljust(_BLOCK, b"\0")
    inside, outside = (sha256(bytes(byte ^ pad for byte in padded)) for pad in (0x36, 0x5C))

    def key(text: str) -> str:
        inner, outer = inside.copy(), outside.copy()
        inner.update(text.encode())
        outer.update(inner.digest())
        return outer.hexdigest()

    return key


def _folded(column: pl.Series) -> pl.Series:
    """A column in the form that is hashed; each distinct name is folded once, for names repeat."""
    if column.dtype != pl.String:
        return column.cast(pl.String)
    distinct = column.drop_nulls().unique()
    is_plain = distinct.str.len_bytes() == distinct.str.len_chars()
    folded = distinct.str.to_uppercase().str.replace_all(_PUNCTUATION.pattern, " ").str.strip_chars(" ")
    accented = (~is_plain).arg_true()
    folded = folded.scatter(accented, [fold_name(name) for name in distinct.gather(accented)])
    return column.replace_strict(distinct, folded, default=None, return_dtype=pl.String)


def name_token(words: Sequence[str], secret: bytes) -> str:
    """What stands for a name in a text: a keyed hash of its folded words, whatever their order, between brackets."""
    told = "\x1f".join(["name in a text", *sorted(words)])
    return f"[nom {hmac.digest(secret, told.encode(), 'sha256').hex()[:10]}]"
