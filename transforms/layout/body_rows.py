"""Which rows of a table's body are no data, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from schemas.template_words import EXAMPLE_MARK
from transforms.layout.profile import Row

_SUM = r"(?:totaux|total|montant total|grand total|sum|subtotal)"
_PART = r"(?:(?:sous|s)[\s\-/]*total|subtotal)"
TOTAL = rf"(?i)^\W*(?:{_PART}|{_SUM})(?:$|[\s:(*.\-–])"
PLAIN_TOTAL = (
    rf"(?i)^\W*(?:{_PART}\b.*|(?:{_SUM}|ensemble|somme|cumul)"
    r"(?:\s+(?:g[ée]n[ée]ral|annuel|ttc|ht|en euros))*\W*)$"
)
SUBTOTAL = rf"(?i)^\W*{_PART}"
NOTE = r"(?i)^\s*(?:#\s*\pL|\(?\*|\(?\d\)\s|(?:notes?|nb|n\.b\.?|sources?|lecture|champ|remarques?|l[ée]gende)\b)"
WORDS_OF_A_NOTE = 3
SAYS_TOTAL = re.compile(TOTAL)
_SAMPLE, _FIRST_HEADINGS = 200, 3


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
    (from 0) that one merged cell fills. Rows as full as most are only compared with the headings, or are an example.
    """
    nothing = pl.Series("why", [None], dtype=pl.String).new_from_index(0, body.height).alias("why")
    if not body.width or not body.height:
        return nothing
    is_example = pl.coalesce(pl.all()).str.starts_with(EXAMPLE_MARK).fill_null(value=False)
    seen = body.select(_HELD.alias("n"), (_may_repeat(body.columns, heads) | is_example).alias("hint"))
    counts = seen["n"]
    width = _usual(counts)
    doubtful = (counts < width) | seen["hint"] if width > 2 else counts >= 0
    end = _last_of((counts > 1).arg_true())
    if end >= 0 and SAYS_TOTAL.match(next(cell for cell in body.row(end) if cell is not None)):
        doubtful[end] = True
    rows = doubtful.arg_true()
    if not rows.len():
        return nothing
    lead = _lead(body)
    frame = _looked_at(body, counts, rows, lead, heads, values, expected)
    frame = frame.with_columns(
        frame["row"].is_in(pl.Series([row for row in spread if row >= 0], dtype=pl.UInt32).implode()).alias("spread"),
        _is_total(width, end).alias("total"),
    )
    full = rows.filter((frame["n"] * 2 > width) & (frame["n"] > 0) & ~frame["total"])
    sure = (~doubtful).arg_true()
    last = max(_last_of(full), _last_of(sure))
    usual = body[lead].gather(sure if sure.len() else full)
    spaced = _has_spaces(usual)
    indent_opens = expected is None and usual.len() > 0 and not usual.has_nulls()
    reason = _reason(width, last, odd_if_spaced=not spaced, indent_opens=indent_opens)
    return nothing.scatter(rows, frame.select(reason.alias("why"))["why"])


_HELD = pl.sum_horizontal(pl.all().is_not_null().cast(pl.UInt16))


def _looked_at(
    body: pl.DataFrame, counts: pl.Series, rows: pl.Series, lead: str, heads: Sequence[Row], values: Sequence[str],
    expected: Expected | None,
) -> pl.DataFrame:  # fmt: skip
    """What is asked of each doubtful row: how full it is and its neighbours', its first words, what it repeats."""
    nowhere = pl.Series("n", [0], dtype=counts.dtype)
    around = pl.DataFrame(
        {
            "row": rows,
            "n": counts.gather(rows),
            "n_above": pl.concat([nowhere, counts]).gather(rows),
            "n_below": pl.concat([counts, nowhere]).gather(rows + 1),
        }
    )
    held, no = body[rows], pl.lit(value=False)
    says = pl.sum_horizontal(pl.all().str.contains(TOTAL).fill_null(value=False).cast(pl.UInt16))
    odd = [pl.col(letter).is_not_null() & ~pl.col(letter).str.contains(r"\d") for letter in values]
    told = held.select(
        pl.coalesce(pl.all()).alias("first"),
        pl.col(lead).is_null().alias("indented"),
        (pl.any_horizontal(odd).fill_null(value=False) if odd else no).alias("odd"),
        _repeats(body.columns, heads, _HELD, most=_most(around["n"])).alias("repeats"),
        (expected.keyed() if expected else no).alias("keyed"),
        (expected.idle() if expected else no).alias("idle"),
        pl.coalesce(pl.all()).str.contains(PLAIN_TOTAL).fill_null(value=False).alias("total"),
        pl.coalesce(pl.all()).str.contains(TOTAL).fill_null(value=False).alias("says_total"),
        says.alias("n_totals"),
    )
    return pl.concat([around, told, _continues(body, counts, rows, lead)], how="horizontal")


def _lead(body: pl.DataFrame) -> str:
    """The first column that a third of the filled rows fill: where a row begins."""
    filled = [body.height - nulls for nulls in body.null_count().row(0)]
    return next(letter for letter, count in zip(body.columns, filled, strict=True) if count * 3 >= max(filled))


def _has_spaces(texts: pl.Series) -> bool:
    """Whether more than a few of the texts are several words."""
    seen = texts.head(_SAMPLE).drop_nulls().to_list()
    return not seen or sum(len(text.split()) > 1 for text in seen) * 10 >= len(seen)


