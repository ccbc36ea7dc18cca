"""Decimal commas that a comma-separated file took for separators: `12` and `50` for 12,50."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, islice, pairwise

_INTEGER = re.compile(r"^\s*[+-]?\d{1,3}(?:[ \u00a0\u202f]?\d{3})*\s*$|^\s*[+-]?\d+\s*$")
_DECIMALS = re.compile(r"^\d{1,2}\s*(?:€|%|EUR|euros?)?\s*$", re.IGNORECASE)
_AMOUNT = re.compile(
    r"montant|prix|co[uû]t|somme|total|solde|[€%]|\beur|taux|salaire|r[ée]mun|d[ée]pense|recette|budget|subvention|heure"
    r"|dur[ée]e|moyenne|amount|price|cost|rate|valeur|value|\bh\.?t\b|\bttc\b",
    re.IGNORECASE,
)
_ENOUGH = 3
_MOST_PAIRS = 14
_MOST_WAYS = 200


def joined(records: Mapping[int, Sequence[str]], width: int, headings: Sequence[str]) -> dict[int, list[str]]:
    """Join the cut amounts of records that are longer than `width`, where there is one way to do it.

    Only columns that hold amounts are joined: by their heading, or because three records can be joined in no other
    way. Where several ways give the right width, those stand that touch columns so proven; a record that still has
    several ways, or none, is left out.
    """
    ways = {index: list(islice(_ways(record, width), _MOST_WAYS)) for index, record in records.items()}
    certain = Counter(column for found in ways.values() if len(found) == 1 for column in found[0])
    amounts = {column for column, heading in enumerate(headings) if _AMOUNT.search(heading)}
    proven = {column for column, n in certain.items() if n >= _ENOUGH or column in amounts}
    mended = {}
    for index, found in ways.items():
        fitting = [way for way in found if set(way) <= proven]
        if len(fitting) == 1:
            mended[index] = _join(records[index], width, fitting[0])
    return mended


def may_be_cut(record: Sequence[str], width: int) -> bool:
    """Tell whether joining cut amounts would give a record the right width, in one way or several."""
    return next(_ways(record, width), None) is not None


def _ways(record: Sequence[str], width: int) -> Iterator[tuple[int, ...]]:
    """Give every way to join neighbours so that the record has the right width, as the joined columns."""
    pairs = [i for i in range(len(record) - 1) if _INTEGER.match(record[i]) and _DECIMALS.match(record[i + 1])]
    if len(pairs) > _MOST_PAIRS:
        return
    for chosen in combinations(pairs, len(record) - width):
        if all(second - first > 1 for first, second in pairwise(chosen)):
            yield tuple(at - before for before, at in enumerate(chosen))


def _join(record: Sequence[str], width: int, columns: Sequence[int]) -> list[str]:
    fields = list(record)
    for column in columns:
        fields[column : column + 2] = [f"{fields[column].rstrip()},{fields[column + 1].lstrip()}"]
    return fields[:width]
