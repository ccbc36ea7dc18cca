"""Yes or no: ``oui/non``, ``O/N``, ``X``, ``VRAI/FAUX``, ``1/0``; an empty cell is not a no."""

from __future__ import annotations

import re
from collections.abc import Mapping

import polars as pl

from transforms.values import rule_codes as rule
from transforms.values.clean import clean, without_accents
from transforms.values.missing import missing
from transforms.values.reading import Reader, Reading, refused

_YES = {"oui", "o", "x", "vrai", "true", "1", "1.0", "1,0", "yes", "y", "✓", "✔", "☑", "☒"}
_NO = {"non", "n", "faux", "false", "0", "0.0", "0,0", "no", "☐"}
_LETTER_O, _LETTER_N, _ZERO, _ONE = "letter_o", "letter_n", "zero", "one"
_SIGNS = {
    "o": _LETTER_O, "n": _LETTER_N,
    **dict.fromkeys(("0", "0.0", "0,0"), _ZERO), **dict.fromkeys(("1", "1.0", "1,0"), _ONE),
}  # fmt: skip
_COUNT = re.compile(r"([0-9]|1[0-9])(?:[.,]0)?(?: ?enfants?)?(?: à charge)?", re.IGNORECASE)
_UNSURE = "unsure"
_IF_UNSURE = {_UNSURE: refused(rule.UNREADABLE_YES_NO)}


def booleans(*, or_count: bool = False) -> Reader:
    """The reader of yes and no; a zero among O and N, or an O among figures, may be either and is refused.

    With ``or_count`` a number says how many there are: « 2 enfants » is a yes.
    """
    doubts = (frozenset({_ZERO, _LETTER_O}), frozenset({_ZERO, _LETTER_N}), frozenset({_LETTER_O, _ONE}))
    return Reader(pl.Boolean(), _read_count if or_count else _read, verdict=_verdict, doubts=doubts)


def _verdict(signs: Mapping[str, int]) -> Mapping[str, str]:
    """Which of O and 0, taken for each other by eyes and fingers, the other cells of the column leave unsure."""
    letters, figures = bool(signs.get(_LETTER_N)), bool(signs.get(_ONE))
    zero = letters or (bool(signs.get(_LETTER_O)) and not figures)
    letter = figures or (bool(signs.get(_ZERO)) and not letters)
    return {sign: _UNSURE for sign, is_unsure in ((_ZERO, zero), (_LETTER_O, letter)) if is_unsure}


def _read_count(text: str) -> Reading:
    count = _COUNT.fullmatch(clean(text))
    return _read(count[1] if count[1] in "01" else "oui") if count else _read(text)


def _read(text: str) -> Reading:
    text = clean(text)
    if not text:
        return Reading()
    folded = without_accents(text).rstrip(".! ")
    if folded in _YES or folded in _NO:
        sign = _SIGNS.get(folded)
        choices = _IF_UNSURE if sign in {_ZERO, _LETTER_O} else {}
        return Reading(folded in _YES, sign=sign, choices=choices)
    return missing(text) or refused(rule.UNREADABLE_YES_NO)
