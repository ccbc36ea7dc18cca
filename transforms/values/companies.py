"""SIRET, SIREN and RNA numbers: zeros restored where nothing was lost, refused where Excel destroyed digits."""

from __future__ import annotations

import re

import polars as pl

from transforms.values import rule_codes as rule
from transforms.values.clean import clean
from transforms.values.luhn import has_luhn_key, has_siret_key, have_luhn_key
from transforms.values.missing import missing
from transforms.values.reading import Reader, Reading, refused

_SEPARATORS = re.compile(r"[ .\-–—/_,:°]+")
_NAME = re.compile(r"^(?:n[o°]? ?)?(?:siret|siren|rna|siret/siren)(?: n[o°]?)? ?:? ?", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]+)?e\+?[0-9]{1,3}", re.IGNORECASE)
_WHOLE_NUMBER = re.compile(r"([0-9]+)[.,]0")
_RNA = re.compile(r"W[0-9]{9}")
_RNA_IN_TEXT = re.compile(r"\bW ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}\b", re.IGNORECASE)
_SEVERAL = re.compile(r"[0-9 ]{9,}(?:[/;,&\n]| et | ou )[0-9 ]{9,}")


def sirets() -> Reader:
    """The reader of SIRET numbers, 14 digits."""
    return Reader(pl.String(), _read_siret, _plain_sirets)


def sirens() -> Reader:
    """The reader of SIREN numbers, 9 digits; a SIRET gives its first nine."""
    return Reader(pl.String(), _read_siren)


def rnas() -> Reader:
    """The reader of RNA numbers: W and 9 digits."""
    return Reader(pl.String(), _read_rna)


def _bare(text: str) -> str | Reading:
    """The number without separators and name, or the reading of a text that cannot hold one."""
    text = clean(text)
    if not text:
        return Reading()
    if absent := missing(text):
        return absent
    text = _NAME.sub("", text)
    if _SCIENTIFIC.fullmatch(text):
        return refused(rule.SCIENTIFIC_IDENTIFIER)
    if _SEVERAL.fullmatch(text):
        return refused(rule.TWO_VALUES)
    if whole := _WHOLE_NUMBER.fullmatch(text):
        return whole[1]
    return _SEPARATORS.sub("", text).upper()


def _read_siret(text: str) -> Reading:
    without_rna = _RNA_IN_TEXT.sub(" ", text)
    if without_rna != text and re.search("[0-9]", without_rna):
        siret = _read_siret(
            re.sub(r"rna(?: n[o°])?|[ /;,:]+$|^[ /;,:]+", " ", without_rna.strip(), flags=re.IGNORECASE)
        )
        return siret if siret.value is None else Reading(siret.value, repaired=rule.SIRET_AND_RNA)
    digits = _bare(text)
    if isinstance(digits, Reading):
        return digits
    if _RNA.fullmatch(digits):
        return refused(rule.RNA_FOR_SIRET)
    if not digits.isascii() or not digits.isdigit() or len(digits) not in {9, 13, 14}:
        return refused(rule.SIRET_SHAPE)
    if not digits.strip("0"):
        return refused(rule.FILLER)
    if len(digits) == 9:
        return refused(rule.SIREN_FOR_SIRET)
    if len(digits) == 13:
        restored = f"0{digits}"
        lossless = has_siret_key(restored) and not digits.endswith("00000")
        return Reading(restored, repaired=rule.ZERO_RESTORED) if lossless else refused(rule.SIRET_SHAPE)
    return _judge_siret(digits)


def _judge_siret(siret: str) -> Reading:
    has_key = has_siret_key(siret)
    if siret.endswith("0000000") or (siret.endswith("00000") and not has_key):
        return refused(rule.TRAILING_ZEROS)
    return Reading(siret) if has_key else refused(rule.SIRET_KEY)


def _plain_sirets(text: pl.Series) -> pl.Series:
    """Right numbers of 14 digits at once; then, if many are left, those with spaces, dots or dashes."""
    sirets = _right_sirets(text)
    left = sirets.is_null() & text.is_not_null()
    if int(left.sum()) * 20 < len(text):
        return sirets
    return sirets.scatter(left.arg_true(), _right_sirets(text.filter(left).str.replace_all("[ .\u00a0-]", "")))


def _right_sirets(text: pl.Series) -> pl.Series:
    right = text.str.contains(r"^[0-9]{14}$") & ~text.str.ends_with("00000") & have_luhn_key(text)
    return text.set(~right.fill_null(value=False), None)


def _read_siren(text: str) -> Reading:
    digits = _bare(text)
    if isinstance(digits, Reading):
        return digits
    if not digits.isascii() or not digits.isdigit() or len(digits) not in {8, 9, 14}:
        return refused(rule.SIREN_SHAPE)
    if not digits.strip("0"):
        return refused(rule.FILLER)
    if len(digits) == 14:
        siret = _judge_siret(digits)
        return siret if siret.refused else Reading(digits[:9], repaired=rule.SIREN_FROM_SIRET)
    if len(digits) == 8:
        restored = f"0{digits}"
        return Reading(restored, repaired=rule.ZERO_RESTORED) if has_luhn_key(restored) else refused(rule.SIREN_SHAPE)
    return Reading(digits) if has_luhn_key(digits) else refused(rule.SIREN_KEY)


def _read_rna(text: str) -> Reading:
    number = _bare(text)
    if isinstance(number, Reading):
        return number
    return Reading(number) if _RNA.fullmatch(number) else refused(rule.RNA_SHAPE)
