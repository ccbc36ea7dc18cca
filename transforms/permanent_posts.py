"""« Titularisé(e) »: what it says depends on the legal nature of the employer (R-C10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from transforms.normalise import Normalised
from transforms.verdict import Submission

AMBIGUOUS, READ_AS_CDI, ASK = "LISTE-21", "LISTE-25", "LISTE-26"
# What the word stands for at a private employer, by the column it is typed in.
_PRIVATE = {"contract_type_code": "CDI", "next_contract_type_code": "CDI", "exit_reason_code": "1"}


def settle_permanent_posts(normalised: Normalised, submissions: Sequence[Submission]) -> Normalised:
    """A private employer gives a CDI; a public one is asked which of its two posts; an unknown one is left refused."""
    if not normalised.cells["code"].is_in([AMBIGUOUS]).any():
        return normalised
    natures = [submission.epi.legal_nature_code for submission in submissions]
    nature = pl.Series("nature", natures, dtype=pl.String).gather(normalised.place["delivery"])
    cells = normalised.cells.with_columns(nature.gather(normalised.cells["index"]))
    is_word = pl.col("code") == AMBIGUOUS
    is_private = is_word & pl.col("nature").is_in(["privee", "privee_capitaux_publics"])
    kept = pl.col("column_name").replace_strict(_PRIVATE, default=None, return_dtype=pl.String)
    values = normalised.values
    for name in _PRIVATE.keys() & set(values.columns):
        rows = cells.filter(is_private & (pl.col("column_name") == name))["index"]
        values = values.with_columns(values[name].scatter(rows, _PRIVATE[name]).alias(name)) if len(rows) else values
    settled = cells.with_columns(
        pl.when(is_private).then(kept).otherwise(pl.col("value_kept")).alias("value_kept"),
        pl.when(is_private).then(pl.lit(READ_AS_CDI))
        .when(is_word & (pl.col("nature") == "publique")).then(pl.lit(ASK))
        .otherwise(pl.col("code")).alias("code"),
    )  # fmt: skip
    return replace(normalised, values=values, cells=settled.drop("nature"))
