"""The required columns of a table that no heading gives."""

from __future__ import annotations

from collections.abc import Collection

from schemas import DELIVERED
from transforms.headings import HeadingMatch, fields_of


def lacking_columns(table: str, matches: Collection[HeadingMatch]) -> list[str]:
    """The names of the required columns that none of the headings read gives, in their order."""
    given = fields_of(matches)
    return [name for name in DELIVERED[table].required_columns if name not in given]
