"""The declared tables of a sheet: by known headings first, by structure where none stands in one row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from transforms.headings import Overrides, fold_heading
from transforms.lacking_columns import lacking_columns
from transforms.layout.cell_shapes import shapes_of_row
from transforms.layout.declared import best_table, known_beside, matches_of
from transforms.layout.grid import Grid
from transforms.layout.heading_texts import HeadingCell, heading_cells
from transforms.layout.heads import DEPTH, Head, find_head
from transforms.layout.known_rows import known_rows
from transforms.layout.numbering import below_numbering
from transforms.layout.raw_table import RawTable
from transforms.layout.regions import find_regions
from transforms.layout.shared_rows import with_shared_rows
from transforms.layout.spread_headings import without_spread
from transforms.layout.stacks import next_start, with_titles
from transforms.raw import RawSheet, Row, column_index


def find_tables(sheet: RawSheet, overrides: Overrides, allowed: Sequence[str]) -> list[RawTable]:
    """The declared tables on the sheet, from top to bottom; a table runs until the next one's headings."""
    if not sheet.text.width:
        return []
    found: list[RawTable] = []
    grid = Grid(sheet, sheet.letters, 0, sheet.text.height)
    for index in known_rows(sheet, overrides):
        if found and (sheet.first_row + index < found[-1].first_row or _is_head_of(grid, index, found)):
            continue
        new = _tables_at(grid, index, overrides, allowed)
        new = [table for table in new if not any(_same_headings(table, old) for old in found)]
        found += new
    whole = _cut(grid, found or _by_structure(grid, overrides, allowed))
    return with_shared_rows(whole, overrides, allowed)


def _is_head_of(grid: Grid, index: int, tables: Sequence[RawTable]) -> bool:
    """Whether a row says again a heading row of a table already found."""
    cells = grid.row(index)
    return any(cells == grid.row(row - grid.sheet.first_row) for table in tables for row in table.header_rows)


def _tables_at(grid: Grid, index: int, overrides: Overrides, allowed: Sequence[str]) -> list[RawTable]:
    """The tables whose headings stand in or around a row: one, or several side by side."""
    head = _head_around(grid, index)
    variants: list[tuple[int, ...]] = [(index,)]
    body = below_numbering(grid, index + 1)
    if head is not None:
        body = head.body
        variants = [head.rows, (index,)] if index in head.rows and len(head.rows) > 1 else variants
    found = [
        tables
        for rows in variants
        for tables in _tables_under(grid, heading_cells(grid, rows), rows, body, overrides, allowed)
    ]
    return max(found, key=_answer) if len(found) > 1 else next(iter(found), [])


def _tables_under(
    grid: Grid, cells: list[HeadingCell], rows: Sequence[int], body: int, overrides: Overrides,
    allowed: Sequence[str],
) -> Iterator[list[RawTable]]:  # fmt: skip
    """The tables under some heading rows: one for each run of headings, and one for them all."""
    parts = _parts(cells)
    sets = [parts, [cells]] if len(parts) > 1 else [[cells]]
    for some in sets:
        tables = [_table(grid, part, rows, body, overrides, allowed) for part in some]
        new = [table for table in tables if table is not None]
        if len(new) == len(some) == len({table.table for table in new}):
            yield new


def _answer(tables: Sequence[RawTable]) -> tuple[int, bool]:
    """How many headings the tables read or leave to those that may share their rows; whether they lack no column."""
    is_whole = not any(lacking_columns(table.table, table.matches) for table in tables)
    return sum(len(table.read_matches) + _n_beside(table) for table in tables), is_whole


def _n_beside(table: RawTable) -> int:
    known, left = known_beside(table.table), table.left
    cells = table.cells if known and left else []
    return sum(cell.letter in left and any(fold_heading(text) in known for text in cell.texts) for cell in cells)


