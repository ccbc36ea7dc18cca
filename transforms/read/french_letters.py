"""How much a text reads like French: what tells cp1252 from Mac Roman from the DOS code page."""

import re
from collections import Counter

_OCCURRENCE = re.compile(r"(?=(^|[\s\S])([^\x00-\x7f])([\s\S]?))")
_MOST = 200_000
_WEIGHTS = {
    **dict.fromkeys("é", 8),
    **dict.fromkeys("àè", 6),
    **dict.fromkeys("É", 5),
    **dict.fromkeys("êçôî’«»€\u00a0", 4),
    **dict.fromkeys("ûùâÀÈ°\u202f", 3),
    **dict.fromkeys("ëïœÊÇÔÎ“”–—…•", 2),
    **dict.fromkeys("ŒÂ‘²§üöäñ", 1),
    **dict.fromkeys("½¼¾º®©£µ×±³", 0),
    **dict.fromkeys("ÛÙËÏ", -1),
    **dict.fromkeys("áíóúì", -3),
}
_STRANGE = -6
_LOWER_ACCENTS = "éèêëàâîïôûùç"
_VOWELS = frozenset("aeiouyéèê")


def frenchness(text: str) -> int:
    """Sum what each letter beyond ASCII says for or against the text being French."""
    found = Counter(_OCCURRENCE.findall(text[:_MOST]))
    return sum(times * _score(*occurrence) for occurrence, times in found.items())


def _score(before: str, letter: str, after: str) -> int:
    weight = _WEIGHTS.get(letter, _STRANGE)
    if not letter.isalpha():
        return weight + _sign_in_place(before, letter, after)
    if before.isdigit() or after.isdigit():
        return weight - 8
    if letter.isupper():
        return weight + (-8 if before.islower() else 2 if not before.isalpha() else 1)
    if before.isupper() and after.isupper():
        return weight - 8
    return weight + (_lower_in_place(before.lower(), letter, after) if letter in _LOWER_ACCENTS else 0)


def _lower_in_place(before: str, letter: str, after: str) -> int:
    """Judge a small accented letter by its neighbours: `aë` but never `aâ`, `où` but never `iù`."""
    if letter == "é":
        return 0
    if letter == "ç":
        return 1 if after and after in "aouâA" else -5
    if letter == "à":
        return -4 if after.isalpha() else 2
    if letter == "ù":
        return 2 if before == "o" else -6
    if letter in "ëï":
        return 2 if before in _VOWELS else -5
    if letter in "âô" and before in _VOWELS - {"i"}:
        return -7
    return -3 if not before.isalpha() else 0


def _sign_in_place(before: str, sign: str, after: str) -> int:
    if sign == "\u00a0" or sign == "\u202f":
        return -2 if before.isalpha() and after.isalpha() else 1
    if sign == "’":
        return 2 if before.isalpha() and after.isalpha() else -2
    if sign == "°":
        return 2 if before.isdigit() or before.lower() == "n" else -3
    if sign == "€":
        return 1 if not after.isalpha() and not before.isalpha() else -5
    if sign in "“”–—…•‘":
        return -6 if after.isalpha() or (before.isalpha() and sign != "…" and sign != "”") else 0
    return 0