def _usual(counts: pl.Series) -> int:
    """How many cells a row usually fills, rows of one cell left out where they are few."""
    filled = counts.filter(counts > 0)
    several = filled.filter(filled > 1)
    median = (several if several.len() * 5 >= filled.len() else filled).median()
    return int(median) if isinstance(median, int | float) else 0


def _last_of(rows: pl.Series) -> int:
    return int(rows[-1]) if rows.len() else -1


def _is_total(width: int, last: int) -> pl.Expr:
    """Whether a row says it is a total and is emptier than data; ``Total Energies`` with its amount is data."""
    if width > 2:
        plain = pl.col("total") & ((pl.col("n") < width) | (pl.col("row") == last))
        return plain | (pl.col("says_total") & (pl.col("n") * 3 <= 2 * width)) | (pl.col("n_totals") > 1)
    return pl.col("total") | (pl.col("says_total") & (pl.col("row") == last))


def _reason(width: int, last: int, *, odd_if_spaced: bool, indent_opens: bool) -> pl.Expr:
    """The reason of a row; ``last`` is the last row of data, below which only remarks are left."""
    first, held, below = pl.col("first"), pl.col("n"), pl.col("row") > last
    lonely = (held == 1) & pl.lit(width > 1)
    words = first.str.count_matches(r"\S+")
    total = pl.col("total")
    after_total = total.shift(1, fill_value=False) & (pl.col("row").cast(pl.Int64).diff() == 1)
    odd = pl.col("odd") | pl.col("spread") | (pl.lit(odd_if_spaced) & ~pl.col("indented") & (words > 1))
    ended = (below & ((held == 0) | total)).cum_sum() > 0
    remark = lonely & (
        (first.str.contains(NOTE) & (words >= WORDS_OF_A_NOTE))
        | odd & ((words >= WORDS_OF_A_NOTE) | below)
        | (below & (ended | (words >= 2 * WORDS_OF_A_NOTE)))
    )
    remark |= ended & (held * 3 <= width)
    apart = (pl.col("n_above") == 0) | after_total | (odd & (words > 1))
    section = lonely & ((first.str.contains(r"\pL") & apart) | (pl.col("indented") & pl.lit(indent_opens)))
    section &= pl.col("n_below") > 1
    return (
        pl.when(held == 0).then(pl.lit("blank"))
        .when(first.str.starts_with(EXAMPLE_MARK)).then(pl.lit("example"))
        .when(pl.col("repeats")).then(pl.lit("repeated_header"))
        .when(pl.col("keyed")).then(pl.lit(None, dtype=pl.String))
        .when(total & below & ~first.str.contains(SUBTOTAL)).then(pl.lit("total"))
        .when(total).then(pl.lit("subtotal"))
        .when(pl.col("continues") & lonely).then(pl.lit("continuation"))
        .when(remark).then(pl.lit("note"))
        .when(section).then(pl.lit("section"))
        .when(pl.col("idle")).then(pl.lit("note"))
    )  # fmt: skip


def _may_repeat(letters: Sequence[str], heads: Sequence[Row]) -> pl.Expr:
    """Whether one of the first headings stands again in its column."""
    tests = []
    for head in heads:
        named = [(letter, cell) for letter, cell in zip(letters, head, strict=True) if cell is not None]
        tests += [(pl.col(letter) == cell).fill_null(value=False) for letter, cell in named[:_FIRST_HEADINGS]]
    return pl.any_horizontal(tests) if tests else pl.lit(value=False)


def _most(counts: pl.Series) -> int:
    most = counts.max()
    return most if isinstance(most, int) else 0


def _repeats(letters: Sequence[str], heads: Sequence[Row], held: pl.Expr, most: int) -> pl.Expr:
    """Whether the row says one of the heading rows again; ``most`` is the most cells that a row fills."""
    tests = []
    for head in heads:
        named = [(letter, cell.strip()) for letter, cell in zip(letters, head, strict=True) if cell is not None]
        if most * 5 < 4 * len(named):
            continue
        same = [(pl.col(letter).str.strip_chars() == cell).fill_null(value=False) for letter, cell in named]
        if same:
            alike = pl.sum_horizontal(test.cast(pl.UInt16) for test in same)
            tests.append((alike * 5 >= 4 * len(named)) & (held <= len(named) + len(named) // 4))
    return pl.any_horizontal(tests) if tests else pl.lit(value=False)


def _continues(body: pl.DataFrame, counts: pl.Series, rows: pl.Series, lead: str) -> pl.DataFrame:
    """Whether each row's only cell is text under a text of the row above, its first column blank."""
    alone = counts.gather(rows) == 1
    if not (alone & body[lead].gather(rows).is_null()).any():
        return pl.Series("continues", [False]).new_from_index(0, rows.len()).to_frame()
    letters = body.columns[body.columns.index(lead) :]
    held = body[letters]
    above = held[(rows.cast(pl.Int64) - 1).clip(lower_bound=0)]
    both = pl.concat([held[rows], above.rename({letter: f"{letter}^" for letter in letters})], how="horizontal")
    under = [
        pl.col(letter).str.contains(r"\pL{2}") & pl.col(f"{letter}^").str.contains(r"\pL{2}") for letter in letters[1:]
    ]
    blank = pl.col(lead).is_null() & pl.col(f"{lead}^").is_not_null()
    any_under = pl.any_horizontal(under).fill_null(value=False) if under else pl.lit(value=False)
    return both.select((any_under & blank).alias("continues"))
