"""Where the tables are on a sheet: header rows, bodies, and the rows that are no data, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from schemas import DELIVERED
from schemas.codelist import fold
from transforms.headings import (
    HeadingMatch,
    Overrides,
    fold_heading,
    headings_of,
    known_headings,
    match_headings,
)
from transforms.raw import RawSheet

HEAD_ROWS = 60
_TOTAL = r"(?i)^\W*(sous[- ]?total|total|totaux|somme|cumul)\b"
_WORDS_OF_A_NOTE = 3


@dataclass(frozen=True)
class RawTable:
    """One table found: its declaration, its sheet, its header row and its body, both in rows of the sheet."""

    table: str
    sheet: RawSheet
    header_row: int
    last_row: int
    matches: tuple[HeadingMatch, ...]

    @property
    def first_row(self) -> int:
        """First row below the headings."""
        return self.header_row + 1

    @property
    def read_matches(self) -> tuple[HeadingMatch, ...]:
        """The headings whose columns are read."""
        return tuple(match for match in self.matches if match.is_read)

    def body(self) -> pl.DataFrame:
        """The rows below the headings, columns by letter, as text."""
        start = self.first_row - self.sheet.first_row
        return self.sheet.text.slice(start, self.last_row - self.header_row)


def find_tables(sheet: RawSheet, overrides: Overrides, allowed: Sequence[str]) -> list[RawTable]:
    """The declared tables on the sheet, from top to bottom; a table runs until the next one's headings."""
    found: list[tuple[int, str, tuple[HeadingMatch, ...]]] = []
    for index in _candidate_rows(sheet.text, overrides):
        cells = [(name, str(value)) for name, value in sheet.text.row(index, named=True).items() if value is not None]
        best = _best_table(cells, sheet.name, overrides, allowed)
        if best is not None and not (found and _same_headings(found[-1], best)):
            found.append((index, *best))
    if not found:
        return []
    ends = [index for index, _, _ in found[1:]] + [sheet.text.height]
    return [
        RawTable(table, sheet, sheet.first_row + index, sheet.first_row + end - 1, matches)
        for (index, table, matches), end in zip(found, ends, strict=True)
    ]


def _same_headings(last: tuple[int, str, tuple[HeadingMatch, ...]], new: tuple[str, tuple[HeadingMatch, ...]]) -> bool:
    """Headings repeated at a page break: same table, same columns."""
    return last[1] == new[0] and [(m.column, m.field) for m in last[2]] == [(m.column, m.field) for m in new[1]]


def _candidate_rows(text: pl.DataFrame, overrides: Overrides) -> list[int]:
    """Rows that hold two known headings or more: the head is read cell by cell, the rest by column."""
    known = known_headings()
    own = {fold_heading(heading) for heading in overrides}
    folded: dict[str, str] = {}
    rows: list[int] = []
    # A loop over at most HEAD_ROWS rows: where headings nearly always are, in whatever spelling.
    for index, row in enumerate(text.head(HEAD_ROWS).iter_rows()):
        cells = {folded.setdefault(value, fold_heading(value)) for value in row if value is not None}
        if len(cells & known) + len(cells & own) >= 2:
            rows.append(index)
    if text.height > HEAD_ROWS and rows:
        seen = {value for index in rows for value in text.row(index) if value is not None}
        rows += _later_rows(text, [*seen, *_declared_spellings()])
    return rows


def _later_rows(text: pl.DataFrame, spellings: list[str]) -> list[int]:
    values = pl.Series(spellings, dtype=pl.String).unique().implode()
    hits = text.select(pl.sum_horizontal(pl.all().is_in(values).cast(pl.UInt8)).alias("hits"))["hits"]
    return [int(index) for index in (hits >= 2).arg_true() if index >= HEAD_ROWS]


def _declared_spellings() -> set[str]:
    return {h for table in DELIVERED.values() for column in table.read_columns.values() for h in column.headings}


def _best_table(
    cells: list[tuple[str, str]], sheet_name: str, overrides: Overrides, allowed: Sequence[str]
) -> tuple[str, tuple[HeadingMatch, ...]] | None:
    """The table whose declaration the headings answer best: columns found, required ones thrice, less strangers."""
    best: tuple[float, str] | None = None
    folded = {fold_heading(heading) for _, heading in cells}
    confirmed = {value for _, heading in cells if isinstance(value := overrides.get(heading.strip()), str)}
    for name in allowed:
        declared = DELIVERED[name]
        known = headings_of(name)
        mine = {column.split(".")[1] for column in confirmed if column.startswith(f"{name}.")}
        fields = {known[h] for h in folded if h in known} | mine
        required = fields & set(declared.required_columns)
        if len(fields) < 2 or len(required) * 2 < len(declared.required_columns):
            continue
        named = fold(sheet_name) in {fold(sheet) for sheet in (*declared.sheets, declared.title)}
        score = len(fields) + 2 * len(required) - 0.25 * (len(folded) - len(fields)) + 2 * named
        if best is None or score > best[0]:
            best = (score, name)
    return None if best is None else (best[1], match_headings(cells, best[1], overrides))


def classify_rows(table: RawTable) -> pl.Series:
    """Why each row of the body is no data (blank, repeated_header, total, note), null where it is data."""
    body = table.body()
    filled = pl.sum_horizontal(pl.all().is_not_null().cast(pl.UInt16))
    first = pl.coalesce(pl.all())
    read = table.read_matches
    required = set(DELIVERED[table.table].required_columns)
    letters = [match.column for match in read if match.field in required] or [match.column for match in read]
    present = pl.sum_horizontal(pl.col(letters).is_not_null().cast(pl.UInt16)) if letters else pl.lit(0)
    repeated = pl.all_horizontal(*(pl.col(m.column).str.strip_chars() == m.heading.strip() for m in read[:4]))
    lonely = (filled == 1) & (first.str.count_matches(r"\S+") >= _WORDS_OF_A_NOTE)
    total = first.str.contains(_TOTAL) & (present * 2 <= len(letters))
    why = (
        pl.when(filled == 0).then(pl.lit("blank"))
        .when(repeated).then(pl.lit("repeated_header"))
        .when(total).then(pl.lit("total"))
        .when(lonely).then(pl.lit("note"))
    )  # fmt: skip
    return body.select(why.alias("why"))["why"] if body.width else pl.Series("why", [], dtype=pl.String)
