"""Codes of the ROME, the French directory of occupations."""

from __future__ import annotations

import re

import polars as pl

from transforms.values import rule_codes as rule
from transforms.values.missing import present
from transforms.values.reading import Reader, Reading, refused

_CODE = re.compile(r"([A-Na-n]) ?([0-9]{4})")
_CODE_AND_LABEL = re.compile(r"([A-Na-n])([0-9]{4}) ?[-–—:, ] ?[^\W\d].*")
_LABEL_AND_CODE = re.compile(r"[^\W\d][^()0-9]*\(([A-Na-n])([0-9]{4})\)")
_LONGEST = 200
_SEVERAL = re.compile(r"\b[A-Na-n][0-9]{4}\b.*\b[A-Na-n][0-9]{4}\b")


def rome_codes() -> Reader:
    """The reader of ROME codes; a label beside the code is dropped, and said."""
    return Reader(pl.String(), _read)


@present
def _read(text: str) -> Reading:
    if code := _CODE.fullmatch(text):
        return Reading(f"{code[1].upper()}{code[2]}")
    if _SEVERAL.search(text[:_LONGEST]):
        return refused(rule.TWO_VALUES)
    if labelled := _CODE_AND_LABEL.fullmatch(text) or _LABEL_AND_CODE.fullmatch(text):
        return Reading(f"{labelled[1].upper()}{labelled[2]}", repaired=rule.LABEL_DROPPED)
    return refused(rule.ROME_SHAPE)
