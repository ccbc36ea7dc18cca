"""The type of a column, from the evidence of its cells first and the words of its heading second."""

from __future__ import annotations

import re

from transforms.inspect.evidence import Evidence
from transforms.inspect.hints import Hint
from transforms.raw import Kind
from transforms.values import rule_codes as rule

_NEARLY_ALL, _MOST, _HALF = 0.95, 0.8, 0.5
_NAMED_DATES, _NAMED_AMOUNTS, _CODES, _SOME = 0.3, 0.25, 0.1, 0.05
_ENOUGH = 5
_DIGIT = re.compile("[0-9]")
_SHORT_CODE = re.compile(r"^\s*[^\s0-9]{0,20}[0-9]\S{0,30}\s*$")
_SHORT = re.compile(r"^\s*\S{1,6}\s*$")
_LETTERS_AND_DIGITS = re.compile(r"^\s*(?=\S*[0-9])(?=\S*[^\W\d_])\S{4,}\s*$")
_LETTERS = re.compile(r"[^\W\d_]{3}")
_BARE = re.compile(r"^\s*[0-9]+(?:[.,][0-9]+)?\s*$")
_DATE_LIKE = re.compile(r"[0-9][/.\- ]\s?[0-9]|[0-9]\S*\s*[^\W\d_]{3}|[^\W\d_]{3}\S*\s*[0-9]|^\s*[0-9]{5,8}\s*$")
_DIGITS = re.compile(r"^\s*'?[0-9]+(?:\.0)?\s*$")
_ZERO_OR_ONE = re.compile(r"^[01](?:[.,]0)?$")
_ZERO_FIRST = re.compile(r"^\s*'?0[0-9]+\s*$")
_BEYOND_A_NUMBER = re.compile(r"^\s*'?[0-9]{16,}\s*$")
_PHONE = re.compile(r"^\s*(?:\+33 ?|0033 ?|0)[1-9](?:[ .\-]?[0-9]{2}){4}\s*$")
_SIREN = re.compile(r"^\s*[0-9]{3}[ .]?[0-9]{3}[ .]?[0-9]{3}(?:\.0)?\s*$")
_SIRET = re.compile(r"^\s*[0-9]{14}(?:\.0)?\s*$")
_RNA = re.compile(r"^\s*[wW][0-9]")
_RNA_WORD = re.compile(r"(?i)^\s*w[0-9]|rna")
_CLOCK = re.compile("[0-9] ?[:hH] ?[0-9]{2}")
_PERCENT = re.compile("%")
_EURO = re.compile("(?i)€|euro")


def choose(evidence: Evidence, hint: Hint) -> str:
    """The kind of ``transforms.values`` that the column is; text where nothing more can be said."""
    if not len(evidence.text):
        return "empty"
    if evidence.is_prose:
        return "text"
    if evidence.matches(_DIGIT) < _NAMED_AMOUNTS:
        return _without_digits(evidence, hint)
    for look in (_named, _boolean, _dated, _coded, _rated, _timed, _amount, _number):
        if kind := look(evidence, hint):
            return kind
    return "identifier" if hint.is_identifier and evidence.matches(_SHORT_CODE) >= _HALF else "text"


def _without_digits(evidence: Evidence, hint: Hint) -> str:
    """The type of a column of words: only a heading or oui and non make more of it than text."""
    if hint.names == "rna" and evidence.matches(_RNA_WORD) >= _HALF:
        return "rna"
    return _boolean(evidence, hint) or "text"


def _named(evidence: Evidence, hint: Hint) -> str | None:
    """The identifier that the heading names, unless the cells deny it."""
    match hint.names:
        case "siret" | "siren":
            return _company(evidence, hint.names)
        case "rna":
            return "rna" if evidence.matches(_RNA_WORD) >= _HALF else None
        case "insee":
            return "insee" if evidence.share("insee") >= _MOST else None
        case "postcode":
            return "postcode" if evidence.share("postcode") >= _HALF else None
        case "phone":
            return "phone" if evidence.share("phone") >= _NAMED_DATES else None
    return None


