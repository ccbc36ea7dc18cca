"""What a column expects of its cells, and what reading them gives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import polars as pl


@dataclass(frozen=True)
class ValueSpec:
    """What the cells of a column must be.

    ``spellings`` (folded spelling → code), ``ambiguous`` (folded spelling → rule) and ``assumed`` (folded spelling →
    code and rule) and ``openings`` (folded words that a name begins with → code) serve the kind "code";
    ``month_edge``, ``earliest`` and ``latest`` the dates, both bounds included; ``precision`` and ``scale`` the kind
    "decimal", stored as Decimal(precision, scale); ``unit`` the kind "integer", whose cells may bear it;
    ``or_count`` the kind "boolean".
    """

    kind: str
    spellings: Mapping[str, str] = field(default_factory=dict)
    ambiguous: Mapping[str, str] = field(default_factory=dict)
    assumed: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    openings: Mapping[str, str] = field(default_factory=dict)
    month_edge: Literal["first", "last"] | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    unit: str | None = None
    or_count: bool = False
    scale: int = 2
    precision: int = 18


@dataclass(frozen=True)
class Parsed:
    """One column read: three Series as long as the text.

    ``value`` has the stored type, null where the cell is blank, says that it has no value, or is refused.
    ``refused`` is the rule by which a cell cannot be taken; such a cell has no value. ``repaired`` is the rule that
    tells what else was done: the value kept differs from the text in more than spelling, or, where the value is null,
    the text is one of the words for "no value".
    """

    value: pl.Series
    refused: pl.Series
    repaired: pl.Series
