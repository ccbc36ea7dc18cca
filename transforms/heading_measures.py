"""What the unit of a heading says of the column below: in what it counts, and over which period."""

from __future__ import annotations

import re
from collections.abc import Mapping

from schemas.codelist import fold
from schemas.table import Column, Period

_PERIODS: Mapping[str, Period] = {
    "horaire": "hour",
    **dict.fromkeys(("j", "jour", "jours", "journalier", "journaliere"), "day"),
    **dict.fromkeys(("sem", "semaine", "semaines", "hebdo", "hebdomadaire"), "week"),
    **dict.fromkeys(("mois", "mensuel", "mensuelle", "mensuelles"), "month"),
    **dict.fromkeys(("trimestre", "trimestriel", "trimestrielle"), "quarter"),
    **dict.fromkeys(("semestre", "semestriel", "semestrielle"), "half_year"),
    **dict.fromkeys(("an", "ans", "annee", "annees", "annuel", "annuelle", "annuelles"), "year"),
}
_MEASURES = {
    **dict.fromkeys(("etp", "pourcentage"), "share"),
    **dict.fromkeys(("nb", "nombre"), "number"),
    **dict.fromkeys(("eur", "euro", "euros", "keur"), "euros"),
    **dict.fromkeys(("h", "heure", "heures"), "hours"),
    **dict.fromkeys(("minute", "minutes", "mn"), "minutes"),
}
_SHARES = frozenset({"taux", "ratio", "coefficient", "coef", "proportion"})
_COUNTED_IN = {
    "eur": {"euros"},
    "rate": {"share"},
    "hours": {"hours"},
    "working_time": {"hours", "share"},
    "integer": {"number"},
}
_THOUSANDS_PERHAPS = re.compile(
    r"[\s/÷]*(?:m|(?:1\s?/\s?)?1\s?000(?:\s?000)?(?:\s?(?:€|euros?))?|10\s?[36]\s?(?:€|euros?))\s*", re.IGNORECASE
)
"""« (1000 €) » may say in what the column counts, or what each is worth; « (103 €) » is « 10³ » copied."""


def is_of_another_measure(unit: str | None, column: Column) -> bool:
    """Whether a heading says "a year" of what the column holds by the month, "%" of its euros, or the like."""
    if unit is None:
        return False
    words = fold(unit).split()
    said = {_MEASURES[word] for word in words if word in _MEASURES}
    said |= {"euros"} if "€" in unit else set()
    # « FSE (50 %) » may hold the euros of that share.
    if not any(sign.isdigit() for sign in unit) and ("%" in unit or not _SHARES.isdisjoint(words)):
        said |= {"share"}
    periods = {_PERIODS[word] for word in words if word in _PERIODS}
    periods |= {"hour"} if said >= {"euros", "hours"} else set()
    if column.period and periods and column.period not in periods:
        return True
    if column.kind == "eur" and _THOUSANDS_PERHAPS.fullmatch(unit):
        return True
    return bool(said) and column.kind in _COUNTED_IN and not said & _COUNTED_IN[column.kind]
