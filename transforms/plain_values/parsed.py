"""What becomes of a column of text: a value, a refusal or a repair for each cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

import polars as pl


class Cell(NamedTuple):
    """One distinct text converted: its value, or the code that refuses it; ``repaired`` notes what was changed."""

    value: Any = None
    refused: str | None = None
    repaired: str | None = None


@dataclass(frozen=True)
class Parsed:
    """Three series as long as the text: typed ``value``, ``refused`` and ``repaired`` codes; never value and refusal."""

    value: pl.Series
    refused: pl.Series
    repaired: pl.Series


@dataclass(frozen=True)
class ValueSpec:
    """What a column expects. ``spellings`` and ``ambiguous`` are by folded spelling, for kind ``code``."""

    kind: str
    spellings: Mapping[str, str] = field(default_factory=dict)
    ambiguous: Mapping[str, str] = field(default_factory=dict)
    month_edge: Literal["first", "last"] | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None


def plain(value: pl.Series) -> Parsed:
    """Values that needed neither refusal nor repair."""
    none = pl.Series([None], dtype=pl.String).new_from_index(0, len(value))
    return Parsed(value, none, none)


def by_distinct(text: pl.Series, convert: Callable[[str], Cell], dtype: pl.DataType, done: pl.Series) -> Parsed:
    """Convert by Python the distinct texts that the column path left; ``done`` holds what it found, null elsewhere."""
    left = text.filter(text.is_not_null() & done.is_null())
    if left.is_empty():
        return plain(done)
    # A loop over distinct leftovers only: what people write by hand repeats, and the column path took the rest.
    distinct = left.unique(maintain_order=True)
    cells = [MARKERS.get(value.strip().casefold()) or convert(value) for value in distinct]
    found = pl.DataFrame(
        {
            "text": distinct,
            "value": pl.Series([cell.value for cell in cells], dtype=dtype),
            "refused": pl.Series([cell.refused for cell in cells], dtype=pl.String),
            "repaired": pl.Series([cell.repaired for cell in cells], dtype=pl.String),
        }
    )
    keyed = pl.DataFrame({"text": text, "done": done}).join(found, on="text", how="left", maintain_order="left")
    taken = keyed["done"].is_not_null()
    code = (
        pl.when(~taken).then(pl.col("refused")).alias("refused"),
        pl.when(~taken).then(pl.col("repaired")).alias("repaired"),
    )
    codes = keyed.select(*code)
    return Parsed(keyed["done"].fill_null(keyed["value"]), codes["refused"], codes["repaired"])


_ERROR, _UNKNOWN, _NOTHING = Cell(refused="FICHIER-30"), Cell(repaired="LISTE-30"), Cell(repaired="LISTE-31")
MARKERS: dict[str, Cell] = {
    **dict.fromkeys(("#n/a", "#ref!", "#div/0!", "#name?", "#nom?", "#null!", "#nul!", "#num!", "#nombre!", "#value!",
                     "#valeur!", "#getting_data"), _ERROR),
    **dict.fromkeys(("na", "n/a", "nc", "n.c.", "nr", "n.r.", "non communiqué", "non renseigné", "inconnue", "?", "??",
                     "****", "***", "**", "*"), _UNKNOWN),
    **dict.fromkeys(("-", "--", "—", "–", "/", "néant", "neant", "sans objet", "s.o.", "aucun", "aucune"), _NOTHING),
}  # fmt: skip
