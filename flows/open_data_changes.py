"""What the public tables would tell beside those published before in the same place: of few people, by subtraction."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows.open_data import NIGHT, PublicData, files_of
from flows.settings import ConfigurationError, Settings
from flows.sql import published
from schemas.open_data import PUBLIC_TABLES
from warehouse.open_data import moved_since

_COUNT, _TOTAL = "n_people", "n_people_total"
_REST = "what is not told in both"
_NEITHER = "what is told in neither"
Place = tuple[str, ...]
"""The key of a row but for the day: nothing in the network, dimension and category in a breakdown."""


@dataclass(frozen=True)
class _Before:
    """A table as it was published, and the start of its night; None where an earlier version wrote it."""

    rows: pl.DataFrame
    night: dt.datetime | None


def told_by_difference(settings: Settings, data: PublicData, folder: Path) -> list[str]:
    """The figures that moved by fewer people than the threshold since what the folder holds, each as ``table: key``.

    Whoever kept the earlier files would know by subtraction what these few people, or one, brought or took away: by
    their number, or by the spending that is another of so few. A total less what is told in both is a figure too; and
    less what is told in one of them, it is what neither tells, for whoever takes that not to have moved.
    Raises ConfigurationError where the files there are not public tables.
    """
    few, found = range(1, settings.open_data_threshold), set[str]()
    for name, frame in data.tables.items():
        before = _published(folder, name)
        if before is None:
            continue
        moved = dict(_moved(frame, before.rows, name))
        spent = _spending_moved(settings, before.night, moved) if before.night else {}
        counts = (*moved.items(), *spent.items(), *_left(frame, before.rows, name))
        places = [place for place, n_people in counts if n_people in few]
        found |= {f"{name}: {'/'.join(place)}" if place else name for place in places}
    return sorted(found)


def _moved(frame: pl.DataFrame, before: pl.DataFrame, name: str) -> Iterator[tuple[Place, int]]:
    """By how many people each place moved that is told in both, and in each dimension the rest of the total."""
    key = [one for one in PUBLIC_TABLES[name].key if one != "as_of_date"]
    now, then = _told(frame, key), _told(before, key)
    both = now.keys() & then.keys()
    yield from ((place, abs(now[place] - then[place])) for place in both)
    for dimension in sorted({place[0] for place in both if place}):
        inside = [place for place in both if place[0] == dimension]
        rest, rest_then = (
            int(rows[_TOTAL][0]) - sum(told[place] for place in inside) for rows, told in ((frame, now), (before, then))
        )
        yield (dimension, _REST), abs(rest - rest_then)


def _left(frame: pl.DataFrame, before: pl.DataFrame, name: str) -> Iterator[tuple[Place, int]]:
    """How many people each total, now and then, leaves to the places of a dimension that are told in neither."""
    key = [one for one in PUBLIC_TABLES[name].key if one != "as_of_date"]
    now, then = _told(frame, key), _told(before, key)
    for told, total in ((then | now, frame), (now | then, before)):
        for dimension in sorted({place[0] for place in now if place} & {place[0] for place in then if place}):
            inside = sum(n_people for place, n_people in told.items() if place[0] == dimension)
            if (left := int(total[_TOTAL][0]) - inside) > 0:
                yield (dimension, _NEITHER), left


def _told(rows: pl.DataFrame, key: list[str]) -> dict[Place, int]:
    """The people of each place that tells them."""
    return {tuple(row[one] for one in key): int(row[_COUNT]) for row in rows.to_dicts() if row[_COUNT] is not None}


def _spending_moved(settings: Settings, night: dt.datetime, moved: Mapping[Place, int]) -> dict[Place, int]:
    """Of how many people the spending is another than that night, at the places that tell of spending."""
    epis = [place[1] for place in moved if place[:1] == ("espace",) and place[1] != _REST]
    found = moved_since(published(settings), night, epis)
    if () in moved:
        return {(): found.get(None, 0)}
    return {("espace", epi or _REST): n_people for epi, n_people in found.items() if epi is not None}


def _published(folder: Path, name: str) -> _Before | None:
    """The table as it was published there; None where there is none."""
    schema, path, _ = files_of(name, folder / name)
    if not path.exists():
        return None
    try:
        rows = pl.read_csv(path, infer_schema=False, glob=False)
        told = json.loads(schema.read_text("utf-8")).get(NIGHT) if schema.exists() else None
        wanted = [*PUBLIC_TABLES[name].key, *(one for one in (_COUNT, _TOTAL) if _has(name, one))]
        counts = rows.select(wanted).with_columns(pl.col("^n_people.*$").cast(pl.Int64))
        return _Before(counts, dt.datetime.fromisoformat(told) if told else None)
    except (pl.exceptions.PolarsError, ValueError):
        raise ConfigurationError(f"{path}: this is not the public table of that name") from None


def _has(name: str, column: str) -> bool:
    return any(one.name == column for one in PUBLIC_TABLES[name].columns)
