"""Which declared table a row of headings belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache

from schemas import DELIVERED
from schemas.codelist import fold
from schemas.person import IDENTITY
from transforms.headings import (
    HeadingMatch,
    Overrides,
    confirmed_columns,
    fold_heading,
    headings_of,
    is_surname_first,
    match_headings,
)
from transforms.layout.heading_texts import HeadingCell

ONE_A_LINE = ("contracts", "participations", "outcomes", "followups")
"""One row of each is one person or contract, so that several can be read from one line; expenses are many."""
EXPENSES = "fse_spending"
_ABOUT = frozenset({*IDENTITY, "contract_id", "operation_id"})
Found = tuple[float, str]


def best_table(
    cells: Sequence[HeadingCell], sheet_name: str, overrides: Overrides, allowed: Sequence[str]
) -> Found | None:
    """The table whose declaration the headings answer best: columns found, required ones thrice, less strangers and
    twice the required ones that lack.

    Two columns do, with half of the required ones; three do where the sheet is named after the table. A list of names
    or numbers, of which no heading says more of people or contracts than who or which they are, is of no table.
    """
    best: Found | None = None
    by_table = fields_by_table({text for cell in cells for text in cell.texts}, overrides)
    says_more = any(by_table.get(name, set()) - _ABOUT for name in ONE_A_LINE)
    for name in allowed:
        declared = DELIVERED[name]
        fields = by_table.get(name, set())
        required = fields.intersection(declared.required_columns)
        named = _folded(sheet_name) in _sheet_names(name)
        is_half = len(required) * 2 >= len(declared.required_columns)
        if not ((len(fields) > 1 and is_half and (says_more or name not in ONE_A_LINE)) or (len(fields) > 2 and named)):
            continue
        lacking = len(declared.required_columns) - len(required)
        score = len(fields) + 2 * (len(required) - lacking + named) - 0.25 * (len(cells) - len(fields))
        if best is None or score > best[0]:
            best = (score, name)
    return best


def fields_by_table(texts: Collection[str], overrides: Overrides) -> dict[str, set[str]]:
    """The columns that some heading texts name, by table."""
    found: dict[str, set[str]] = {}
    columns = _columns_of()
    for text in texts:
        for table, column in columns.get(fold_heading(text), ()):
            found.setdefault(table, set()).add(column)
    confirmed = (column for text in texts for column in confirmed_columns(text, overrides)) if overrides else ()
    for table, _, column in (name.partition(".") for name in confirmed):
        found.setdefault(table, set()).add(column)
    return found


@cache
def _columns_of() -> dict[str, list[tuple[str, str]]]:
    """Folded heading → the tables that know it, each with its column."""
    found: dict[str, list[tuple[str, str]]] = {}
    for table in DELIVERED:
        for heading, column in headings_of(table).items():
            found.setdefault(heading, []).append((table, column))
            if is_surname_first(heading) is not None:
                found[heading].append((table, "first_name"))
    return found


_folded = lru_cache(maxsize=256)(fold)


def is_named_after_table(sheet_name: str) -> bool:
    """Whether a sheet has the name that one of the tables is expected under."""
    return any(_folded(sheet_name) in _sheet_names(table) for table in DELIVERED)


@cache
def _sheet_names(table: str) -> frozenset[str]:
    """The names, folded, that a sheet of the table may have."""
    return frozenset(fold(name) for name in (*DELIVERED[table].sheets, DELIVERED[table].title))


def matches_of(cells: Sequence[HeadingCell], table: str, overrides: Overrides) -> tuple[HeadingMatch, ...]:
    """Match the headings to the table, each by the first of its texts that is known, else by the whole.

    « Motif » under « Sortie » is the « Motif de sortie » of a table that may share the rows, and no « Motif » of this;
    « Date de début » under « Nouveau contrat » is not the one beside that under « Contrat ».
    """
    known = headings_of(table)
    names = [_name_of(cell, known, known_beside(table), overrides) for cell in cells]
    names = _whole_where_claimed(cells, names, known, overrides)
    return match_headings([(cell.letter, name) for cell, name in zip(cells, names, strict=True)], table, overrides)


def _whole_where_claimed(
    cells: Sequence[HeadingCell], names: list[str], known: Mapping[str, str], overrides: Overrides
) -> list[str]:
    """The names, in whole where a part of one is that of a column which another names without leaving out its group."""
    fields = [known.get(fold_heading(name)) for name in names]
    twice = {field for field, n in Counter(fields).items() if field and n > 1}
    if not twice:
        return names
    parts = [name.strip() not in overrides and _is_part(cell, name) for cell, name in zip(cells, names, strict=True)]
    claimed = twice.intersection(field for field, is_part in zip(fields, parts, strict=True) if not is_part)
    named = zip(cells, names, fields, parts, strict=True)
    return [cell.texts[0] if is_part and field in claimed else name for cell, name, field, is_part in named]


def _is_part(cell: HeadingCell, name: str) -> bool:
    """Whether a name leaves out words of the groups over its column."""
    return not set(fold_heading(cell.texts[0]).split()) <= set(fold_heading(name).split())


def _name_of(cell: HeadingCell, known: Collection[str], beside: Collection[str], overrides: Overrides) -> str:
    if len(cell.texts) == 1:
        return cell.texts[0]
    folded = ((text, fold_heading(text)) for text in cell.texts)
    named = (text for text, form in folded if text.strip() in overrides or form in known or form in beside)
    first = next(named, cell.texts[0])
    return first if first.strip() in overrides or fold_heading(first) in known else cell.texts[0]


@cache
def known_beside(table: str) -> frozenset[str]:
    """The folded headings of the tables that may share the rows of one."""
    return frozenset(heading for name in ONE_A_LINE if table in ONE_A_LINE for heading in headings_of(name))
