"""Since when, and until when, each delivery stood: intervals over the published nights."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import duckdb
import polars as pl

from warehouse.frames import hold
from warehouse.journal import Entry
from warehouse.manifest import Manifest
from warehouse.store import Store

_EVENTS: dict[str, pl.DataType] = {
    name: pl.String() for name in ("epi_id", "source_name", "table_name", "delivery_id", "pack")
} | {"n": pl.Int64()}
_REJECTED = ["table_name", "epi_id", "delivery_id", "sheet", "row_number"]
# A source gives a table from one delivery at a time: the next event of its key ends the one before.
_SPANS = """CREATE TEMP TABLE spans AS
    SELECT * EXCLUDE (n, n_nights), n AS n_from,
        coalesce(lead(n) OVER (PARTITION BY epi_id, source_name, table_name ORDER BY n), n_nights) AS n_to
    FROM events CROSS JOIN (SELECT count(*) AS n_nights FROM nights)
    QUALIFY delivery_id IS NOT NULL"""
_STANDINGS = """INSERT INTO ledger.standings BY NAME
    SELECT s.epi_id, s.source_name, s.table_name, s.delivery_id, f.started_at AS known_from, t.started_at AS known_to
    FROM spans AS s JOIN nights AS f ON f.n = s.n_from LEFT JOIN nights AS t ON t.n = s.n_to
    ORDER BY ALL"""


def fill_standings(connection: duckdb.DuckDBPyConnection, store: Store, manifest: Manifest) -> None:
    """Fill ``ledger.standings``; the temporary tables ``nights``, ``spans`` and ``rejected`` stay for the history.

    ``spans`` are in numbers of nights, the end not included; ``rejected`` has the rows that the checks across the
    network set aside, night by night.
    """
    entries = store.journal.entries_with(manifest)
    hold(
        connection,
        "nights",
        pl.DataFrame(list(_nights(entries)), schema={"n": pl.Int64, "started_at": pl.Datetime("us")}, orient="row"),
    )
    hold(connection, "events", pl.DataFrame(list(_events(entries)), schema=_EVENTS, orient="row"))
    hold(connection, "rejected", _rejected(store, entries))
    connection.execute(_SPANS)
    connection.execute(_STANDINGS)


def _nights(entries: Sequence[Entry]) -> Iterator[tuple[int, dt.datetime]]:
    for n, entry in enumerate(entries):
        yield n, dt.datetime.fromisoformat(entry.facts["started_at"])


def _events(entries: Sequence[Entry]) -> Iterator[tuple[str | int | None, ...]]:
    for n, entry in enumerate(entries):
        for key, row in entry.changes["in_force"].items():
            yield (*key, *((row["delivery_id"], row["pack"]) if row else (None, None)), n)


def _rejected(store: Store, entries: Sequence[Entry]) -> pl.DataFrame:
    """The rows set aside by the checks across the network, with the first and last night (excluded) of each finding."""
    frames = [
        pl.DataFrame(
            schema={name: pl.String() for name in _REJECTED[:-1]} | {"row_number": pl.Int64(), "n": pl.Int64()}
        )
    ]
    read: dict[str, pl.DataFrame] = {}
    for n, entry in enumerate(entries):
        name = entry.facts.get("network_pack", "")
        if name not in read:
            read[name] = store.network(name).filter(pl.col("severity") == "reject").select(_REJECTED)
        if read[name].height:
            frames.append(read[name].with_columns(pl.lit(n, dtype=pl.Int64).alias("n")))
    return pl.concat(frames)
