"""Headings that may speak of the contract or of what came after it, on lines that say both."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from schemas import DELIVERED
from schemas.person import IDENTITY
from transforms.headings import HeadingMatch, fold_heading
from transforms.layout.heading_texts import HeadingCell
from transforms.raw import column_index

EXITS = "outcomes"
_EITHER = frozenset(map(fold_heading, ("Durée", "Diplôme", "Employeur")))


def before_exits(cells: Sequence[HeadingCell], matches: Sequence[HeadingMatch]) -> frozenset[str]:
    """The columns under such a heading left of every column that is of the exit for sure: they are of the contract.

    « Durée » between the dates of a contract and « Devenir » is no length of the next one. ``matches`` are those of
    the headings with the exits; what an EPI confirmed is what it says.
    """
    either = {cell.letter for cell in cells if any(fold_heading(text) in _EITHER for text in cell.texts)}
    if not either:
        return frozenset()
    known = {*DELIVERED[EXITS].key, *IDENTITY}
    read = [match for match in matches if match.is_read]
    own = [m.column for m in read if m.field not in known and m.column not in either]
    first = min(map(column_index, own), default=0)
    return frozenset(
        m.column for m in read if m.column in either and m.how != "confirmed" and column_index(m.column) < first
    )


def without(matches: Sequence[HeadingMatch], columns: Collection[str]) -> tuple[HeadingMatch, ...]:
    """The matches, the headings of these columns as unknown ones."""
    return tuple(replace(m, how="unknown", field=None) if m.column in columns else m for m in matches)
