"""The derived columns of a table: keyed hashes and facts of the row that need what is not stored."""

from __future__ import annotations

from dataclasses import replace

from transforms.normalise import Normalised
from transforms.pseudonyms import keyed_hashes


def with_derived(normalised: Normalised, secret: bytes) -> Normalised:
    """The same with the derived columns that the declaration says how to make."""
    values, columns = normalised.values, normalised.declared.columns
    hashed = [
        keyed_hashes([values[source] for source in column.keyed_on], secret).alias(name)
        for name, column in columns.items()
        if column.keyed_on
    ]
    computed = [column.computed().cast(column.dtype).alias(name) for name, column in columns.items() if column.computed]
    return replace(normalised, values=values.with_columns(*hashed, *computed)) if hashed or computed else normalised
