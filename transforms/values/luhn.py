"""The key of SIREN and SIRET numbers: Luhn's sum, with the exception of La Poste."""

from __future__ import annotations

import polars as pl

LA_POSTE = "356000000"

_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
_SUM_OF_TWO = [_DOUBLED[n // 10] + n % 10 for n in range(100)]
_SUM_OF_FOUR = [high + low for high in _SUM_OF_TWO for low in _SUM_OF_TWO]


def has_luhn_key(digits: str) -> bool:
    """Whether the last digit is Luhn's key of those before."""
    rest, total = int(digits), 0
    while rest:
        rest, four = divmod(rest, 10_000)
        total += _SUM_OF_FOUR[four]
    return total % 10 == 0


def has_siret_key(siret: str) -> bool:
    """Whether a SIRET of 14 digits has its key; those of La Poste may have a sum of digits divisible by 5 instead.

    Source: Insee's rule for SIREN 356000000, domain R-S1.
    """
    return has_luhn_key(siret) or (siret.startswith(LA_POSTE) and sum(map(int, siret)) % 5 == 0)


def have_luhn_key(digits: pl.Series) -> pl.Series:
    """:func:`has_luhn_key` of many texts of at most 16 digits; null where a text is no number."""
    sums = pl.Series(_SUM_OF_FOUR, dtype=pl.UInt32)
    rest = digits.cast(pl.UInt64, strict=False)
    total = pl.Series([0], dtype=pl.UInt32).new_from_index(0, len(digits))
    for _ in range(4):
        total = total + sums.gather((rest % 10_000).cast(pl.UInt32))
        rest = rest // 10_000
    return total % 10 == 0
