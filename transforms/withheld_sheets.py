"""Sheets whose name names a person: known by their place in the file."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BY_PLACE = "[feuille {place}]"
_WITHHELD = re.compile(r"\[feuille (\d+)\]")


def by_place(place: int) -> str:
    """What stands for the name of the sheet at this place, from 1, hidden ones counted."""
    return _BY_PLACE.format(place=place)


def real_name(sheet: str, sheets: Sequence[str]) -> str:
    """The name of a sheet as the file has it, from the one stored; ``sheets`` are those of the file in their order."""
    found = _WITHHELD.fullmatch(sheet)
    if sheet in sheets or not found or not 1 <= int(found[1]) <= len(sheets):
        return sheet
    return sheets[int(found[1]) - 1]
