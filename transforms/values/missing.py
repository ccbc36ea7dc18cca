"""Words and signs that stand where a value should be: each has its own meaning, none is a silent blank."""

from __future__ import annotations

import re
from collections.abc import Callable

from transforms.values import rule_codes as rule
from transforms.values.clean import clean, plain_signs, without_accents
from transforms.values.reading import Reading

_ERRORS = {
    "#n/a": rule.ERROR_NOT_FOUND, "#n/d": rule.ERROR_NOT_FOUND, "#na": rule.ERROR_NOT_FOUND,
    "#ref!": rule.ERROR_REFERENCE, "#ref": rule.ERROR_REFERENCE,
    "#div/0!": rule.ERROR_DIVISION, "#div/0": rule.ERROR_DIVISION,
    "#value!": rule.ERROR_VALUE, "#valeur!": rule.ERROR_VALUE,
    "#name?": rule.ERROR_NAME, "#nom?": rule.ERROR_NAME,
    "#num!": rule.ERROR_NUMBER, "#nombre!": rule.ERROR_NUMBER,
    "#null!": rule.ERROR_NULL, "#nul!": rule.ERROR_NULL,
}  # fmt: skip
_OTHER_ERROR = re.compile(r"#[a-z_/0]+ ?[!?]?|err(?:eur)? ?: ?5\d\d")
_FORMULA = re.compile(r"=[-+ ]*(?:[A-Za-zÀ-ÿ.]+\d*\(|\$?[A-Za-z]{1,3}\$?\d|'|\[|\(|\d)")
_ABBREVIATIONS = {
    rule.NOT_AVAILABLE: ("na", "n/a", "n.a", "n.a.", "nd", "n/d", "n.d", "n.d."),
    rule.NOT_COMMUNICATED: ("nc", "n/c", "n.c", "n.c."),
    rule.NOT_CONCERNED: ("so", "s/o", "s.o", "s.o."),
    rule.NOT_FILLED: ("nr", "n/r", "n.r", "n.r."),
    rule.SOFTWARE_NULL: ("null", "none", "nan", "<na>", "nat", "nil", "undefined", "\\n"),
}
_SENTENCES = {
    rule.NOT_AVAILABLE: ("non disponible", "indisponible", "non applicable", "not available"),
    rule.NOT_COMMUNICATED: ("non communique", "non communiquee", "non communiques", "non transmis"),
    rule.NOT_CONCERNED: ("sans objet", "non concerne", "non concernee", "pas concerne"),
    rule.NOT_FILLED: ("non renseigne", "non renseignee", "a completer", "a remplir", "a renseigner", "vide", "(vide)",
                      "(blank)", "todo"),
    rule.NEVER_CALCULATED: ("loading...", "loading…", "chargement...", "chargement…", "chargement en cours..."),
}  # fmt: skip
_WORDS = {
    rule.SAID_NONE: ("neant", "aucun", "aucune", "rien"),
    rule.SAID_UNKNOWN: ("inconnu", "inconnue", "non connu", "nsp", "ne sait pas"),
    rule.PENDING: ("en cours", "a venir", "en attente", "a definir", "a determiner", "a confirmer", "a preciser",
                   "tbd", "tba"),
}  # fmt: skip
_ABOVE = (
    '"', "idem", "idem.", "id.", "ibid", "ibid.", "ibidem", "d°", "ci-dessus", "idem ci-dessus",
    "voir ci-dessus", "cf. ci-dessus", "cf ci-dessus",
)  # fmt: skip
_ABOVE_OR_NAME = ("id", "dito", "ditto")


def _by_word(*groups: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {word: code for group in groups for code, words in group.items() for word in words}


_REFUSED = {rule.DITTO, rule.NEVER_CALCULATED}
_IN_TEXT = _by_word(_ABBREVIATIONS, _SENTENCES, {rule.DITTO_IN_TEXT: _ABOVE})
WORDS_IN_TEXT = frozenset(_IN_TEXT)
"""What may stand for "none" where a cell holds free text or a name, without accents or capitals."""
_ANYWHERE = {**_IN_TEXT, **_by_word(_WORDS, {rule.DITTO: _ABOVE + _ABOVE_OR_NAME})}
LONGEST = max(map(len, _ANYWHERE))
WORDS_FOR_NONE = tuple(sorted({*_ANYWHERE.values(), rule.DASH, rule.MASKED} - {rule.DITTO_IN_TEXT, *_REFUSED}))
"""The rules by which a word, or a sign, says that a cell holds no value."""
_NOTHING_THERE = frozenset({rule.DASH, rule.SAID_NONE, rule.NOT_CONCERNED, rule.PENDING})
_DIGITS = frozenset("0123456789")
_DASHES = re.compile(r"[-_./\\…~ ]+")
_MARKS = "\"'|\u2032-\u2034\u201c-\u201f\u3003«»↓↑"
_DITTO = re.compile(f"[-_.~ ]*[{_MARKS}][-_.~ {_MARKS}]*")
_MASK = re.compile(r"[*•●■█∎]+|[xX]{2,}")
_SHORT_NAME = re.compile(r"[A-Z][a-z]{1,2}")


def present(read: Callable[[str], Reading]) -> Callable[[str], Reading]:
    """How a kind reads a text: nothing of a blank, what a word for "none" says, else what ``read`` makes of the rest.

    ``read`` is given the text cleaned.
    """

    def reading(text: str) -> Reading:
        text = clean(text)
        return (missing(text) or read(text)) if text else Reading()

    return reading


def missing(text: str) -> Reading | None:
    """The reading of a cleaned text that holds no value: an error, a formula, a word for "none"; else None."""
    return _missing(text, _ANYWHERE)


def missing_text(text: str) -> Reading | None:
    """As :func:`missing`, where the cell holds free text or a name: fewer words mean "none" there."""
    return None if _SHORT_NAME.fullmatch(text) else _missing(text, _IN_TEXT)


def says_nothing_there(text: str) -> bool:
    """Whether a text says that there is nothing to tell, or not yet: a dash, « sans objet », « à venir »."""
    reading = missing(cleaned) if (cleaned := clean(text)) else Reading()
    return reading is not None and (not cleaned or reading.repaired in _NOTHING_THERE)


def _missing(text: str, words: dict[str, str]) -> Reading | None:
    if text[0] in _DIGITS or (len(text) > LONGEST and text[0] not in "=#*-_"):
        return None
    if text[0] == "=":
        return Reading(refused=rule.FORMULA_AS_TEXT) if _FORMULA.match(text) else None
    folded = without_accents(text)
    if code := words.get(folded):
        return _told(code)
    if folded.startswith(("#", "e")):
        return _error(folded)
    if not text[0].isalpha():  # neither dashes nor marks begin with a letter
        signs = plain_signs(text)
        if _DITTO.fullmatch(signs):
            return _told(words['"'])
        if _DASHES.fullmatch(signs):
            return Reading(repaired=rule.DASH)
        if not text.strip("? "):
            return Reading(repaired=rule.SAID_UNKNOWN)
    return Reading(repaired=rule.MASKED) if _MASK.fullmatch(text) else None


def _told(code: str) -> Reading:
    return Reading(refused=code) if code in _REFUSED else Reading(repaired=code)


def _error(folded: str) -> Reading | None:
    if not folded.strip("#"):
        return Reading(refused=rule.COLUMN_TOO_NARROW)
    if _OTHER_ERROR.fullmatch(folded):
        return Reading(refused=_ERRORS.get(folded.replace(" ", ""), rule.ERROR_OTHER))
    return None
