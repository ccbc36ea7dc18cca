"""The key of SIREN and SIRET numbers: Luhn's sum, with the exception of La Poste."""

from __future__ import annotations

import polars as pl

LA_POSTE = "356000000"


def has_luhn_key(digits: str) -> bool:
    """Whether the last digit is Luhn's key of those before."""
    return sum(_weight(digit, place) for place, digit in enumerate(reversed(digits))) % 10 == 0


def has_siret_key(siret: str) -> bool:
    """Whether a SIRET of 14 digits has its key; those of La Poste may have a sum of digits divisible by 5 instead.

    Source: Insee's rule for SIREN 356000000, domain R-S1.
    """
    return has_luhn_key(siret) or (siret.startswith(LA_POSTE) and sum(map(int, siret)) % 5 == 0)


def have_luhn_key(digits: pl.Series) -> pl.Series:
    """:func:`has_luhn_key` of many texts of at most 16 digits; null where a text is no number."""
    rest = digits.cast(pl.UInt64, strict=False)
    total = pl.Series([0], dtype=pl.UInt32).new_from_index(0, len(digits))
    for _ in range(4):
        total = total + _SUMS_OF_FOUR.gather((rest % 10_000).cast(pl.UInt32))
        rest = rest // 10_000
    return total % 10 == 0


def _weight(digit: str, place: int) -> int:
    doubled = int(digit) * (1 + place % 2)
    return doubled - 9 if doubled > 9 else doubled


_SUMS_OF_FOUR = pl.Series(
    [sum(_weight(digit, place) for place, digit in enumerate(reversed(f"{n:04d}"))) for n in range(10_000)],
    dtype=pl.UInt32,
)
