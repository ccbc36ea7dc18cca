"""Bands: how far the rows and euros of a table of an EPI may move in one night, from what they did before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from schemas import TABLES
from schemas.wording import french_euros, french_rows, out_of_band
from warehouse.journal import Journal
from warehouse.manifest import Manifest, TableCount

WINDOW = 12
LOST_AT_LEAST = 3


@dataclass(frozen=True)
class Band:
    """The limits of one table: share that may be lost or gained in a night, rows and euros that never count as a move,
    and nights to have been published before the table of an EPI is watched.

    Where an EPI has moved more than that before, twice its largest move is allowed.
    """

    fall: Decimal = Decimal("0.3")
    rise: Decimal = Decimal(1)
    rows: int = 20
    eur: Decimal = Decimal(10000)
    nights: int = 3


@dataclass(frozen=True)
class Course:
    """The table of an EPI over the published nights: since how many, and its last distinct counts, oldest first."""

    n_nights: int
    counts: tuple[TableCount, ...]


def out_of_bands(manifest: Manifest, courses: Mapping[tuple[str, str], Course], bands: Mapping[str, Band]) -> list[str]:
    """One French sentence for each table of an EPI that left its band; none on its first nights."""
    tonight = {(one.epi_id, one.table_name): one for one in manifest.counts}
    sentences: list[str] = []
    for (epi_id, table_name), course in sorted(courses.items()):
        band = bands.get(table_name, Band())
        now = tonight.get((epi_id, table_name), TableCount(epi_id, table_name, 0, "0"))
        if course.counts and course.n_nights >= band.nights and now != course.counts[-1]:
            sentences += _faults(course.counts, now, band)
    return sentences


def read_courses(journal: Journal, epis: set[str]) -> dict[tuple[str, str], Course]:
    """The course of each table published of these EPI, by (epi_id, table_name)."""
    entries = journal.entries()
    known: dict[tuple[str, ...], tuple[int, list[TableCount]]] = {}
    for position, entry in enumerate(entries):
        for key, row in entry.changes["counts"].items():
            since, counts = known.setdefault(key, (position, []))
            if row is None:
                del known[key]
            else:
                known[key] = (since, [*counts, TableCount(**row)][-WINDOW:])
    return {
        (epi_id, name): Course(len(entries) - since, tuple(counts))
        for (epi_id, name), (since, counts) in known.items()
        if epi_id in epis and name in TABLES
    }


def lost_too_much(before: int, after: int, band: Band) -> bool:
    """Whether a table that had ``before`` rows and has ``after`` lost more than its band allows of one file (X2)."""
    lost = before - after
    return before > 0 and lost > band.fall * before and (lost >= LOST_AT_LEAST or after == 0)


def _faults(counts: Sequence[TableCount], now: TableCount, band: Band) -> Iterator[str]:
    title, last = TABLES[now.table_name].title, counts[-1]
    low, high = _limits([Decimal(one.n_rows) for one in counts], Decimal(band.rows), band)
    if not low <= now.n_rows <= high:
        yield out_of_band(now.epi_id, title, *map(french_rows, (last.n_rows, now.n_rows, max(0, int(low)), int(high))))
    low, high = _limits([Decimal(one.amount_eur) for one in counts], band.eur, band)
    amount = Decimal(now.amount_eur)
    if not low <= amount <= high:
        yield out_of_band(now.epi_id, title, *map(french_euros, (Decimal(last.amount_eur), amount, low, high)))


def _limits(values: Sequence[Decimal], slack: Decimal, band: Band) -> tuple[Decimal, Decimal]:
    """The lowest and highest value allowed after these."""
    steps = [(after - before) / before for before, after in pairwise(values) if before > 0]
    fall = max(band.fall, *(-2 * step for step in steps), Decimal(0))
    rise = max(band.rise, *(2 * step for step in steps), Decimal(0))
    return values[-1] - fall * abs(values[-1]) - slack, values[-1] + rise * abs(values[-1]) + slack
