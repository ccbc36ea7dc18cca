"""What sums of amounts published side by side tell by calculation: whether any of it is of few people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

import polars as pl

from transforms.suppression import DOMINANCE

AMOUNTS = ("declared", "retained", "share")
_MOST_RATES = 10
"""Rates tried by pairs, those of most lines: the rates of a network are few, and those of a pair told by few lines."""

Weights = tuple[pl.Expr | float, pl.Expr | float, pl.Expr | float]


def tells_of_few(lines: pl.DataFrame, told: Sequence[str], threshold: int) -> bool:
    """Whether a calculation with the sums of these ``told`` amounts leaves what fewer people than the threshold bear,
    or one of them for more than 85 %.

    ``lines`` sums what is declared, retained and shared by the FSE (``AMOUNTS``) by ``person_key``, null for nobody,
    and ``rate``, of ``n_lines`` expenses. Whoever knows a rate takes away what was paid at it: declared less share ÷
    rate is what was discarded, retained less share ÷ rate what is not yet checked, and of two operations in one sum
    each is found apart. The share is rounded by line: what half a cent a line explains is nothing.
    """
    # Floats: no amount comes out of here, only whether one is above the rounding.
    weights = dict(enumerate(_calculations(lines, told)))
    values = lines.lazy().select(
        "person_key",
        *(_total(one).alias(f"value {n}") for n, one in weights.items()),
        *(pl.lit(one[2]).abs().mul(0.005 * pl.col("n_lines")).alias(f"slack {n}") for n, one in weights.items()),
    )
    people = values.filter(pl.col("person_key").is_not_null()).group_by("person_key").sum()
    found = people.select(
        *(pl.col(f"value {n}").abs().filter(pl.col(f"value {n}").abs() > pl.col(f"slack {n}") + 0.001)
          .implode().alias(str(n)) for n in weights)
    ).collect()  # fmt: skip
    nobody = lines.filter(pl.col("person_key").is_null())
    return any(
        _is_few(found[str(n)].explode().drop_nulls(), abs(nobody.select(_total(one).sum()).item() or 0.0), threshold)
        for n, one in weights.items()
    )


def _total(one: Weights) -> pl.Expr:
    declared, retained, share = (
        weight * pl.col(name) if isinstance(weight, pl.Expr) else pl.col(name) * weight
        for weight, name in zip(one, AMOUNTS, strict=True)
    )
    return declared + retained + share


def _is_few(borne: pl.Series, of_nobody: float, threshold: int) -> bool:
    """Whether what these people bear is of too few of them, or of one above all. What nobody bears tells of nobody."""
    if borne.is_empty():
        return False
    return len(borne) < threshold or float(borne.max() or 0) > float(DOMINANCE) * (float(borne.sum()) + of_nobody)  # type: ignore[arg-type]


def _calculations(lines: pl.DataFrame, told: Sequence[str]) -> Iterator[Weights]:
    """The weights of declared, retained and share in each sum that leaves the most lines out."""
    yield from (tuple(float(name == one) for name in AMOUNTS) for one in told)  # type: ignore[misc]
    rates = lines.group_by("rate").agg(pl.col("n_lines").sum()).sort(-pl.col("n_lines"), "rate")["rate"].to_list()
    if "retained" in told:
        yield 1.0, -1.0, 0.0
    if "share" not in told:
        return
    own = pl.col("rate")  # of whoever knows what each operation declares
    yield own, 0.0, -1.0
    yield from ((rate, 0.0, -1.0) for rate in rates)
    if "retained" in told:
        yield 0.0, own, -1.0
        yield from ((0.0, rate, -1.0) for rate in rates)
        yield from ((-b, b - a, 1.0) for a, b in permutations(rates[:_MOST_RATES], 2))
