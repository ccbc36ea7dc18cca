"""Yes or no: ``oui/non``, ``O/N``, ``X``, ``VRAI/FAUX``, ``1/0``; an empty cell is not a no."""

from __future__ import annotations

import polars as pl

from transforms.values import rule_codes as rule
from transforms.values.clean import clean, without_accents
from transforms.values.missing import missing
from transforms.values.reading import Reader, Reading, refused

_YES = {"oui", "o", "x", "vrai", "true", "1", "1.0", "1,0", "yes", "y", "✓", "✔", "☑", "☒"}
_NO = {"non", "n", "faux", "false", "0", "0.0", "0,0", "no", "☐"}


def booleans() -> Reader:
    """The reader of yes and no."""
    return Reader(pl.Boolean(), _read)


def _read(text: str) -> Reading:
    text = clean(text)
    if not text:
        return Reading()
    folded = without_accents(text).rstrip(".! ")
    if folded in _YES:
        return Reading(value=True)
    if folded in _NO:
        return Reading(value=False)
    return missing(text) or refused(rule.UNREADABLE_YES_NO)
