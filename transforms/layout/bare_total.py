"""A sum below a table that nothing names: the last row, of a few numbers, each the sum of its column."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal, InvalidOperation

import polars as pl

from transforms.layout.grid import Grid

_CURRENCY = r"(?i)[\s\u00a0\u202f]|€|euros?"
_ENOUGH = 2


def with_bare_total(grid: Grid, rows: range, why: list[str | None], never_summed: Collection[str]) -> list[str | None]:
    """Why each row of a body is no data, with such a last row told a total; some columns are ``never_summed``."""
    cells = grid.row(rows[-1]) if len(rows) > _ENOUGH and why[-1] is None else ()
    held = [letter for letter, cell in zip(grid.letters, cells, strict=False) if cell is not None]
    if not held or len(held) * 3 > len(cells) or set(held) & set(never_summed):
        return why
    body = grid.text[held].slice(rows.start, len(rows))
    above = body.filter(pl.Series([reason is None for reason in why[:-1]] + [False]))
    if all(_is_sum(above[letter], body[letter][-1]) for letter in held):
        return [*why[:-1], "total"]
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