def _head_around(grid: Grid, index: int) -> Head | None:
    """The head to which a row of known headings belongs, by structure; None when it sees none there."""
    start = index
    while start > max(grid.start, index - DEPTH) and grid.counts[start - 1] and _is_words(grid.row(start - 1)):
        start -= 1
    for row in dict.fromkeys((start, index)):
        head = find_head(grid, row)
        if head is not None and index in (*head.rows, *head.labels):
            return head
    return None


def _is_words(cells: Row) -> bool:
    return "value" not in shapes_of_row(cells)


def _parts(cells: Sequence[HeadingCell]) -> list[list[HeadingCell]]:
    """The headings cut where a column without heading stands between them."""
    parts: list[list[HeadingCell]] = []
    last = -2
    for cell in cells:
        at = column_index(cell.letter)
        if at == last + 1:
            parts[-1].append(cell)
        else:
            parts.append([cell])
        last = at
    return parts


def _table(
    grid: Grid, cells: Sequence[HeadingCell], rows: Sequence[int], body: int, overrides: Overrides,
    allowed: Sequence[str],
) -> RawTable | None:  # fmt: skip
    best = best_table(cells, grid.sheet.name, overrides, allowed)
    if best is None:
        return None
    top = grid.sheet.first_row
    return RawTable(
        best[1], grid.sheet, tuple(top + row for row in rows), top + body, top + grid.height - 1,
        tuple(cell.letter for cell in cells), matches_of(cells, best[1], overrides),
        {cell.letter: top + cell.row for cell in cells},
    )  # fmt: skip


def _by_structure(grid: Grid, overrides: Overrides, allowed: Sequence[str]) -> list[RawTable]:
    """The tables whose headings are known only once the rows they take are joined."""
    top = grid.sheet.first_row
    found = []
    for region in find_regions(grid.sheet):
        part = Grid(grid.sheet, region.letters, 0, grid.height)
        rows = [row - top for row in region.header_rows]
        if rows:
            cells = heading_cells(part, rows)
            table = _table(grid, cells, rows, region.first_row - top, overrides, allowed)
            found += [table] if table else []
    return found


def _same_headings(new: RawTable, old: RawTable) -> bool:
    """Headings repeated at a page break: same table, same columns."""
    return new.table == old.table and [(m.column, m.field) for m in new.matches] == [
        (m.column, m.field) for m in old.matches
    ]


def _cut(grid: Grid, tables: list[RawTable]) -> list[RawTable]:
    """Give each table its last row, and the columns between and beside its headings that are no other table's."""
    cut = []
    for table in tables:
        mine = set(table.letters)
        below = [_announced(grid, t) for t in tables if t.header_rows[0] > table.header_rows[0]]
        beside = {x for t in tables if t.header_rows[0] == table.header_rows[0] and t is not table for x in t.letters}
        letters = [letter for letter in grid.letters if letter in mine or not beside]
        if beside:
            span = range(column_index(table.letters[0]), column_index(table.letters[-1]) + 1)
            letters = [letter for letter in grid.letters if column_index(letter) in span]
        last = min(below, default=grid.sheet.first_row + grid.height) - 1
        stranger = _stranger(grid, letters, table, last)
        last = last if stranger is None else stranger - 1
        cut.append(without_spread(replace(table, letters=tuple(letters), last_row=last, stranger=stranger)))
    return cut


def _announced(grid: Grid, table: RawTable) -> int:
    """The first row of the titles right above a table's headings, else that of the headings."""
    top = grid.sheet.first_row
    row = table.header_rows[0] - top
    width = grid.counts[row]
    while 0 < grid.counts[row - 1] * 3 <= 2 * width and row > 1 and _is_words(grid.row(row - 1)):
        row -= 1
    return top + with_titles(grid, row, 0)


def _stranger(grid: Grid, letters: list[str], table: RawTable, last: int) -> int | None:
    """The first row that is not blank of another table, of headings that are not known, below this one."""
    top = grid.sheet.first_row
    start = next_start(Grid(grid.sheet, letters, table.header_rows[0] - top, last + 1 - top), table.first_row - top)
    return None if start is None else top + next(row for row in range(start, grid.height) if grid.counts[row])
