"""The headings of a table: how many rows they take, and where its body begins."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.layout.cell_shapes import shape_of, shapes_of_row
from transforms.layout.grid import Grid
from transforms.layout.heading_texts import heading_texts
from transforms.layout.numbering import below_numbering
from transforms.layout.profile import Profile
from transforms.layout.window import wide_rows, window
from transforms.raw import Row

DEPTH = 6
_FULL = 0.8
_TEXTS = frozenset({"words", "digits"})


@dataclass(frozen=True)
class Head:
    """Where a table begins; rows counted from 0.

    ``rows`` are the heading rows, none for a table without headings; ``labels`` say the headings again in other words;
    ``body`` is the first row below. ``headings`` gives one text for each column of the grid.
    """

    top: int
    rows: tuple[int, ...]
    labels: tuple[int, ...]
    body: int
    headings: tuple[str, ...]
    profile: Profile


def find_head(grid: Grid, start: int) -> Head | None:
    """The head of the first table at or below ``start``; None when no row holds two cells."""
    rows = window(grid, start)
    wide = wide_rows(grid, rows)
    if not wide:
        return None
    profile = Profile(grid.rows(wide[len(wide) // 2 :]) if len(wide) > 1 else [], len(grid.letters))
    first = _first_heading(grid, [row for row in rows if row >= wide[0]], profile)
    if first is None:
        return Head(wide[0], (), (), wide[0], ("",) * len(grid.letters), profile)
    found = [*_above(grid, first, profile), *_below(grid, first, rows, profile)]
    kept, labels = _without_labels(grid, found, profile)
    body = below_numbering(grid, found[-1] + 1)
    labels += range(found[-1] + 1, body)
    return Head(found[0], tuple(kept), tuple(labels), body, heading_texts(grid, kept), profile)


def looks_like_headings(row: Row, profile: Profile) -> bool:
    """Whether a row stands over the columns as headings do: words over values, or else nothing that is seen below."""
    if profile.has_values:
        if _TEXTS.issuperset(shapes_of_row(row)):
            return True
        words, values = _over_values(row, profile)
        return words > values and words * 2 >= len(profile.value_columns)
    held = [cell for cell in row if cell is not None]
    several = len({cell.strip() for cell in held}) > 1 or len(held) == 1
    if not profile.width and sum(shape == "value" for shape in shapes_of_row(row)) * 2 > len(held):
        return False
    return several and len(held) >= _FULL * 0.75 * profile.width and profile.contrast(row) >= 0


def _over_values(row: Row, profile: Profile) -> tuple[int, int]:
    """How many cells over the value columns are words, and how many are values."""
    shapes = shapes_of_row(row)
    over = [shapes[at] for at in profile.value_columns]
    return sum(shape in _TEXTS for shape in over), sum(shape == "value" for shape in over)


def _first_heading(grid: Grid, rows: list[int], profile: Profile) -> int | None:
    """The first row of headings, if only rows that are no data stand above it."""
    for row in rows[:30]:
        cells = grid.row(row)
        if looks_like_headings(cells, profile):
            return row
        if not profile.value_columns or _is_data(cells, profile):
            return None
    return None


def _is_data(cells: Row, profile: Profile) -> bool:
    """Whether a row holds values where the rows below it do."""
    _, values = _over_values(cells, profile)
    return values * 2 >= len(profile.value_columns) > 0


def _below(grid: Grid, first: int, rows: list[int], profile: Profile) -> list[int]:
    """The heading rows from the first one down."""
    merged = [last for top, last, *_ in grid.merges if top == first and last < first + DEPTH]
    end = max(merged, default=first)
    end = next((row - 1 for row in range(first + 1, end + 1) if _is_data(grid.row(row), profile)), end)
    found = list(range(first, end + 1))
    for row in (row for row in rows if row > end):
        cells = grid.row(row)
        if row != found[-1] + 1 or len(found) >= DEPTH or not _goes_on(grid, found, cells, profile):
            break
        found.append(row)
    return found if rows[-1] > found[-1] else found[:1]


def _goes_on(grid: Grid, found: list[int], cells: Row, profile: Profile) -> bool:
    """Whether the row just below headings is a further row of them."""
    above = [column.count(None) < len(column) for column in zip(*grid.rows(found), strict=True)]
    if any(cell is not None and over and shape_of(cell) == "value" for cell, over in zip(cells, above, strict=True)):
        return False
    words, values = _over_values(cells, profile)
    if values or any(shape == "value" for shape in shapes_of_row(cells)):
        return False
    if words >= 2 and looks_like_headings(cells, profile):
        return True
    new = sum(cell is not None and not over for cell, over in zip(cells, above, strict=True))
    held = sum(cell is not None for cell in cells)
    open_columns = sum(shape is not None and not over for shape, over in zip(profile.shapes, above, strict=True))
    return 0 < held < profile.width and open_columns > 0 and new * 2 >= open_columns and profile.contrast(cells) >= 0


def _above(grid: Grid, first: int, profile: Profile) -> list[int]:
    """The rows of group titles that stand right above the headings."""
    found: list[int] = []
    row = first - 1
    while row >= grid.start and first - row < DEPTH and _groups(grid, row, first, profile):
        found.insert(0, row)
        row -= 1
    return found


def _groups(grid: Grid, row: int, first: int, profile: Profile) -> bool:
    """Whether the row holds titles over groups of the columns below, and not the title of the table."""
    cells, below = grid.row(row), grid.row(first)
    held = [at for at, cell in enumerate(cells) if cell is not None]
    if not held or any(shape == "value" for shape in shapes_of_row(cells)):
        return False
    width = max(sum(cell is not None for cell in below), 1)
    spans = [right - left + 1 for top, _, left, right in grid.merges if top == row]
    if any(1 < span < width for span in spans):
        return True
    if len(held) < 2:
        return False
    names = [cell.strip() for cell in below if cell is not None]
    complementary = any(below[at] is None and profile.shape(at) is not None for at in held)
    return len(set(names)) < len(names) or complementary or (cells[0] is None and below[0] is not None)


def _names_each_once(cells: Row) -> bool:
    """Whether no two columns have the same name: « Date » said twice is half of a heading, whose rest is below."""
    held = [cell.strip() for cell in cells if cell is not None]
    return len(set(held)) == len(held)


def _without_labels(grid: Grid, found: list[int], profile: Profile) -> tuple[list[int], list[int]]:
    """Of several rows that each name all columns, keep that of short codes, else the first; the others are labels."""
    if len(found) < 2:
        return found, []
    merged = {top for top, _, left, right in grid.merges if right > left}
    full = [
        row
        for row in found
        if grid.counts[row] >= _FULL * profile.width and row not in merged and _names_each_once(grid.row(row))
    ]
    if len(full) < 2:
        return found, []
    codes = [row for row in full if not any(" " in cell.strip() for cell in grid.row(row) if cell is not None)]
    kept = codes[0] if len(codes) == 1 else full[0]
    labels = [row for row in full if row != kept]
    return [row for row in found if row not in labels], labels
