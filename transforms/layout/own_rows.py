"""Which of the rows that several tables share are those of one of them."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.layout.grid import Grid
from transforms.layout.unused_rows import rows_telling_nothing


def own_rows(own: Grid, start: int, why: Sequence[str | None]) -> list[str | None]:
    """Why each row from ``start`` is no data of the table with these columns of its own.

    It is as ``why`` has it for them all; rows that these columns leave blank, or that tell nothing there, are none.
    """
    filled = own.counts[start:]
    found = [reason if reason or n else "blank" for reason, n in zip(why, filled, strict=False)]
    for row in rows_telling_nothing(own, [start + at for at, reason in enumerate(found) if reason is None]):
        found[row - start] = "unused"
    return found
