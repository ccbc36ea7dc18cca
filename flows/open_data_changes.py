"""What the public tables would tell beside those published before in the same place: of few people, by subtraction."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows.open_data import NIGHT, PublicData, files_of
from flows.settings import ConfigurationError, Settings
from flows.sql import published
from schemas.open_data import BREAKDOWNS, NETWORK, PUBLIC_TABLES
from transforms.told_together import AMOUNTS, tells_of_few
from warehouse.open_data_lines import spending_by_person, spending_moved

_COUNT, _TOTAL = "n_people", "n_people_total"
_COLUMNS = {"declared": "declared_eur", "retained": "retained_eur", "share": "fse_share_eur"}
_WHOLE = ("share", "declared")
"""Of these a total less what is told in parts is told; with the share, what is declared is told of the same EPI."""
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
    their number, or by an amount that moved of so few. A total less what is told in both is a figure too; and
    less what is told in one of them, it is what neither tells, for whoever takes that not to have moved.
    Raises ConfigurationError where the files there are not public tables.
    """
    few, found = range(1, settings.open_data_threshold), set[str]()
    for name, frame in data.tables.items():
        before = _published(folder, name)
        if before is None:
            continue
        moved = dict(_moved(frame, before.rows, name))
        places = [place for place, n in (*moved.items(), *_left(frame, before.rows, name)) if n in few]
        places += _spending_told(settings, data, frame, before, name)
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


def _spending_told(
    settings: Settings, data: PublicData, frame: pl.DataFrame, before: _Before, name: str
) -> Iterator[Place]:
    """The places of which the amounts, now or less those of then, tell what few people bear."""
    path, few = published(settings), settings.open_data_threshold
    moved = spending_moved(path, before.night) if before.night else spending_by_person(path).clear()
    if name != BREAKDOWNS.name:
        both = [one for one in AMOUNTS if all(_amounts(rows, one) for rows in (frame, before.rows))]
        yield from [()] if tells_of_few(moved, both, few) else []
        return
    lines = spending_by_person(path)
    now, then = ({one: _amounts(rows, one) for one in _WHOLE} for rows in (frame, before.rows))
    for epi in now["declared"] & then["declared"]:
        both = ["declared", *(["share"] if epi in now["share"] & then["share"] else [])]
        yield from [("espace", epi)] if tells_of_few(moved.filter(epi_id=epi), both, few) else []
    totals = data.tables[NETWORK.name]
    for one in _WHOLE:
        if not (now[one] or then[one]) or not _amounts(totals, one):
            continue
        amounts = sorted({"declared", one})
        rest, neither = (~pl.col("epi_id").is_in(told) for told in (now[one] & then[one], now[one] | then[one]))
        yield from [("espace", _REST)] if tells_of_few(moved.filter(rest), amounts, few) else []
        yield from [("espace", _NEITHER)] if tells_of_few(lines.filter(neither), amounts, few) else []


def _amounts(rows: pl.DataFrame, amount: str) -> set[str]:
    """The places of spending of which an amount is told; of the network, one without a name."""
    if (name := _COLUMNS[amount]) not in rows.columns:
        return set()
    told = rows.filter(pl.col(name).is_not_null())
    return set(told.filter(dimension="espace")["category"] if "dimension" in rows.columns else [""] * told.height)


def _published(folder: Path, name: str) -> _Before | None:
    """The table as it was published there; None where there is none."""
    schema, path, _ = files_of(name, folder / name)
    if not path.exists():
        return None
    try:
        rows = pl.read_csv(path, infer_schema=False, glob=False)
        told = json.loads(schema.read_text("utf-8")).get(NIGHT) if schema.exists() else None
        wanted = [*PUBLIC_TABLES[name].key, *(one for one in (_COUNT, _TOTAL) if _has(name, one))]
        amounts = [one for one in _COLUMNS.values() if one in rows.columns]
        counts = rows.select(*wanted, *amounts).with_columns(pl.col("^n_people.*$").cast(pl.Int64))
        return _Before(counts, dt.datetime.fromisoformat(told) if told else None)
    except (pl.exceptions.PolarsError, ValueError):
        raise ConfigurationError(f"{path}: this is not the public table of that name") from None


def _has(name: str, column: str) -> bool:
    return any(one.name == column for one in PUBLIC_TABLES[name].columns)
