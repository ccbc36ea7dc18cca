"""The spellings of a fixed term that is told with its length."""

from collections.abc import Iterable

LONGEST = 36


def in_months(months: Iterable[int], *names: str) -> tuple[str, ...]:
    """« CDD 12 mois » and « CDD de 12 mois », for each name and each number of months."""
    return tuple(f"{name} {of}{n} mois" for name in names for n in months for of in ("", "de "))
