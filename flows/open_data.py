"""`epi open-data`: the public tables, without what statistical secrecy keeps, as CSV, Parquet and Table Schema."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from flows.export import write_machine_csv
from flows.settings import Settings
from flows.sql import published
from schemas.open_data import (
    BREAKDOWNS,
    DIMENSIONS,
    NETWORK,
    PUBLIC_TABLES,
    PublicColumn,
    PublicTable,
    forbidden,
    table_schema,
)
from transforms.suppression import Cell, Relation, suppressed
from transforms.told_together import AMOUNTS, tells_of_few
from warehouse.durable import sync
from warehouse.open_data import Counted, counted, network
from warehouse.open_data_lines import spending_by_person

_DTYPES: dict[str, pl.DataType] = {
    "string": pl.String(), "integer": pl.Int64(), "date": pl.Date(), "boolean": pl.Boolean(),
    "amount": pl.Decimal(18, 2), "rate": pl.Decimal(7, 6),
}  # fmt: skip
_TOTAL = "reseau"
NIGHT = "night"
"""The property of a published schema that tells the start of its night, for what is published after it."""


@dataclass(frozen=True)
class PublicData:
    """The tables that may be published, by name, how many cells of the breakdowns are kept secret, and the start of the
    night that they tell of."""

    tables: dict[str, pl.DataFrame]
    n_secret: int
    night: dt.datetime


def public_data(settings: Settings) -> PublicData:
    """The totals of the network, and each breakdown of which something may be told.

    A network of fewer people than the threshold has neither; one of fewer than twice as many has its totals alone.
    """
    path, threshold = published(settings), settings.open_data_threshold
    cells = {(one.dimension, one.category): one for one in counted(path)}
    keys = {"/".join(key): Cell(one.n_people, one.amounts, one.largest, one.n_bearers) for key, one in cells.items()}
    total = f"{_TOTAL}/"
    dimensions = [[key for key in keys if key.startswith(f"{name}/")] for name in DIMENSIONS]
    secret = suppressed(keys, [Relation(total, tuple(parts)) for parts in dimensions if parts], threshold)
    is_large = keys[total].n_people >= 2 * threshold  # P5: of fewer, a category told is that of all
    told = [parts for parts in dimensions if is_large and not set(parts) <= secret]
    facts = network(path)
    if total in secret:
        return PublicData({}, len(secret), facts["night"])
    places = {
        category: one.n_people for (name, category), one in cells.items()
        if name == "espace" and any(f"espace/{category}" in parts for parts in told)
    }  # fmt: skip
    shares = _shares_told(
        spending_by_person(path), places, {one for one in places if f"espace/{one}" in secret}, threshold
    )
    facts |= dict.fromkeys((f"{one}_eur" for one in shares.withheld), None)
    rows = [
        _row(facts, cells[_TOTAL, ""], cells[name, category], f"{name}/{category}" in secret, shares)
        for name, category in cells if any(f"{name}/{category}" in parts for parts in told)
    ]  # fmt: skip
    tables = {"reseau": _frame(NETWORK, [facts])} | ({"repartitions": _frame(BREAKDOWNS, rows)} if rows else {})
    return PublicData(tables, len(secret) + shares.n_secret, facts["night"])


@dataclass(frozen=True)
class _Shares:
    """The amounts of the network to leave out, the EPI whose share of the FSE is told, how many amounts that leaves."""

    withheld: tuple[str, ...]
    of_epis: frozenset[str]
    n_secret: int


def _shares_told(lines: pl.DataFrame, places: Mapping[str, int], secret: set[str], threshold: int) -> _Shares:
    """What may stand beside what is declared, of which the share of the FSE tells what was discarded.

    Beside a total that tells the share, those of the EPI that do not are together such that they could.
    """
    both = ("declared", "share")
    withheld = ["share"] if tells_of_few(lines, both, threshold) else []
    hidden = {
        one for one in places if one in secret or tells_of_few(lines.filter(epi_id=one), both, threshold)
    }  # fmt: skip
    while not withheld and hidden and (rest := sorted(places.keys() - hidden, key=lambda one: (places[one], one))):
        if len(hidden) > 1 and not tells_of_few(lines.filter(pl.col("epi_id").is_in(hidden)), both, threshold):
            break
        hidden.add(rest[0])
    beside = [one for one in AMOUNTS if one not in withheld]
    parts = [lines, *([lines.filter(pl.col("epi_id").is_in(hidden))] if hidden < places.keys() else [])]
    withheld += ["retained"] if any(tells_of_few(one, beside, threshold) for one in parts) else []
    names = [{"share": "fse_share"}.get(one, one) for one in withheld]
    return _Shares(tuple(names), frozenset(places.keys() - hidden), len(names) + len(hidden - secret))


def write_public_data(data: PublicData, folder: Path) -> list[Path]:
    """Write each table to a folder of its own below ``folder``, whole files only; where they are."""
    made: list[Path] = []
    for name, frame in data.tables.items():
        place = folder / name
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".open-data-") as work:
            aside = [Path(work) / file.name for file in files_of(name, place)]
            schema = table_schema(PUBLIC_TABLES[name]) | {NIGHT: data.night.isoformat()}
            aside[0].write_text(json.dumps(schema, ensure_ascii=False, indent=2), "utf-8")
            with aside[1].open("wb") as out:
                write_machine_csv(frame, out)
            frame.write_parquet(aside[2])
            for path in aside:
                sync(path)
                made.append(path.replace(place / path.name))
    return made


def left_there(data: PublicData, folder: Path) -> list[Path]:
    """The tables of an earlier day that the folder holds and that can no longer be told."""
    tables = (files_of(name, folder / name)[1] for name in PUBLIC_TABLES if name not in data.tables)
    return [path for path in tables if path.exists()]


def files_of(name: str, place: Path) -> list[Path]:
    """Schema, CSV and Parquet of a table, in its folder."""
    return [place / "schema.json", place / f"{name}.csv", place / f"{name}.parquet"]


def _row(facts: dict[str, Any], whole: Counted, one: Counted, is_secret: bool, shares: _Shares) -> dict[str, Any]:
    row: dict[str, Any] = {
        "as_of_date": facts["as_of_date"], "dimension": one.dimension, "category": one.category,
        "category_label": one.label, "is_secret": is_secret, "n_people_total": whole.n_people,
    }  # fmt: skip
    if not is_secret:
        rate = (Decimal(one.n_people) / whole.n_people).quantize(Decimal("0.000001"))
        row |= {"n_people": one.n_people, "people_rate": rate}
        if one.dimension == "espace":
            row["declared_eur"], share_eur, _ = one.amounts
            row["fse_share_eur"] = share_eur if one.category in shares.of_epis else None
    return row


def _frame(table: PublicTable, rows: list[dict[str, Any]]) -> pl.DataFrame:
    """The rows in the columns that the schema lists and no other; a column that names a person is our fault."""
    names = [column.name for column in table.columns]
    if wrong := list(forbidden(names)):
        raise ValueError(f"{table.name}: {', '.join(wrong)} must not be published")
    kept = [{name: row.get(name) for name in names} for row in rows]
    return pl.DataFrame(kept, schema={column.name: _dtype(column) for column in table.columns})


def _dtype(column: PublicColumn) -> pl.DataType:
    if column.kind == "number":
        return _DTYPES["rate" if column.name.endswith("_rate") else "amount"]
    return _DTYPES[column.kind]
