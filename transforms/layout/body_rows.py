"""Which rows of a table's body are no data, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from transforms.layout.profile import Row

TOTAL = (
    r"(?i)^\W*(?:(?:sous|s)[\s\-/]*total|totaux|total|montant total|grand total|ensemble|somme|cumul|subtotal|sum)"
    r"(?:$|[\s:(*.\-–])"
)
SUBTOTAL = r"(?i)^\W*(?:(?:sous|s)[\s\-/]*total|subtotal)"
NOTE = r"(?i)^\s*(?:#\s*\pL|\(?\*|\(?\d\)\s|(?:notes?|nb|n\.b\.?|sources?|lecture|champ|remarques?|l[ée]gende)\b)"
WORDS_OF_A_NOTE = 3


@dataclass(frozen=True)
class Expected:
    """What is known of a declared table: the columns of which a row of data fills more than half, and those read."""

    keys: Sequence[str]
    read: Sequence[str]

    def keyed(self) -> pl.Expr:
        """Whether more than half of the key columns are filled, which makes a row data whatever it says."""
        return pl.sum_horizontal(pl.col(key).is_not_null().cast(pl.UInt16) for key in self.keys) * 2 > len(self.keys)

    def idle(self) -> pl.Expr:
        """Whether no column that is read is filled."""
        return pl.all_horizontal(pl.col(letter).is_null() for letter in self.read)


def classify(
    body: pl.DataFrame,
    heads: Sequence[Row],
    values: Sequence[str],
    spread: Sequence[int],
    expected: Expected | None = None,
) -> pl.Series:
    """Why each row of a body is no data, null where it is.

    ``heads`` are the cells of its heading rows, ``values`` the columns whose cells have digits, ``spread`` the rows
    (from 0) that one merged cell fills.
    """
    if not body.width or not body.height:
        return pl.Series("why", [None] * body.height, dtype=pl.String)
    held = pl.sum_horizontal(pl.all().is_not_null().cast(pl.UInt16))
    lead = _lead(body)
    odd = [pl.col(letter).is_not_null() & ~pl.col(letter).str.contains(r"\d") for letter in values]
    frame = body.select(
        held.alias("n"),
        pl.coalesce(pl.all()).alias("first"),
        pl.col(lead).is_null().alias("indented"),
        pl.any_horizontal(odd).fill_null(value=False).alias("odd") if odd else pl.lit(value=False).alias("odd"),
        _repeats(body.columns, heads, held).alias("repeats"),
        _continues(body, lead).alias("continues"),
        (expected.keyed() if expected else pl.lit(value=False)).alias("keyed"),
        (expected.idle() if expected else pl.lit(value=False)).alias("idle"),
    ).with_row_index("row")
    frame = frame.with_columns(pl.col("row").is_in(list(spread)).alias("spread"))
    width = _usual(frame["n"])
    total = pl.col("first").str.contains(TOTAL).fill_null(value=False) & (pl.col("n") < width if width > 2 else True)
    frame = frame.with_columns(total.alias("total"))
    full = frame.filter((pl.col("n") * 2 > width) & ~pl.col("total"))
    last = int(full["row"][-1]) if full.height else -1
    spaced = full.filter(~pl.col("indented"))["first"].str.contains(r"\s")
    if spaced.len() and int(spaced.sum()) * 10 < spaced.len():
        frame = frame.with_columns(pl.col("odd") | (~pl.col("indented") & pl.col("first").str.contains(r"\S\s+\S")))
    return frame.select(_reason(width, pl.col("row") > last).alias("why"))["why"]


def _lead(body: pl.DataFrame) -> str:
    """The first column that a third of the filled rows fill: where a row begins."""
    filled = body.select(pl.all().is_not_null().sum()).row(0)
    most = max(filled)
    return next(letter for letter, count in zip(body.columns, filled, strict=True) if count * 3 >= most)


def _usual(counts: pl.Series) -> int:
    """How many cells a row usually fills, rows of one cell left out where they are few."""
    filled = counts.filter(counts > 0)
    several = filled.filter(filled > 1)
    median = (several if several.len() * 5 >= filled.len() else filled).median()
    return int(median) if isinstance(median, int | float) else 0


def _reason(width: int, below: pl.Expr) -> pl.Expr:
    """The reason of a row, by its filling, its first words, and whether it stands below all data."""
    first, held = pl.col("first"), pl.col("n")
    lonely = (held == 1) & pl.lit(width > 1)
    words = first.str.count_matches(r"\S+")
    ended = (below & ((held == 0) | pl.col("total"))).cum_sum() > 0
    remark = lonely & (
        (first.str.contains(NOTE) & (words >= WORDS_OF_A_NOTE))
        | (pl.col("odd") | pl.col("spread")) & ((words >= WORDS_OF_A_NOTE) | below)
        | (below & (ended | (words >= 2 * WORDS_OF_A_NOTE)))
    )
    remark |= ended & (held * 3 <= width)
    section = lonely & (pl.col("odd") | pl.col("spread") | (held.shift(1) == 0)) & (held.shift(-1) > 1)
    return (
        pl.when(held == 0).then(pl.lit("blank"))
        .when(pl.col("repeats")).then(pl.lit("repeated_header"))
        .when(pl.col("keyed")).then(pl.lit(None, dtype=pl.String))
        .when(pl.col("total") & below & ~first.str.contains(SUBTOTAL)).then(pl.lit("total"))
        .when(pl.col("total")).then(pl.lit("subtotal"))
        .when(pl.col("continues") & lonely).then(pl.lit("continuation"))
        .when(remark).then(pl.lit("note"))
        .when(section).then(pl.lit("section"))
        .when(pl.col("idle")).then(pl.lit("note"))
    )  # fmt: skip


def _repeats(letters: Sequence[str], heads: Sequence[Row], held: pl.Expr) -> pl.Expr:
    """Whether the row says one of the heading rows again."""
    tests = []
    for head in heads:
        named = [(letter, cell.strip()) for letter, cell in zip(letters, head, strict=True) if cell is not None]
        same = [(pl.col(letter).str.strip_chars() == cell).fill_null(value=False) for letter, cell in named]
        if same:
            alike = pl.sum_horizontal(test.cast(pl.UInt16) for test in same)
            tests.append((alike * 5 >= 4 * len(named)) & (held <= len(named) + len(named) // 4))
    return pl.any_horizontal(tests) if tests else pl.lit(value=False)


def _continues(body: pl.DataFrame, lead: str) -> pl.Expr:
    """Whether the row's only cell is text under a text of the row above, its first column blank."""
    under = [
        pl.col(letter).is_not_null()
        & pl.col(letter).shift(1).str.contains(r"\pL{2}")
        & pl.col(letter).str.contains(r"\pL{2}")
        for letter in body.columns[body.columns.index(lead) + 1 :]
    ]
    blank = pl.col(lead).is_null() & pl.col(lead).shift(1).is_not_null()
    return (pl.any_horizontal(under) if under else pl.lit(value=False)).fill_null(value=False) & blank
