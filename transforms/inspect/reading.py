"""A whole column read as the type that was chosen for it: nothing of a text is lost, and nothing is made zero."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from transforms.inspect.evidence import one_column
from transforms.values import Parsed, ValueSpec, parse
from transforms.values import rule_codes as rule
from transforms.values.missing import WORDS_FOR_NONE

KindSource = Callable[[], pl.Series]
SUMMED = ("eur", "integer", "decimal", "hours")
_WRONG_KEYS = (rule.SIRET_KEY, rule.SIREN_KEY)
_PRECISION, _MOST_DECIMALS, _CENTS = 28, 10, 2
_DECIMALS = r"[.,]([0-9]*[1-9])0*\D*$"
_NOISE = r"[.,][0-9]{11,}\D*$"


def read_as(kind: str, text: pl.Series, kinds: KindSource, *, is_percent: bool = False) -> Parsed:
    """Read every cell as the kind; ``is_percent`` says that a spreadsheet holds percentages, which are numbers there.

    Text keeps the words for "no value", which elsewhere are cells without a value. A company's number whose key is
    wrong and a telephone number stay as they were written.
    """
    match kind:
        case "text" | "empty":
            return _as_text(text, kinds)
        case "eur":
            return _finer(_parse("eur", text, kinds), text, kinds)
        case "decimal":
            return _parse("decimal", text, kinds, _scale(text))
        case "rate" if is_percent:
            return _parse("decimal", text, kinds, _scale(text))
        case "siret" | "siren":
            return _with_wrong_keys(_all_destroyed(_parse(kind, text, kinds), text), text)
        case "phone":
            return _as_dialled(_parse("phone", text, kinds), text)
    return _parse(kind, text, kinds)


def _parse(kind: str, text: pl.Series, kinds: KindSource, scale: int = _CENTS) -> Parsed:
    spec = ValueSpec(kind, precision=_PRECISION, scale=scale)
    return parse(text, spec, one_column(len(text)), kinds)


def _as_text(text: pl.Series, kinds: KindSource) -> Parsed:
    read = _parse("text", text, kinds)
    said = _among(read.repaired, WORDS_FOR_NONE)
    return Parsed(_put(read.value, said, text), read.refused, read.repaired.set(said, None))


def _finer(read: Parsed, text: pl.Series, kinds: KindSource) -> Parsed:
    """Amounts with all their decimals and digits, where the two decimals of euros lose some of plain numbers."""
    lost = _among(read.repaired, (rule.ROUNDED,)) | _among(read.refused, (rule.NUMBER_TOO_LARGE,))
    if not lost.any():
        return read
    finer = _parse("decimal", text.str.replace_all(r"(?i)\s*(?:€|euros?)\s*$", ""), kinds, _scale(text))
    as_many = finer.value.count() >= read.value.count()
    return finer if as_many else read


def _scale(text: pl.Series) -> int:
    """The decimals that the longest number of the column needs; those of a float's noise do not count."""
    plain = text.set(text.str.contains(_NOISE).fill_null(value=False), None)
    longest = plain.str.extract(_DECIMALS).str.len_chars().max()
    needed = int(longest) if isinstance(longest, int) else 0
    noisy = len(text) - plain.null_count() < len(text) - text.null_count()
    return min(max(needed, _MOST_DECIMALS if noisy else _CENTS), _MOST_DECIMALS)


def _all_destroyed(read: Parsed, text: pl.Series) -> Parsed:
    """Where a spreadsheet made zeros of the last digits of most numbers, one that has a right key has it by chance."""
    destroyed = _among(read.refused, (rule.TRAILING_ZEROS, rule.SCIENTIFIC_IDENTIFIER))
    if int(destroyed.sum()) * 2 <= text.count():
        return read
    doubtful = text.str.contains(r"00(?:\.0)?$").fill_null(value=False) & ~destroyed
    code = pl.Series([rule.TRAILING_ZEROS], dtype=pl.String).new_from_index(0, len(text))
    return Parsed(read.value.set(doubtful, None), _put(read.refused, doubtful, code), read.repaired.set(doubtful, None))


def _with_wrong_keys(read: Parsed, text: pl.Series) -> Parsed:
    wrong = _among(read.refused, _WRONG_KEYS)
    digits = text.str.replace_all(r"\.0$|[^0-9]", "")
    return Parsed(
        _put(read.value, wrong, digits), read.refused.set(wrong, None), _put(read.repaired, wrong, read.refused)
    )


def _as_dialled(read: Parsed, text: pl.Series) -> Parsed:
    """Telephone numbers as written; a zero that was restored stands before the digits."""
    restored = _among(read.repaired, (rule.ZERO_RESTORED,))
    dialled = "0" + text.str.replace_all(r"\.0$|[^0-9]", "")
    written = text.str.strip_chars().set(read.value.is_null(), None)
    return Parsed(_put(written, restored, dialled), read.refused, read.repaired)


def _among(codes: pl.Series, wanted: tuple[str, ...]) -> pl.Series:
    return codes.is_in(list(wanted)).fill_null(value=False)


def _put(column: pl.Series, rows: pl.Series, other: pl.Series) -> pl.Series:
    """The column with the other's cells in some rows."""
    return other.zip_with(rows, column) if rows.any() else column