def _company(evidence: Evidence, named: str) -> str | None:
    if evidence.matches(_DIGIT) < _HALF:
        return None
    if evidence.refused("siret", rule.RNA_FOR_SIRET) >= _SOME:
        return "identifier"
    if evidence.matches(_SIREN) >= _HALF:
        return "siren"
    return "siret" if evidence.matches(_SIRET) >= _HALF else named


def _boolean(evidence: Evidence, _: Hint) -> str | None:
    said = evidence.matches(_ZERO_OR_ONE) < _HALF or evidence.typed(Kind.BOOL) >= _HALF
    return (
        "boolean"
        if said and evidence.matches(_SHORT) >= _NEARLY_ALL and evidence.share("boolean") >= _NEARLY_ALL
        else None
    )


def _dated(evidence: Evidence, hint: Hint) -> str | None:
    if evidence.typed(Kind.DATE) >= _HALF:
        return "date"
    if hint.is_identifier and not hint.is_date:
        return None
    if evidence.matches(_DATE_LIKE) < _NAMED_DATES:
        return None
    bare = evidence.matches(_BARE)
    least = _MOST if bare >= _HALF or not hint.is_date else _NAMED_DATES
    if not hint.is_date and (bare > 1 - _MOST or evidence.repaired("date", rule.WORDS_DROPPED) > 1 - _MOST):
        return None
    if evidence.share("date") >= least:
        return "date"
    is_month = bare < _HALF and (hint.is_date or evidence.matches(_LETTERS) >= _MOST)
    return "month" if is_month and evidence.share("month") >= _MOST else None


def _coded(evidence: Evidence, hint: Hint) -> str | None:
    """Digits that are no quantity: zeros first, more of them than a number holds, a key that is always right."""
    if evidence.matches(_PHONE) >= _MOST:
        return "phone"
    if evidence.matches(_RNA) >= _MOST and evidence.share("rna") >= _MOST:
        return "rna"
    if hint.is_amount or evidence.matches(_DIGITS) < _MOST:
        return None
    if evidence.matches(_SIRET) >= _MOST:
        return "siret" if evidence.share("siret") >= _MOST else "identifier"
    several = len(evidence.text) >= _ENOUGH
    if several and evidence.matches(_SIREN) >= _NEARLY_ALL and evidence.share("siren") >= _NEARLY_ALL:
        return "siren"
    if evidence.matches(_ZERO_FIRST) or evidence.matches(_BEYOND_A_NUMBER) or hint.is_identifier:
        return "identifier"
    return "identifier" if _typed_as_text(evidence) else None


def _typed_as_text(evidence: Evidence) -> bool:
    """Whether a spreadsheet holds as text digits that all have one length, as people do with codes."""
    lengths = set(map(len, evidence.cells))
    return evidence.typed(Kind.TEXT) >= _NEARLY_ALL and len(lengths) == 1 and min(lengths) > 2


def _rated(evidence: Evidence, _: Hint) -> str | None:
    if evidence.typed(Kind.PERCENT) >= _HALF:
        return "rate"
    return "rate" if evidence.matches(_PERCENT) >= _HALF and evidence.share("rate") >= _HALF else None


def _timed(evidence: Evidence, _: Hint) -> str | None:
    clock = evidence.typed(Kind.TIME) >= _HALF or evidence.matches(_CLOCK) >= _HALF
    return "hours" if clock and evidence.share("hours") >= _MOST else None


def _amount(evidence: Evidence, hint: Hint) -> str | None:
    if hint.other_unit:
        return None
    in_euros = evidence.matches(_EURO) >= _NAMED_DATES
    if not hint.is_amount and not in_euros and evidence.matches(_BARE) >= _HALF:
        return None
    known = evidence.share("eur")
    if (hint.is_amount and known >= _NAMED_AMOUNTS) or (in_euros and known >= _HALF):
        return "eur"
    return "eur" if evidence.refused("eur", rule.OTHER_CURRENCY) >= _MOST else None


def _number(evidence: Evidence, _: Hint) -> str | None:
    known = evidence.share("decimal")
    if known < _MOST and (known <= _HALF or evidence.typed(Kind.NUMBER) <= _HALF):
        return None
    if known < _NEARLY_ALL and evidence.matches(_LETTERS_AND_DIGITS) >= _CODES:
        return "identifier"
    return "integer" if evidence.share("integer") >= known else "decimal"
