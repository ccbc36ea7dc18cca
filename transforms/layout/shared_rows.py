"""Several tables in the same rows: what became of people on the lines of contracts, contracts on those of expenses."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from schemas import DELIVERED
from schemas.person import IDENTITY
from transforms.headings import HeadingMatch, Overrides
from transforms.lacking_columns import lacking_columns
from transforms.layout.declared import EXPENSES, ONE_A_LINE, fields_by_table, matches_of
from transforms.layout.either_headings import EXITS, before_exits, without
from transforms.layout.heading_texts import HeadingCell
from transforms.layout.raw_table import RawTable

_Readers = Mapping[str, Collection[str]]


@dataclass(frozen=True)
class _Guest:
    """A table beside another in the same rows: the columns it reads, and those of them that make it a row."""

    table: str
    matches: tuple[HeadingMatch, ...]
    own: frozenset[str]


def with_shared_rows(tables: Sequence[RawTable], overrides: Overrides, allowed: Sequence[str]) -> list[RawTable]:
    """The tables, each followed by those that the headings it does not know answer, with columns that both know.

    Each has the rows that fill a column of its own; the first one ignores the columns of the others, and keeps the
    rows that are of none. Where each line is an expense and says its contract, the expenses are the first.
    """
    return [
        one
        for table in tables
        for one in _expenses(table, overrides, allowed) or _shared(table, overrides, allowed) or [table]
    ]


def _expenses(table: RawTable, overrides: Overrides, allowed: Sequence[str]) -> list[RawTable]:
    """The expenses of lines that say whole expenses and whole contracts, whichever was found; else nothing."""
    if table.table not in (*ONE_A_LINE, EXPENSES) or EXPENSES not in allowed or not table.left:
        return []
    matches = matches_of(table.cells, EXPENSES, overrides)
    if lacking_columns(EXPENSES, matches):
        return []
    found = _with_guests(replace(table, table=EXPENSES, matches=matches), overrides, allowed)
    return found if any(one.table == "contracts" for one in found) else []


def _shared(table: RawTable, overrides: Overrides, allowed: Sequence[str]) -> list[RawTable]:
    is_shared = table.table in ONE_A_LINE and table.left
    return _with_guests(table, overrides, allowed) if is_shared else []


def _with_guests(table: RawTable, overrides: Overrides, allowed: Sequence[str]) -> list[RawTable]:
    left, cells = table.left, table.cells
    readers = {match.column: {match.field or ""} for match in table.read_matches}
    open_to = [name for name in ONE_A_LINE if name in allowed and name != table.table]
    guests: list[_Guest] = []
    while guest := _guest(cells, left, readers, overrides, open_to):
        guests.append(guest)
        open_to.remove(guest.table)
        left -= {match.column for match in guest.matches}
        for match in guest.matches:
            readers.setdefault(match.column, set()).add(match.field or "")
    taken = {m.column for guest in guests for m in guest.matches} - {m.column for m in table.read_matches}
    own = [replace(m, how="ignored", field=None, suggestion=None) if m.column in taken else m for m in table.matches]
    if table.table == EXITS and any(guest.table == "contracts" for guest in guests):
        own = [*without(own, before_exits(cells, table.matches))]
    host = replace(table, matches=tuple(own)) if guests else table
    beside = tuple(_beside(host, guest) for guest in guests)
    return [replace(host, guests=beside), *beside]


def _guest(
    cells: Sequence[HeadingCell], left: Collection[str], readers: _Readers, overrides: Overrides, open_to: Sequence[str]
) -> _Guest | None:
    """Of the tables that lack no required column here and have one among those left, that with most columns."""
    asked = fields_by_table({text for cell in cells if cell.letter in left for text in cell.texts}, overrides)
    best: _Guest | None = None
    for name in open_to:
        required = DELIVERED[name].required_columns
        if asked.get(name, set()).intersection(required):
            matches = matches_of(cells, name, overrides)
            matches = without(matches, before_exits(cells, matches)) if name == EXITS else matches
            found = _read_here(name, matches, left, readers)
            is_whole = not lacking_columns(name, found.matches)
            best = found if is_whole and (best is None or len(found.matches) > len(best.matches)) else best
    return best


def _read_here(name: str, matches: Sequence[HeadingMatch], left: Collection[str], readers: _Readers) -> _Guest:
    """A table with the columns that are left, and with those that stand for the same in a table of these rows.

    One that finds the person by the contract leaves the names to the contract.
    """
    declared = DELIVERED[name]
    required, known = declared.required_columns, {*declared.key, *IDENTITY}
    not_asked = set(IDENTITY) - set(required) if "contract_id" in required else set()
    kept: list[HeadingMatch] = []
    own: set[str] = set()
    for match, field in ((match, match.field) for match in matches if match.is_read):
        is_left = match.column in left
        if field and (is_left or (field in readers.get(match.column, ()) and field not in not_asked)):
            kept.append(match)
            if declared.columns[field].is_stored and (is_left or field not in known):
                own.add(match.column)
    return _Guest(name, tuple(kept), frozenset(own))


def _beside(host: RawTable, guest: _Guest) -> RawTable:
    own = guest.own - {match.column for match in host.read_matches}
    letters = tuple(letter for letter in host.letters if letter in own)
    return replace(host, table=guest.table, letters=letters, matches=guest.matches, stranger=None, host=host)
