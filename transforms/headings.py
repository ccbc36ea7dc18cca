"""French headings → declared columns: every heading is matched, ignored on purpose, unknown, near or claimed twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from schemas import DELIVERED
from schemas.codelist import fold
from schemas.person import GIVEN_THEN_SURNAME, SURNAME_THEN_GIVEN
from transforms.heading_measures import is_of_another_measure
from transforms.unit_words import OTHER_UNITS

NEAR_SCORE, NEAR_MARGIN = 88.0, 8.0
_UNIT = re.compile(rf"\(([^)]*)\)|\ben ({OTHER_UNITS}|€|euros?|heures|mois)(?!\w)|(k?€|%)\s*$", re.IGNORECASE)
_UNITS = frozenset({"", "e", "s", "k", "euro", "euros", "en euros", "h", "heures", "en heures", "mois", "en mois"})
_NUMBER = re.compile(r"\b(n o|no|num|nr|n)\b")
_LINKS = frozenset({"de", "du", "des", "d", "la", "les", "l"})
_SMALL_WORDS = _LINKS | {"le", "par", "au", "aux"}
_HYPHENATED = re.compile(r"(?<=[^\W\d_])[-\u00ad]\s+(?=[^\W\d_])")
_LOST, _LOST_NUMBER, _ANY = re.compile("[?\ufffd]+"), re.compile("\\b[nN][?\ufffd]+(?= |$)"), "zqz"

How = Literal["exact", "folded", "confirmed", "near", "ignored", "unknown", "twice"]
Overrides = Mapping[str, str | bool | tuple[str, ...]]
"""An EPI's own headings: what each stands for, as ``table.column``, one or several; False where it is not read."""


@dataclass(frozen=True)
class HeadingMatch:
    """One heading of a table: where it stands, what it was taken for and how."""

    column: str
    heading: str
    field: str | None
    how: How
    unit: str | None = None
    suggestion: str | None = None

    @property
    def is_read(self) -> bool:
        """Whether the column below is read."""
        return self.field is not None and self.how in ("exact", "folded", "confirmed")


@lru_cache(maxsize=4096)
def fold_heading(heading: str) -> str:
    """The form under which headings are compared: folded, unit off, ``n°`` and its like as ``numero``, without links.

    « Date début » is « Date de début »; the last word of « Diplôme obtenu le » is no link; « Date de dé- but », cut
    at the end of a line, is known once joined.
    """
    joined = _HYPHENATED.sub("", heading)
    return whole if joined != heading and (whole := _folded(joined)) in known_headings() else _folded(heading)


def _folded(heading: str) -> str:
    *words, last = _with_links(heading).split(" ")
    return " ".join([*(word for word in words if word not in _LINKS and word != "le"), last])


def _with_links(heading: str) -> str:
    text = _UNIT.sub(" ", heading.replace("n°", "numero ").replace("N°", "numero ").replace("nº", "numero "))
    return _NUMBER.sub("numero", fold(text)) or fold(heading)


@cache
def headings_of(table: str) -> dict[str, str]:
    """Folded heading → column of the table; a heading that two columns claim is a TypeError.

    That of both names of a person is the surname's.
    """
    found: dict[str, str] = {}
    for name, column in DELIVERED[table].read_columns.items():
        for heading in column.headings:
            if found.setdefault(fold_heading(heading), name) != name:
                raise TypeError(f"{table}: {heading!r} names two columns")
    if "first_name" in DELIVERED[table].read_columns:
        found |= dict.fromkeys(_whole_names(), "last_name")
    return found


@cache
def _whole_names() -> dict[str, bool]:
    """Folded headings of both names of a person → whether the surname comes first."""
    surname_first = {True: SURNAME_THEN_GIVEN, False: GIVEN_THEN_SURNAME}
    return {_folded(heading): order for order, headings in surname_first.items() for heading in headings}


def is_surname_first(heading: str) -> bool | None:
    """Whether the heading of both names of a person says the surname first; None where it is not one."""
    return _whole_names().get(fold_heading(heading))


def whole_name(matches: Iterable[HeadingMatch]) -> str | None:
    """The heading read of both names of a person; None where there is none, or another gives the given name."""
    read = {match.field: match.heading for match in matches if match.is_read}
    heading = None if "first_name" in read else read.get("last_name")
    return heading if heading and is_surname_first(heading) is not None else None


def fields_of(matches: Collection[HeadingMatch]) -> set[str]:
    """The columns that the headings read give: where one is of both names of a person, the given name too."""
    given = {match.field for match in matches if match.is_read and match.field}
    return given | ({"first_name"} if whole_name(matches) else set())


@cache
def known_headings() -> frozenset[str]:
    """Every folded heading of every table."""
    return frozenset(heading for table in DELIVERED for heading in headings_of(table))


@cache
def _exact_headings(table: str) -> frozenset[str]:
    return frozenset(h for column in DELIVERED[table].read_columns.values() for h in column.headings)


@cache
def _worded_headings(table: str) -> frozenset[str]:
    return frozenset(_with_links(heading) for heading in _exact_headings(table))


