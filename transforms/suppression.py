"""Statistical secrecy: which cells of tables with totals cannot be published, and which must go with them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import inf

DOMINANCE = Decimal("0.85")


@dataclass(frozen=True)
class Cell:
    """People counted, and for each amount its sum, what the person who bears most of it bears, and how many bear it."""

    n_people: int
    amounts: tuple[Decimal, ...] = ()
    largest: tuple[Decimal, ...] = field(default=())
    n_bearers: tuple[int, ...] = field(default=())


@dataclass(frozen=True)
class Relation:
    """A total that anybody can compute from its parts."""

    total: str
    parts: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """The total and its parts."""
        return (self.total, *self.parts)


def suppressed(cells: Mapping[str, Cell], relations: Sequence[Relation], threshold: int) -> frozenset[str]:
    """The cells to leave out, so that neither they nor a sum of few of them can be computed from the others.

    Left out are those of fewer than ``threshold`` people, or of an amount of which one person bears more than 85 %
    (domain P2, P3), or that fewer people bear, which is stricter than the domain; then, in each relation, further
    parts, those of fewest people first, until what is left out of it together would itself be publishable; then
    whatever still determines one of them, by linear algebra or because nobody can be fewer than none.
    """
    out = {key for key, cell in cells.items() if not _is_publishable([cell], threshold)}
    while True:
        more = next((key for one in relations if (key := _hides(one, cells, out, threshold))), None)
        more = more or _betrays(cells, relations, out)
        if more is None:
            return frozenset(out)
        out.add(more)


def determined(out: Collection[str], relations: Sequence[Relation]) -> list[str]:
    """Those of the cells left ``out`` that the relations determine once all other cells are known."""
    order = sorted(out)
    rows = [
        row for one in relations
        if any(row := [Fraction((key in one.parts) - (key == one.total)) for key in order])
    ]  # fmt: skip
    return [order[row.index(Fraction(1))] for row in _reduced(rows) if sum(map(bool, row)) == 1]


def pinned(cells: Mapping[str, Cell], relations: Sequence[Relation], out: Collection[str]) -> list[str]:
    """Those of the cells left ``out`` of which only one number of people fits the relations, none being below 0."""
    low: dict[str, float] = {key: 0 if key in out else cell.n_people for key, cell in cells.items()}
    high: dict[str, float] = {key: inf if key in out else cell.n_people for key, cell in cells.items()}
    told = [one for one in relations if any(key in out for key in one.cells)]
    before = None
    while before != (before := [(low[key], high[key]) for key in out]):
        for one in told:
            _narrow(one, low, high)
    return sorted(key for key in out if low[key] == high[key])


def _narrow(one: Relation, low: dict[str, float], high: dict[str, float]) -> None:
    """Bring the least and the most people of each cell of a relation to what the others leave it."""
    least = sum(low[key] for key in one.parts)
    most = sum(high[key] for key in one.parts if high[key] < inf)
    unbounded = [key for key in one.parts if high[key] == inf]
    low[one.total] = max(low[one.total], least)
    high[one.total] = min(high[one.total], inf if unbounded else most)
    for key in one.parts:
        others = inf if any(other != key for other in unbounded[:2]) else most - (0 if unbounded else high[key])
        was = low[key]
        low[key] = max(was, low[one.total] - others)
        high[key] = min(high[key], high[one.total] - (least - was))


def _hides(one: Relation, cells: Mapping[str, Cell], out: set[str], threshold: int) -> str | None:
    """The next cell to leave out of a relation whose left out cells are not safe together; None when they are."""
    hidden = [key for key in one.parts if key in out]
    if one.total in out:
        return None if hidden else _smallest(one.parts, cells, out)
    if not hidden or (len(hidden) > 1 and _is_publishable([cells[key] for key in hidden], threshold)):
        return None
    return _smallest(one.parts, cells, out) or (one.total if len(hidden) == 1 else None)


def _betrays(cells: Mapping[str, Cell], relations: Sequence[Relation], out: set[str]) -> str | None:
    """A published cell beside one that is found again; None when none is."""
    found = _beside(pinned(cells, relations, out), cells, relations, out)
    return found or _beside(determined(out, relations), cells, relations, out)


def _beside(
    keys: Sequence[str], cells: Mapping[str, Cell], relations: Sequence[Relation], out: set[str]
) -> str | None:  # fmt: skip
    """A published cell of a relation of the first of ``keys`` that has one, and rather a part than a total."""
    totals = {one.total for one in relations}
    for key in keys:
        beside = [other for one in relations if key in one.cells for other in one.cells]
        chosen = _smallest([other for other in beside if other not in totals], cells, out)
        if chosen := chosen or _smallest(beside, cells, out):
            return chosen
    return None


def _smallest(keys: Collection[str], cells: Mapping[str, Cell], out: set[str]) -> str | None:
    left = [key for key in keys if key not in out]
    return min(left, key=lambda key: (cells[key].n_people, key), default=None)


def _is_publishable(cells: Sequence[Cell], threshold: int) -> bool:
    """Whether the sum of the cells could be told: enough people, also of those who bear an amount, and no amount that
    one of them may bear alone. An amount that nobody bears tells of nobody."""
    if sum(cell.n_people for cell in cells) < threshold:
        return False
    if any(0 < sum(one) < threshold for one in zip(*(cell.n_bearers for cell in cells), strict=True)):
        return False
    sums = [sum(one, Decimal(0)) for one in zip(*(cell.amounts for cell in cells), strict=True)]
    tops = [sum(one, Decimal(0)) for one in zip(*(cell.largest for cell in cells), strict=True)]
    return all(top <= DOMINANCE * whole for whole, top in zip(sums, tops, strict=True))


def _reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """The reduced row echelon form, without its rows of noughts."""
    done: list[list[Fraction]] = []
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        pivot = [value / pivot[column] for value in pivot]
        rows = [_without(row, pivot, column) for row in rows]
        done = [*(_without(row, pivot, column) for row in done), pivot]
    return done


def _without(row: list[Fraction], pivot: list[Fraction], column: int) -> list[Fraction]:
    return [value - row[column] * one for value, one in zip(row, pivot, strict=True)]
