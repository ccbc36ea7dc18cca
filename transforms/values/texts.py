"""Free text, and identifiers that are text."""

from __future__ import annotations

import re

import polars as pl

from transforms.total_words import PART, SUM
from transforms.values import rule_codes as rule
from transforms.values.clean import clean, folded, plain_signs
from transforms.values.damaged import restored
from transforms.values.missing import LONGEST, WORDS_IN_TEXT, missing_text, present
from transforms.values.reading import AS_NUMBER, Reader, Reading, refused

_ODD = r"[^ !-~À-ÖØ-öø-ɏ’°€«»]|^[ '#=*./\\?-]|[ .]$|  |^(?i:err)|[Ãâ]|_x000[dD]_"
_NO_WORD = "^[^A-Za-zÀ-ÖØ-öø-ɏ]|^[xX]+$"
_ODD_IDENTIFIER = r"^[^0-9A-Za-z]|[^!-~]|^.{0,3}$|^(?i:err)|^[0-9]{16,}$|^[0-9.,]+[eE]\+|^[0-9]+[.,]0$"
_SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+[0-9]{1,3}")
_TRUE_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:.]+")
_CUT_AT_15_DIGITS = re.compile(r"[0-9]{15}0+")
_SAYS_TOTAL = re.compile(rf"(?i)\W*(?:{PART}|{SUM}|cumul)(?:[^\w-][^0-9]*(?:(?:19|20)[0-9]{{2}})?\W*)?")
_WHOLE_NUMBER = re.compile(r"([0-9]+)[.,]0")


def texts() -> Reader:
    """The reader of free text: trimmed, single spaces, no control characters."""
    return Reader(pl.String(), _read_text, _plain_texts)


def identifiers() -> Reader:
    """The reader of identifiers; refused are those of which the spreadsheet has destroyed digits, and a total's."""
    return Reader(pl.String(), _read_identifier, _plain_identifiers)


def _plain_texts(text: pl.Series) -> pl.Series:
    """Texts that need no cleaning and are no word for "no value": those are short and have no digit."""
    is_odd = text.str.contains(_ODD).fill_null(value=True)
    if len(short := ((text.str.len_bytes() <= LONGEST) & ~text.str.contains("[0-9]") & ~is_odd).arg_true()):
        words = text.gather(short)
        may_miss = words.str.contains(_NO_WORD) | folded(words).is_in(list(WORDS_IN_TEXT))
        is_odd = is_odd.scatter(short.filter(may_miss), True)
    return text.set(is_odd, None)


def _plain_identifiers(text: pl.Series) -> pl.Series:
    odd = ~text.str.contains("[0-9]") | text.str.contains(_ODD_IDENTIFIER)
    return text.set(odd.fill_null(value=True), None)


def _read_text(text: str) -> Reading:
    text = clean(text)
    if not text:
        return Reading()
    if absent := missing_text(text):
        return absent
    if whole := restored(text):
        return Reading(whole, repaired=rule.ACCENTS_RESTORED)
    return Reading(text, repaired=rule.LOST_ACCENTS if "\ufffd" in text else None)


@present
def _read_identifier(text: str) -> Reading:
    text = plain_signs(text)
    if _SCIENTIFIC.fullmatch(text):
        return refused(rule.SCIENTIFIC_IDENTIFIER)
    if _SAYS_TOTAL.fullmatch(text):
        return refused(rule.TOTAL_FOR_IDENTIFIER)
    if _TRUE_DATE.fullmatch(text):
        return refused(rule.IDENTIFIER_BECAME_DATE)
    if _CUT_AT_15_DIGITS.fullmatch(text):
        return Reading(text, choices={AS_NUMBER: refused(rule.BEYOND_15_DIGITS)})
    whole = _WHOLE_NUMBER.fullmatch(text)
    return Reading(whole[1] if whole else text)
