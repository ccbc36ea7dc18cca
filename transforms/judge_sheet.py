"""What one sheet of a file holds for the verdict: its declared tables, the rows around them, what is said of both."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from schemas import DELIVERED
from schemas.wording import CELLS_MERGED
from transforms.finding import column_params, finding, sentence
from transforms.forecasts import forecasts
from transforms.lacking_columns import lacking_columns
from transforms.layout import RawTable, explore, find_tables, unknown_above
from transforms.layout.region import NoTable
from transforms.raw import RawSheet, column_letter
from transforms.rows_below import rows_below
from transforms.spare_rows import spare_rows
from transforms.struck_rows import struck_rows
from transforms.unread_sheets import said_of_unread
from transforms.verdict import Profile

Facts = dict[str, Any]


@dataclass(frozen=True)
class SheetTables:
    """The declared tables of a sheet, why each row outside their bodies is ignored, and the findings.

    ``n_rows`` counts the rows read; a row that two tables share is read twice. ``reason`` tells why the
    sheet holds no table at all.
    """

    tables: list[RawTable]
    ignored: list[tuple[int, str]]
    n_rows: int
    findings: list[dict[str, object]]
    reason: NoTable | None = None


@dataclass
class Kept:
    """The tables kept so far of one file, to know one that comes again on another sheet."""

    tables: list[RawTable] = field(default_factory=list)

    def twin(self, table: RawTable) -> RawTable | None:
        """The table already kept that has the same rows on another sheet; else the table is kept."""
        for kept in self.tables:
            if kept.table == table.table and kept.sheet is not table.sheet and _same_rows(kept, table):
                return kept
        self.tables.append(table)
        return None


def read_sheet(sheet: RawSheet, epi: Profile, kept: Kept, facts: Facts, spoilt: Collection[int] = ()) -> SheetTables:
    """Find the declared tables of a sheet; every other row of it is ignored, with its reason.

    ``spoilt`` are rows that could not be cut into cells: what they seem to hold is no column's.
    """
    tables = find_tables(sheet, epi.headings, epi.tables or tuple(DELIVERED))
    if not tables:
        return _without_table(sheet, kept.tables, facts)
    ignored = _outside(sheet, tables)
    n_outside = len(ignored)
    findings = _of_sheet(sheet, tables, facts)
    mine = []
    for table in tables:
        ignored += table.head()
        twin = kept.twin(table)
        if twin is None:
            mine.append(table)
            findings += _heading_findings(table, facts, spoilt)
            continue
        ignored += [(row, reason or "same_table") for row, reason in enumerate(table.why, table.first_row)]
        said = sentence("ENTETE-10", {"sheet": twin.sheet.name})
        findings.append(finding("ENTETE-10", said, **_place(table), **facts))
    shared = sum(table.last_row + 1 - table.header_rows[0] for table in tables) + n_outside
    return SheetTables(mine, ignored, shared, findings)


def _without_table(sheet: RawSheet, read: Sequence[RawTable], facts: Facts) -> SheetTables:
    """A sheet of which nothing is read, and why; ``read`` are the tables of the sheets before it."""
    found = explore(sheet)
    ignored = [(row, "outside" if some else "blank") for row, some in enumerate(sheet.filled, sheet.first_row)]
    return SheetTables([], ignored, len(ignored), said_of_unread(sheet, found, read, facts), found.reason)


def _outside(sheet: RawSheet, tables: Sequence[RawTable]) -> list[tuple[int, str]]:
    """The rows of the sheet before, between and after its tables: titles, or tables that are not known."""
    last = sheet.first_row + sheet.text.height - 1
    row, found = sheet.first_row, list[tuple[int, str]]()
    filled = sheet.filled
    why = "title"
    for table in sorted(tables, key=lambda table: table.header_rows[0]):
        found += [(at, why if filled[at - sheet.first_row] else "blank") for at in range(row, table.header_rows[0])]
        row = max(row, table.last_row + 1)
        why = "outside" if table.stranger else "title"
    found += [(at, "outside" if filled[at - sheet.first_row] else "blank") for at in range(row, last + 1)]
    return found


def _place(table: RawTable) -> Facts:
    return {"table_name": table.table, "sheet": table.sheet.name, "row_number": table.header_row}


def _same_rows(one: RawTable, other: RawTable) -> bool:
    """Whether two tables hold the same data by declared column, and some."""
    mine, others = ({m.field: m.column for m in table.read_matches if m.field} for table in (one, other))
    if not one.n_rows or one.n_rows != other.n_rows or set(mine) != set(others):
        return False
    return (
        one.data().select(mine[name] for name in sorted(mine)).rows()
        == other.data().select(others[name] for name in sorted(others)).rows()
    )


def _of_sheet(sheet: RawSheet, tables: Sequence[RawTable], facts: Facts) -> list[dict[str, object]]:
    """What is hidden on the sheet, filters left on, and tables that are not known."""
    place = {"sheet": sheet.name, **facts}
    found = []
    hidden = [row for row in sorted(sheet.facts.hidden_rows) if any(t.first_row <= row <= t.last_row for t in tables)]
    if hidden:
        said = sentence("ENTETE-09", {"count": len(hidden), "sheet": sheet.name})
        found.append(finding("ENTETE-09", said, row_number=hidden[0], **place))
    found += [
        finding("ENTETE-14", sentence("ENTETE-14", {"column": letter}), column_letter=letter, **place)
        for letter in sorted(sheet.facts.hidden_columns)
        if any(match.column == letter for table in tables for match in table.read_matches)
    ]
    if sheet.facts.has_filter:
        found.append(finding("ENTETE-15", sentence("ENTETE-15", {"sheet": sheet.name}), **place))
    strangers = [table.stranger for table in tables if table.stranger]
    strangers += unknown_above(sheet, min(table.header_rows[0] for table in tables))
    found += [
        finding("ENTETE-16", sentence("ENTETE-16", {"row": row}), row_number=row, **place) for row in sorted(strangers)
    ]
    return found + [one for table in tables for one in _of_rows(table, facts)]


def _of_rows(table: RawTable, facts: Facts) -> list[dict[str, object]]:
    if table.host is not None:
        return _merged_rows(table, facts)
    told = (forecasts, _merged_rows, struck_rows, spare_rows, rows_below)
    return [one for of_rows in told for one in of_rows(table.whole, facts)]


def _merged_rows(table: RawTable, facts: Facts) -> list[dict[str, object]]:
    """Cells of a read column merged over several rows of data: all but the first are read as blank."""
    found: list[dict[str, object]] = []
    if not table.sheet.facts.merges:
        return found
    letters = {match.column: match.heading for match in table.own_matches}
    why = table.whole.why
    for top, left, bottom, _ in sorted(table.sheet.facts.merges):
        letter = column_letter(left)
        if letter in letters and table.first_row <= top < bottom <= table.last_row:
            held = why[top - table.first_row : bottom - table.first_row + 1].count(None)
            if held > 1:
                said = sentence(
                    "ENTETE-17", {"cells": CELLS_MERGED.format(first=f"{letter}{top}", last=f"{letter}{bottom}")}
                )
                place = {**_place(table), "row_number": top, "column_letter": letter, "heading": letters[letter]}
                found.append(finding("ENTETE-17", said, **place, **facts))
    return found


def _heading_findings(table: RawTable, facts: Facts, spoilt: Collection[int]) -> list[dict[str, object]]:
    declared = DELIVERED[table.table]
    place = {"table_name": table.table, "sheet": table.sheet.name, **facts}
    found: list[dict[str, object]] = []
    claimed: set[str] = set()
    holds = _strangers_filled(table, spoilt)
    for match in (match for match in table.matches if not match.is_read):
        row = table.heading_row[match.column]
        at = {"column_letter": match.column, "heading": match.heading, "row_number": row, **place}
        if match.how == "unknown" and match.column in holds:
            found.append(finding("ENTETE-02", sentence("ENTETE-02", {"heading": match.heading}), **at))
        elif match.how == "near" and match.suggestion:
            title = declared.columns[match.suggestion].title
            found.append(finding("ENTETE-03", sentence("ENTETE-03", {"heading": match.heading, "title": title}), **at))
        elif match.how == "twice" and match.field:
            claimed.add(match.field)
            params = {"heading": match.heading, **column_params(declared.columns[match.field])}
            found.append(finding("ENTETE-04", sentence("ENTETE-04", params), **at))
    named = {match.column for match in table.matches}
    place["row_number"] = table.header_row
    found += [finding("ENTETE-06", column_letter=x, **place) for x in table.letters if x in holds and x not in named]
    missing = [name for name in lacking_columns(table.table, table.matches) if name not in claimed]
    for name in missing:
        params = {"table": declared.title, **column_params(declared.columns[name])}
        found.append(finding("ENTETE-01", sentence("ENTETE-01", params), **place))
    if not table.n_rows:
        found.append(finding("ENTETE-11", sentence("ENTETE-11", {"title": declared.title}), **place))
    return found


def _strangers_filled(table: RawTable, spoilt: Collection[int]) -> set[str]:
    """The columns of an unknown heading, or of none, that hold something in rows that could be cut into cells."""
    strangers = set(table.letters) - {match.column for match in table.matches if match.how != "unknown"}
    return strangers and strangers & table.filled_letters(spoilt)