def match_headings(cells: Sequence[tuple[str, str]], table: str, overrides: Overrides) -> tuple[HeadingMatch, ...]:
    """Match the headings ``(letter, text)`` of one table; no heading and no doubt is lost."""
    if overrides:
        matches = [_match(letter, heading, table, overrides) for letter, heading in cells]
    else:
        matches = [_match_of_all(letter, heading, table) for letter, heading in cells]
    read = [match.field for match in matches if match.is_read]
    if "first_name" in read and "last_name" in read:
        matches = [_half(match) for match in matches]
        read = [match.field for match in matches if match.is_read]
    if len(set(read)) == len(read):
        return tuple(matches)
    claims = Counter(read)
    plain = {match.column for match in matches if match.is_read and _is_plain(match, table)}
    n_plain = Counter(match.field for match in matches if match.column in plain)
    return tuple(
        _claimed(match, n_plain[match.field], match.column in plain)
        if match.is_read and claims[match.field] > 1
        else match
        for match in matches
    )


def _half(match: HeadingMatch) -> HeadingMatch:
    """« Nom et prénom » beside « Prénom »: nobody knows what it holds, so it is proposed until the EPI confirms it."""
    if match.field != "last_name" or match.how == "confirmed" or is_surname_first(match.heading) is None:
        return match
    return replace(match, field=None, how="near", suggestion=match.field)


def _claimed(match: HeadingMatch, n_plain: int, is_plain: bool) -> HeadingMatch:
    """One of several headings for a column: « Nom » is read beside « Nom (tuteur) », which is proposed; or none is."""
    if n_plain != 1:
        return replace(match, how="twice")
    return match if is_plain else replace(match, field=None, how="near", suggestion=match.field)


def _is_plain(match: HeadingMatch, table: str) -> bool:
    """Whether a heading is one of the column's to the word, a unit or an ending between brackets, or confirmed."""
    if match.how == "confirmed":
        return True
    return (match.unit is None or fold(match.unit) in _UNITS) and _with_links(match.heading) in _worded_headings(table)


def _match(letter: str, heading: str, table: str, overrides: Overrides) -> HeadingMatch:
    decided = _override(heading, table, overrides)
    if decided is False:
        return HeadingMatch(letter, heading, None, "ignored", _unit(heading))
    if isinstance(decided, str):
        return HeadingMatch(letter, heading, decided, "confirmed", _unit(heading))
    return _match_of_all(letter, heading, table)


@lru_cache(maxsize=4096)
def _match_of_all(letter: str, heading: str, table: str) -> HeadingMatch:
    """The match of a heading of which the EPI confirmed nothing."""
    unit = _unit(heading)
    known = headings_of(table)
    folded = fold_heading(heading)
    if folded in known and is_of_another_measure(unit, DELIVERED[table].columns[known[folded]]):
        return HeadingMatch(letter, heading, None, "near", unit, known[folded])
    if folded in known:
        how: How = "exact" if heading.strip() in _exact_headings(table) else "folded"
        return HeadingMatch(letter, heading, known[folded], how, unit)
    near = _with_lost_letters(heading, known) or _near(folded, known)
    return HeadingMatch(letter, heading, None, "near" if near else "unknown", unit, near)


def confirmed_columns(heading: str, overrides: Overrides) -> tuple[str, ...]:
    """The columns, as ``table.column``, that the EPI confirmed for a heading."""
    decided = overrides.get(heading.strip(), ())
    return (decided,) if isinstance(decided, str) else decided if isinstance(decided, tuple) else ()


def proposed_column(heading: str, table: str) -> str | None:
    """The column of the table, by name, that a near heading is proposed for."""
    return match_headings([("", heading)], table, {})[0].suggestion


def _override(heading: str, table: str, overrides: Overrides) -> str | bool | None:
    if overrides.get(heading.strip()) is False:
        return False
    owned = (column.partition(".") for column in confirmed_columns(heading, overrides))
    return next((column for owner, _, column in owned if owner == table), None)


def _near(folded: str, known: Mapping[str, str]) -> str | None:
    """The one column whose heading is a typing error or a "du" away, with a clear lead over any other column."""
    from rapidfuzz import fuzz, process  # costs its import, which a night of known headings need not pay

    wanted = _bare(folded)
    bare = {heading: _bare(heading) for heading in known}
    found = process.extract(wanted, bare, scorer=fuzz.ratio, score_cutoff=NEAR_SCORE - NEAR_MARGIN, limit=5)
    best: dict[str, float] = {}
    for text, score, heading in found:
        if len(text.split()) == len(wanted.split()):
            best.setdefault(known[heading], score)
    ranked = sorted(best.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < NEAR_SCORE:
        return None
    clear = len(ranked) == 1 or ranked[0][1] - ranked[1][1] >= NEAR_MARGIN
    return ranked[0][0] if clear else None


@cache
def _bare(folded: str) -> str:
    """A folded heading without the small words that people leave out."""
    return " ".join(word for word in folded.split() if word not in _SMALL_WORDS) or folded


def _with_lost_letters(heading: str, known: Mapping[str, str]) -> str | None:
    """The one column that a heading names whose accented letters became question marks."""
    if not _LOST.search(heading):
        return None
    folded = fold_heading(_LOST.sub(_ANY, _LOST_NUMBER.sub("n°", heading)))
    pattern = re.compile(folded.replace(_ANY, "[a-z ]{1,2}"))
    named = {column for text, column in known.items() if pattern.fullmatch(text)}
    return named.pop() if len(named) == 1 else None


def _unit(heading: str) -> str | None:
    found = _UNIT.search(heading)
    return next((group for group in found.groups() if group), None) if found else None
