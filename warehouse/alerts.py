"""Alerts: what a check of the network finds between two rows, named by what the rows hold, to be decided."""

from __future__ import annotations

from collections.abc import Collection
from hashlib import md5

import duckdb
import polars as pl

from schemas import CORE_TABLES
from schemas.provenance import PROVENANCE
from schemas.wording import OTHER_CELL, OTHER_ROW
from warehouse.frames import answer, hold

PLACE = "STRUCT(epi_id VARCHAR, delivery_id VARCHAR, sheet VARCHAR, row_number BIGINT)"
_ROW = ["table_name", *PROVENANCE]
_TWIN = ["table_name", *(f"twin_{name}" for name in PROVENANCE)]


def with_alerts(connection: duckdb.DuckDBPyConnection, found: pl.DataFrame, decided: Collection[str]) -> pl.DataFrame:
    """What was found with ``alert_id`` where it has a twin, its sentence naming the twin's cell; the decided left out.

    The name of an alert is made of its rule and of every value of the two rows: one value changed is another alert.
    """
    twins = found.filter(pl.col("twin_epi_id").is_not_null())
    if twins.is_empty():
        return found.with_columns(pl.lit(None, dtype=pl.String).alias("alert_id"))
    places = pl.concat([twins.select(_ROW), twins.select(_TWIN).rename(dict(zip(_TWIN, _ROW, strict=True)))]).unique()
    digests = pl.concat([_digests(connection, name, rows) for (name,), rows in places.group_by("table_name")])
    found = found.join(digests, on=_ROW, how="left", maintain_order="left")
    found = found.join(
        digests.rename(dict(zip(_ROW, _TWIN, strict=True)) | {"digest": "twin_digest"}),
        on=_TWIN, how="left", maintain_order="left",
    )  # fmt: skip
    named = _named(found).filter(~pl.col("alert_id").is_in(list(decided)).fill_null(value=False))
    return named.with_columns(pl.when(pl.col("alert_id").is_null()).then("message").otherwise(_sentence()))


def _digests(connection: duckdb.DuckDBPyConnection, name: str, places: pl.DataFrame) -> pl.DataFrame:
    """The digest of every value of these rows, beside where they stand."""
    kept = [column for column in CORE_TABLES[name].stored_columns if column not in PROVENANCE[1:]]
    values = ", ".join(f'"{column}" := CAST(t."{column}" AS VARCHAR)' for column in kept)
    same = " AND ".join(f"t.{column} = p.{column}" for column in PROVENANCE)
    hold(connection, "places", places)
    digests = answer(
        connection,
        f"""SELECT p.*, md5(CAST(to_json(struct_pack({values})) AS VARCHAR)) AS digest
        FROM core.{name} AS t JOIN places AS p ON {same}""",  # noqa: S608
    )
    return digests.select(*(pl.col(column).cast(places.schema[column]) for column in _ROW), "digest")


def _named(found: pl.DataFrame) -> pl.DataFrame:
    """The alerts with their names, the same from either row."""
    pairs = found.select("code", "digest", "twin_digest").iter_rows()
    # A loop over the alerts alone: a hash that no version of Polars may change.
    names = [
        md5("/".join((code, *sorted((one, other)))).encode(), usedforsecurity=False).hexdigest()[:12]
        if one and other else None
        for code, one, other in pairs
    ]  # fmt: skip
    return found.with_columns(pl.Series("alert_id", names, dtype=pl.String))


def _sentence() -> pl.Expr:
    """The sentence of the rule, then where the other row stands."""
    place = pl.format(OTHER_ROW, "twin_epi_id", "twin_sheet", "twin_row_number")
    cell = pl.format(OTHER_CELL, "twin_epi_id", "twin_sheet", "twin_cell")
    where = pl.when(pl.col("twin_cell").is_null()).then(place).otherwise(cell)
    return pl.format("{} {}", pl.col("message"), where).alias("message")
