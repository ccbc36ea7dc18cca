"""Which declared table a row of headings belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from schemas import DELIVERED
from schemas.codelist import fold
from transforms.headings import (
    HeadingMatch,
    Overrides,
    confirmed_columns,
    fold_heading,
    headings_of,
    match_headings,
)
from transforms.layout.heading_texts import HeadingCell

Found = tuple[float, str]


def best_table(
    cells: Sequence[HeadingCell], sheet_name: str, overrides: Overrides, allowed: Sequence[str]
) -> Found | None:
    """The table whose declaration the headings answer best: columns found, required ones thrice, less strangers."""
    best: Found | None = None
    texts = {text for cell in cells for text in cell.texts}
    folded = {fold_heading(text) for text in texts}
    confirmed = {column for text in texts for column in confirmed_columns(text, overrides)} if overrides else set()
    for name in allowed:
        declared = DELIVERED[name]
        known = headings_of(name)
        mine = {column.split(".")[1] for column in confirmed if column.startswith(f"{name}.")}
        fields = {known[text] for text in folded if text in known} | mine
        required = fields & set(declared.required_columns)
        if len(fields) < 2 or len(required) * 2 < len(declared.required_columns):
            continue
        named = fold(sheet_name) in _sheet_names(name)
        score = len(fields) + 2 * len(required) - 0.25 * (len(cells) - len(fields)) + 2 * named
        if best is None or score > best[0]:
            best = (score, name)
    return best


@cache
def _sheet_names(table: str) -> frozenset[str]:
    """The names, folded, that a sheet of the table may have."""
    return frozenset(fold(name) for name in (*DELIVERED[table].sheets, DELIVERED[table].title))


def matches_of(cells: Sequence[HeadingCell], table: str, overrides: Overrides) -> tuple[HeadingMatch, ...]:
    """Match the headings to the table, each by the first of its texts that is known, else by the whole."""
    known = headings_of(table)
    named = [
        (cell.letter, next((text for text in cell.texts if _is_known(text, known, overrides)), cell.texts[0]))
        for cell in cells
    ]
    return match_headings(named, table, overrides)


def _is_known(text: str, known: dict[str, str], overrides: Overrides) -> bool:
    return text.strip() in overrides or fold_heading(text) in known
