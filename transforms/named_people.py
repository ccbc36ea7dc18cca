"""Who is named in the rows of a table."""

from __future__ import annotations

import polars as pl

from schemas.person import IDENTITY
from transforms.normalise import Normalised
from transforms.verdict import PEOPLE_SHAPE


def people_of(normalised: Normalised, place: pl.DataFrame, rows: pl.Series) -> pl.DataFrame:
    """Who is named in the rows: with key and birth date of those accepted, by name alone of others.

    Whoever has no key is told once; of the others few are told twice, and the verdict tells everybody once.
    """
    key = normalised.declared.columns.get("person_key")
    if key is None or key.keyed_on != IDENTITY:
        return pl.DataFrame(schema=PEOPLE_SHAPE)
    frame = pl.concat([place.select("epi_id", "delivery_id"), normalised.values], how="horizontal")
    is_accepted = pl.int_range(frame.height, dtype=pl.UInt32).is_in(rows.implode())
    named = frame.select(list(PEOPLE_SHAPE)).with_columns(known_if(is_accepted))
    is_named = pl.col("last_name").is_not_null() | pl.col("first_name").is_not_null()
    named = named.filter(is_named)
    return named.unique(maintain_order=True) if named["person_key"].null_count() == named.height else named


def known_if(condition: pl.Expr) -> list[pl.Expr]:
    """Key and birth date where the condition holds, null elsewhere."""
    return [pl.when(condition).then(pl.col(name)).alias(name) for name in ("person_key", "birth_date")]
