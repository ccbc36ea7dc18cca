"""A sum below a table that nothing names: the last row, of a few numbers, each the sum of its column."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal, InvalidOperation

import polars as pl

_CURRENCY = r"(?i)[\s\u00a0\u202f]|€|euros?"
_ENOUGH = 2


def with_bare_total(body: pl.DataFrame, why: pl.Series, never_summed: Collection[str]) -> pl.Series:
    """Why each row is no data, with such a last row told a total; some columns are ``never_summed``."""
    last = body.height - 1
    cells = body.row(last) if body.height > _ENOUGH else ()
    held = [letter for letter, cell in zip(body.columns, cells, strict=False) if cell is not None]
    if not held or why[last] is not None or len(held) * 3 > body.width or set(held) & set(never_summed):
        return why
    is_data = why.is_null().scatter(last, values=False)
    if all(_is_sum(body[letter].filter(is_data), body[letter][last]) for letter in held):
        return why.scatter(last, "total")
    return why


def _is_sum(above: pl.Series, told: str) -> bool:
    numbers = [_number(text) for text in above.drop_nulls().str.replace_all(_CURRENCY, "")]
    wanted = _number(pl.Series([told]).str.replace_all(_CURRENCY, "")[0])
    if wanted is None or None in numbers or len(numbers) < _ENOUGH:
        return False
    total = sum((number for number in numbers if number is not None), start=Decimal(0))
    return abs(total - wanted) < Decimal("0.005")


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
