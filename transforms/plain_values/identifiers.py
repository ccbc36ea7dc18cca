"""Identifiers: zeros restored where nothing is lost, refused where a spreadsheet destroyed digits."""

from __future__ import annotations

import re
from collections.abc import Callable

import polars as pl

from transforms.plain_values.parsed import Cell, Parsed, by_distinct

_JUNK = re.compile(r"[\s\u00a0\u202f.\-'’]")
_LA_POSTE = "356000000"
IsNumber = Callable[[], bool]


def luhn(digits: str) -> bool:
    """Whether the digits pass the Luhn test."""
    doubled = [int(d) * (1 + i % 2) for i, d in enumerate(reversed(digits))]
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0


def is_siret(digits: str) -> bool:
    """R-S1: fourteen digits that pass Luhn; La Poste's also when their sum is a multiple of five."""
    if len(digits) != 14 or not digits.isdigit():
        return False
    return luhn(digits) or (digits.startswith(_LA_POSTE) and sum(map(int, digits)) % 5 == 0)


def _siret(text: str) -> Cell:
    if re.search(r"(?i)\de[+-]?\d", text):
        return Cell(refused="IDENT-02")
    digits = _JUNK.sub("", re.sub(r"\.0+$", "", text))
    if not digits.isdigit():
        return Cell(refused="IDENT-01")
    if digits == "0" * 14:
        return Cell(refused="IDENT-03")
    if len(digits) == 9:
        return Cell(refused="IDENT-04")
    if len(digits) == 13 and is_siret("0" + digits):
        return Cell("0" + digits, None, "IDENT-10")
    if not is_siret(digits):
        lost = len(digits) == 14 and digits.endswith("00000")
        return Cell(refused="IDENT-02" if lost else "IDENT-01")
    return Cell(digits, None, "IDENT-11" if digits.endswith("0000000") else None)


def _siren(text: str) -> Cell:
    digits = _JUNK.sub("", text)
    ok = len(digits) == 9 and digits.isdigit() and luhn(digits)
    return Cell(digits) if ok else Cell(refused="IDENT-05")


def _rna(text: str) -> Cell:
    packed = _JUNK.sub("", text).upper()
    return Cell(packed) if re.fullmatch(r"W\d{9}", packed) else Cell(refused="IDENT-06")


def _insee(text: str) -> Cell:
    packed = _JUNK.sub("", re.sub(r"\.0+$", "", text)).upper()
    return Cell(packed) if re.fullmatch(r"([013-9]\d|2[AB1-9])\d{3}", packed) else Cell(refused="IDENT-07")


def _postcode(text: str) -> Cell:
    packed = _JUNK.sub("", re.sub(r"\.0+$", "", text))
    return Cell(packed) if re.fullmatch(r"\d{5}", packed) else Cell(refused="IDENT-08")


def _rome(text: str) -> Cell:
    found = re.match(r"^([A-N])\s?(\d{4})\b", text.strip().upper())
    return Cell(found.group(1) + found.group(2)) if found else Cell(refused="IDENT-09")


def _phone(text: str) -> Cell:
    digits = re.sub(r"[\s\u00a0\u202f.\-/()]", "", text)
    digits = re.sub(r"^(\+33|0033)0?", "0", digits)
    if re.fullmatch(r"[1-9]\d{8}", digits):
        return Cell("+33" + digits, None, "IDENT-10")
    return Cell("+33" + digits[1:]) if re.fullmatch(r"0[1-9]\d{8}", digits) else Cell(refused="IDENT-12")


_CONVERTERS: dict[str, Callable[[str], Cell]] = {
    "siret": _siret, "siren": _siren, "rna": _rna, "insee": _insee, "postcode": _postcode, "rome": _rome, "phone": _phone,
}  # fmt: skip
_FIVE_DIGITS = ("insee", "postcode")


def parse_identifier(text: pl.Series, kind: str, kinds: Callable[[], pl.Series] | None, number_kind: int) -> Parsed:
    """Identifiers of a named kind; a zero lost in front is restored only in cells that hold a number."""
    text = text.str.strip_chars()
    nothing = pl.Series([None], dtype=pl.String).new_from_index(0, len(text))
    parsed = by_distinct(text, _CONVERTERS[kind], pl.String(), nothing)
    short = text.str.contains(r"^\d{4}$").fill_null(value=False) if kind in _FIVE_DIGITS else None
    if short is None or kinds is None or not short.any():
        return parsed
    restored = short & (kinds() == number_kind)
    zeros = "0" + text
    return Parsed(
        pl.select(pl.when(restored).then(zeros).otherwise(parsed.value)).to_series(),
        parsed.refused.set(restored, None),
        parsed.repaired.set(restored, "IDENT-10"),
    )
