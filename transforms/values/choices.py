"""Codes of a closed list, by any of their declared spellings: exact on the folded form, never by resemblance."""

from __future__ import annotations

import re
from functools import partial

import polars as pl

from schemas.codelist import fold
from transforms.values import rule_codes as rule
from transforms.values.clean import clean
from transforms.values.damaged import restored
from transforms.values.missing import missing
from transforms.values.reading import Reader, Reading, refused
from transforms.values.spec import ValueSpec

_WHOLE_NUMBER = re.compile(r"([0-9]+)[.,]0+")


def choices(spec: ValueSpec) -> Reader:
    """The reader of one list; what is not in it is refused, and what people use for several codes by its own rule."""
    return Reader(pl.String(), partial(_read, spec))


def _read(spec: ValueSpec, text: str) -> Reading:
    text = clean(text)
    if not text:
        return Reading()
    folded = fold(text)
    if code := spec.spellings.get(folded):
        return Reading(code)
    if fault := spec.ambiguous.get(folded):
        return refused(fault)
    if assumed := spec.assumed.get(folded):
        return Reading(assumed[0], repaired=assumed[1])
    if absent := missing(text):
        return absent
    if (whole := _WHOLE_NUMBER.fullmatch(text)) and (code := spec.spellings.get(whole[1])):
        return Reading(code)
    if code := _by_opening(spec, folded):
        return Reading(code)
    if (whole_text := restored(text)) and (code := spec.spellings.get(fold(whole_text))):
        return Reading(code, repaired=rule.ACCENTS_RESTORED)
    return refused(rule.UNKNOWN_CHOICE)


def _by_opening(spec: ValueSpec, folded: str) -> str | None:
    """The code of a name by its first words; « Région et commune », of which the rest says another code, has none."""
    opening = next((one for one in spec.openings if folded.startswith(f"{one} ")), None)
    if opening is None:
        return None
    code, rest = spec.openings[opening], f" {folded.removeprefix(opening)} "
    says_another = any(other != code and f" {spelling} " in rest for spelling, other in spec.spellings.items())
    return None if says_another else code
