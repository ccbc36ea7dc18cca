"""The rows looked at to decide what a table is: those of its start, and of its body as far as it is near."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from transforms.layout.grid import Grid

ROWS = 200
_ENOUGH = 12


def window(grid: Grid, start: int) -> list[int]:
    """The filled rows from ``start`` on, across blank rows while what follows may be the body of the same table."""
    bands = grid.bands
    at = max(bisect_right(bands, (start, grid.height + 1)) - 1, 0)
    rows: list[int] = []
    for first, last in bands[at:]:
        if rows and not _goes_on(grid, rows, first, last):
            break
        rows += range(max(first, start), min(last, max(first, start) + ROWS - len(rows)))
        if len(rows) >= ROWS:
            break
    return rows


def usual_width(counts: Sequence[int]) -> int:
    """How many cells most rows of a table fill, told from rows among which there may be titles and notes."""
    several = sorted(count for count in counts if count > 1)
    held = several if len(several) * 5 >= len(counts) else sorted(counts)
    return held[len(held) // 2] if held else 0


def wide_rows(grid: Grid, rows: Sequence[int]) -> list[int]:
    """Those of ``rows`` that are wide enough to belong to a table."""
    counts = [grid.counts[row] for row in rows]
    width = usual_width(counts)
    least = 2 if width > 1 else 1
    if width < 2 and len(grid.letters) > 1 and len(rows) < 2:
        return []
    return [row for row, count in zip(rows, counts, strict=True) if count >= least and count * 2 > width]


def _goes_on(grid: Grid, rows: list[int], first: int, last: int) -> bool:
    """Whether the band after a blank row may belong to the table begun above it."""
    counts = [grid.counts[row] for row in rows]
    width = usual_width(counts)
    wide = sum(count * 2 > width for count in counts)
    if width > 1 and wide >= _ENOUGH:
        return False
    ahead = range(first, min(last, first + _ENOUGH))
    if width < 2 or wide < 2 or max(grid.counts[row] for row in ahead) > 2 * width:
        return True
    top = next((row for row in ahead if grid.counts[row] * 2 > width), None)
    return top is not None and not grid.rows_without_values([top])
