"""Keyed hashes that stand for people."""

import hmac
import re
from collections.abc import Callable, Sequence
from hashlib import sha256

import polars as pl

from schemas.alphabet import bare

_BLOCK = 64
_ASCII_PUNCTUATION = "[^A-Z0-9]+"
_PUNCTUATION = re.compile(r"[\W_\u02b0-\u02ff]+")
"""The second also of other alphabets, whose letters stay; an apostrophe may be a modifier letter."""


def fold_name(name: str) -> str:
    """The form of a name that is hashed: no accents, upper case, no punctuation, particles kept (domain 2.13)."""
    return _PUNCTUATION.sub(" ", bare(name).upper()).strip()


def keyed_hashes(columns: Sequence[pl.Series], secret: bytes) -> pl.Series:
    """HMAC-SHA-256 in hexadecimal of the values of each row, names folded; null where one of them is null."""
    if any(column.null_count() == len(column) for column in columns):
        return pl.Series("key", [None], dtype=pl.String).new_from_index(0, len(columns[0]))
    parts = pl.DataFrame([_part(column).alias(str(number)) for number, column in enumerate(columns)])
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


def _part(column: pl.Series) -> pl.Series:
    return folded_names(column) if column.dtype == pl.String else column.cast(pl.String)


def folded_names(names: pl.Series) -> pl.Series:
    """A column of names, each in the form of :func:`fold_name`; where they repeat, each is folded once."""
    distinct = names.unique()
    if len(distinct) * 2 > len(names):
        return _each_folded(names)
    return names.replace_strict(distinct, _each_folded(distinct), return_dtype=pl.String)


def _each_folded(names: pl.Series) -> pl.Series:
    folded = names.str.to_uppercase().str.replace_all(_ASCII_PUNCTUATION, " ").str.strip_chars(" ")
    accented = (names.str.len_bytes() != names.str.len_chars()).arg_true()
    return folded.scatter(accented, [fold_name(name) for name in names.gather(accented)])


def name_token(words: Sequence[str], secret: bytes) -> str:
    """What stands for a name in a text: a keyed hash of its folded words, whatever their order, between brackets."""
    told = "\x1f".join(["name in a text", *sorted(words)])
    return f"[nom {hmac.digest(secret, told.encode(), 'sha256').hex()[:10]}]"
