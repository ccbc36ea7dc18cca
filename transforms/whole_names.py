"""Surname and given name in one cell, taken apart where what is typed, or the heading, says which is which."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from transforms.headings import is_surname_first
from transforms.layout import RawTable
from transforms.values import rule_codes as rule

_CIVILITY = r"^(?i:mme|mlle|mr|monsieur|madame|mademoiselle)\.? +|^(?i:m)\.? +(\S+ .*)$"
_CAPITALS = r"\p{Lu}[\p{Lu}'’.\-]+(?: [\p{Lu}'’.\-]{2,})*"
_USUAL = r"\p{Lu}[^ ]*\p{Ll}[^ ]*(?: [^ ]*\p{Ll}[^ ]*)*"
_TOLD_APART = (
    r"^(?<last>[^,]+), *(?<first>[^,]+)$",
    rf"^(?<last>{_CAPITALS}) (?<first>{_USUAL})$",
    rf"^(?<first>{_USUAL}) (?<last>{_CAPITALS})$",
)
_TWO_WORDS = r"^(?<one>[^ ]+) (?<other>[^ ]+)$"


def split_whole_names(
    texts: pl.DataFrame, rows: pl.DataFrame, tables: Sequence[RawTable], shape: pl.Schema
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The texts with ``last_name`` and ``first_name`` out of the cells that hold both, and what is noted of these.

    ``rows`` gives ``block``, the number of the table. A comma or capitals tell the surname; of two words the heading
    tells the order, and it is noted; in any other cell nothing does, and it is refused.
    """
    order = [is_surname_first(table.whole_name) if table.whole_name else None for table in tables]
    if not any(one is not None for one in order):
        return texts, pl.DataFrame(schema=shape)
    surname_first = pl.Series("surname_first", order, dtype=pl.Boolean).gather(rows["block"])
    whole = pl.DataFrame({"read": texts["last_name"], "surname_first": surname_first}).with_row_index("index")
    whole = whole.filter(pl.col("read").is_not_null() & pl.col("surname_first").is_not_null())
    said = pl.col("read").str.replace_all(r"\s+", " ").str.strip_chars(" ").str.replace(_CIVILITY, "${1}")
    split = whole.with_columns(said.alias("said")).with_columns(_apart("last"), _apart("first"), *_by_order())
    split = split.with_columns(
        pl.coalesce("last", "by_last", "said").alias("last_name"),
        pl.coalesce("first", "by_first", "said").alias("first_name"),
        pl.when(pl.col("last").is_not_null()).then(None)
        .when(pl.col("by_last").is_not_null()).then(pl.lit(rule.NAMES_BY_ORDER))
        .otherwise(pl.lit(rule.NAMES_IN_ONE_CELL)).alias("code"),
    )  # fmt: skip
    names = [texts[name].scatter(split["index"], split[name]) for name in ("last_name", "first_name")]
    noted = split.filter(pl.col("code").is_not_null()).with_columns(
        pl.lit("last_name").alias("column_name"), pl.col("read").alias("value_read"), pl.lit(None).alias("value_kept")
    )
    return texts.with_columns(names), noted.select(pl.col(name).cast(dtype) for name, dtype in shape.items())


def _apart(name: str) -> pl.Expr:
    return pl.coalesce(pl.col("said").str.extract_groups(one).struct.field(name) for one in _TOLD_APART).alias(name)


def _by_order() -> list[pl.Expr]:
    words = pl.col("said").str.extract_groups(_TWO_WORDS)
    one, other = words.struct.field("one"), words.struct.field("other")
    return [
        pl.when("surname_first").then(one).otherwise(other).alias("by_last"),
        pl.when("surname_first").then(other).otherwise(one).alias("by_first"),
    ]
