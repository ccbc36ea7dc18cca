"""Closed lists of codes: a value that is not in its list is a finding, never a guess."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from schemas.alphabet import bare

_LESS = re.compile(r"(?<=\s)[-–—−] ?(?=de [0-9])")
_BETWEEN_WORDS = re.compile(r"[^a-z0-9<>]+")
COLUMNS = {"code": "Code stored in the tables. (Code)", "label": "French label. (Libellé)"}
"""What stands in a code table beside its further facts."""


@dataclass(frozen=True)
class Code:
    """One entry: the stored code, its French label, other spellings met in files, further facts by name."""

    code: str
    label: str
    spellings: tuple[str, ...] = ()
    facts: Mapping[str, str | bool] = field(default_factory=dict)


@dataclass(frozen=True)
class CodeList:
    """A closed list. ``ambiguous`` maps a spelling that people use but that names no single code to its rule;
    ``assumed`` one that is read as a code to that code and to the rule that tells so; ``openings`` are spellings that
    a name begins with: « Département » of « Département de la Drôme »."""

    name: str
    title: str
    description: str
    codes: tuple[Code, ...]
    ambiguous: Mapping[str, str] = field(default_factory=dict)
    assumed: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    openings: tuple[str, ...] = ()

    @cached_property
    def by_code(self) -> dict[str, Code]:
        """The entries by code, in order."""
        return {code.code: code for code in self.codes}

    @cached_property
    def by_spelling(self) -> dict[str, str]:
        """Folded spelling → code, over codes, labels and spellings; a spelling claimed twice is a TypeError."""
        found: dict[str, str] = {}
        for code in self.codes:
            for spelling in (code.code, code.label, *code.spellings):
                if found.setdefault(fold(spelling), code.code) != code.code:
                    raise TypeError(f"{self.name}: {spelling!r} names two codes")
        return found

    @cached_property
    def by_opening(self) -> dict[str, str]:
        """Folded opening → code, the longest first."""
        folded = sorted(map(fold, self.openings), key=lambda opening: (-len(opening), opening))
        return {opening: self.by_spelling[opening] for opening in folded}

    @cached_property
    def ambiguous_by_spelling(self) -> dict[str, str]:
        """Folded ambiguous spelling → rule code."""
        return {fold(spelling): rule for spelling, rule in self.ambiguous.items()}

    @cached_property
    def assumed_by_spelling(self) -> dict[str, tuple[str, str]]:
        """Folded spelling → the code that it is read as, and the rule that tells so."""
        return {fold(spelling): told for spelling, told in self.assumed.items()}


def fold(text: str) -> str:
    """The form under which spellings are compared: no accents, case, dots or punctuation; ``<``, ``>`` are kept.

    « - de 6 mois » is less than six months, which without its sign would be the six months themselves.
    """
    return _BETWEEN_WORDS.sub(" ", _LESS.sub("moins ", bare(text).casefold()).replace(".", "")).strip()
