"""The row of forms that gives each column its number, below the headings: (1), (2), (3)… or A, B, C…"""

from __future__ import annotations

import re
from itertools import pairwise

from transforms.layout.grid import Grid
from transforms.raw import Row

_NUMBER = re.compile(
    r"(?i)\s*(?:col(?:onne)?\b\.?\s*)?(?P<open>[(\[]?)\s*(?P<rank>\d{1,2}|[a-z])\s*[)\].]?(?:\s*=.*)?\s*"
)
_FIRST, _LEAST, _LEAST_BARE = frozenset({"1", "a"}), 3, 4


def below_numbering(grid: Grid, body: int) -> int:
    """Where the data begin: ``body``, the row below the headings, or the next where that one numbers the columns."""
    return body + 1 if body + 1 < grid.height and numbers_columns(grid.row(body)) else body


def numbers_columns(cells: Row) -> bool:
    """Whether the cells count on from the first one, from 1 or from A: three between brackets, or four.

    « (4) = (2) + (3) » is the fourth.
    """
    found = [_NUMBER.fullmatch(cell) for cell in cells if cell is not None]
    known = [match for match in found if match]
    if len(known) < len(found) or len(known) < (_LEAST if all(match["open"] for match in known) else _LEAST_BARE):
        return False
    ranks = [match["rank"].lower() for match in known]
    return ranks[0] in _FIRST and all(_rank(after) - _rank(before) == 1 for before, after in pairwise(ranks))


def _rank(said: str) -> int:
    """A number, or the place of a letter beyond all of them, so that none follows the other."""
    return int(said) if said.isdecimal() else 100 + ord(said)
