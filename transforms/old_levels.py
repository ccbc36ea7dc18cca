"""« Niveau 5 » : a BTS since 2019, a CAP (level V) before, when levels ran the other way."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import polars as pl

from transforms.normalise import Normalised

AMBIGUOUS = "LISTE-27"
_NEW_LEVELS = dt.date(2019, 1, 1)
_TURNED = r"(?i)^\W*niveau\W*[356]\W*$"  # 4 is the Bac in both, 7 and 8 are new
# The day of which a level is told, by the column that tells it.
_DAYS = {
    "entry_education_level_code": ("entry_date",),
    "qualification_level_code": ("qualification_date", "exit_date"),
}


def settle_old_levels(normalised: Normalised) -> Normalised:
    """Levels in figures that may be those before 2019 are refused; later ones are the new ones."""
    values, cells = normalised.values, normalised.cells
    for name, days in _DAYS.items():
        if name not in values.columns:
            continue
        text = normalised.text[name]
        turned = values.select(
            values[name].is_not_null()
            & text.str.contains(_TURNED).fill_null(value=False)
            & (pl.coalesce(days) < _NEW_LEVELS).fill_null(value=True)
        ).to_series()
        rows = turned.arg_true().cast(pl.UInt32)
        if len(rows):
            values = values.with_columns(values[name].set(turned, None))
            found = {"index": rows, "column_name": name, "code": AMBIGUOUS, "value_read": text.gather(rows)}
            cells = pl.concat([cells, pl.DataFrame({**found, "value_kept": None}, schema=cells.schema)])
    return normalised if values is normalised.values else replace(normalised, values=values, cells=cells)
