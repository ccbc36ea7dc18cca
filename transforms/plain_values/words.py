"""Text, free identifiers, codes of closed lists, yes and no."""

from __future__ import annotations

import re
import unicodedata

import polars as pl

from schemas.codelist import fold
from transforms.plain_values.parsed import Cell, Parsed, ValueSpec, by_distinct, plain

_YES = {"oui", "o", "x", "vrai", "1", "true", "yes", "ok"}
_NO = {"non", "n", "faux", "0", "false", "no"}


def parse_text(text: pl.Series) -> Parsed:
    """Text without control characters, runs of spaces as one."""
    clean = text.str.replace_all(r"[\p{Cc}\s\u00a0\u202f]+", " ").str.strip_chars()
    return plain(clean.replace("", None))


def parse_identifier_text(text: pl.Series) -> Parsed:
    """An identifier that the sender chose: kept as typed, outer spaces off, NFC; a number's ``.0`` is dropped."""
    clean = text.str.strip_chars().str.replace(r"^(\d+)\.0+$", "$1")
    nothing = pl.Series([None], dtype=pl.String).new_from_index(0, len(text))
    quick = clean.set(~clean.str.contains(r"^[A-Za-z0-9][A-Za-z0-9_./-]*$").fill_null(value=False), None)
    quick = quick.set(clean.str.contains(r"(?i)^(na|nc|nr|n/a|n\.c\.)$|\de\+\d").fill_null(value=False), None)
    return by_distinct(clean, _identifier, pl.String(), quick if len(quick) else nothing)


def _identifier(text: str) -> Cell:
    if re.fullmatch(r"(?i)\d([.,]\d+)?e\+\d+", text):
        return Cell(refused="IDENT-02")
    return Cell(re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)))


def parse_code(text: pl.Series, spec: ValueSpec) -> Parsed:
    """A code of a closed list, by any of its spellings; anything else is refused."""

    def convert(value: str) -> Cell:
        folded = fold(value)
        if folded in spec.ambiguous:
            return Cell(refused=spec.ambiguous[folded])
        found = spec.spellings.get(folded)
        return Cell(found) if found is not None else Cell(refused="LISTE-01")

    quick = text.replace_strict(_spelled_out(spec), default=None, return_dtype=pl.String)
    return by_distinct(text.str.strip_chars(), convert, pl.String(), quick)


def _spelled_out(spec: ValueSpec) -> dict[str, str]:
    return {code: code for code in spec.spellings.values() if fold(code) not in spec.ambiguous}


def parse_boolean(text: pl.Series) -> Parsed:
    """Yes and no; an empty cell is neither."""

    def convert(value: str) -> Cell:
        folded = fold(value)
        if folded in _YES or folded in _NO:
            return Cell(folded in _YES)
        return Cell(refused="LISTE-02")

    nothing = pl.Series([None], dtype=pl.Boolean).new_from_index(0, len(text))
    return by_distinct(text, convert, pl.Boolean(), nothing)
