"""The rows above a table where its titles stand."""

from collections.abc import Iterator

from transforms.raw import RawSheet

_TITLE_CELLS = 2
_FURTHEST = 10


def title_rows(sheet: RawSheet, head: int) -> Iterator[int]:
    """The rows above the first heading row that hold little, the nearest first; all counted from 0."""
    for row in range(head - 1, max(head - _FURTHEST, 0) - 1, -1):
        if sheet.filled[row] > _TITLE_CELLS:
            return
        yield row
