"""The cells that a check of the network names beside the one it is told at."""

from __future__ import annotations

import polars as pl

from schemas.wording import CELL_OF_EPI, CELLS_TO_MEND

CELLS = "STRUCT(epi_id VARCHAR, sheet VARCHAR, cell VARCHAR)[]"
MOST = 20
"""So many are written out; the number told is of them all."""


def with_cells_to_mend(found: pl.DataFrame) -> pl.DataFrame:
    """What was found, its sentence followed by how many cells ``cells_to_mend`` has, and which the first are."""
    place = [pl.element().struct.field(name) for name in ("epi_id", "sheet", "cell")]
    cells = pl.col("cells_to_mend")
    named = cells.list.head(MOST).list.eval(pl.format(CELL_OF_EPI, *place)).list.join(" ; ")
    more = pl.when(cells.list.len() > MOST).then(pl.lit(" ; …")).otherwise(pl.lit(""))
    told = pl.format(CELLS_TO_MEND, "message", cells.list.len(), pl.concat_str(named, more))
    return found.with_columns(pl.when(cells.list.len() > 0).then(told).otherwise("message").alias("message"))
