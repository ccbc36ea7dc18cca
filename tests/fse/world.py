"""Files of many EPI judged together and put into one warehouse, on which the checks of the network run once."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import duckdb
import polars as pl

from schemas import CORE_TABLES, DELIVERED, TABLES
from tests.fse.judged import SECRET, Cells, csv_of
from transforms.judge import judge_many
from transforms.verdict import Profile, Submission, Threshold, Verdict
from warehouse.declare import declare
from warehouse.frames import insert
from warehouse.network_checks import apply_network_checks

AS_OF = dt.date(2015, 7, 31)


@dataclass(frozen=True)
class Place:
    """One EPI: its facts as the configuration gives them, and the rows of each of its tables."""

    epi_id: str
    tables: Mapping[str, Sequence[Cells]]
    facts: Mapping[str, str] = field(default_factory=dict)
    severities: Mapping[str, str] = field(default_factory=dict)


def judge_places(places: Sequence[Place]) -> Verdict:
    """The verdict on a CSV a table and EPI; no limit refuses a file whole."""
    limits = {name: Threshold(rate=None) for name in DELIVERED}
    submissions = []
    for place in places:
        nature = place.facts.get("legal_nature_code")
        profile = Profile(place.epi_id, {}, tuple(DELIVERED), limits, nature, place.severities)  # type: ignore[arg-type]
        for table, rows in place.tables.items():
            content = csv_of(table, rows)
            delivery = hashlib.sha256(place.epi_id.encode() + content).hexdigest()
            submissions.append(Submission(content, f"{table}.csv", delivery, profile))
    return judge_many(submissions, SECRET, "v")


def warehouse_of(places: Sequence[Place], verdict: Verdict, as_of: dt.date = AS_OF) -> duckdb.DuckDBPyConnection:
    """A warehouse in memory that holds what the verdict accepted and set aside, before the checks of the network."""
    connection = duckdb.connect()
    declare(connection)
    for name, frame in verdict.accepted.items():
        insert(connection, f"core.{name}", frame)
    insert(connection, "quality.quarantine", verdict.quarantine)
    insert(connection, "core.epis", _epis(places))
    insert(connection, "ledger.delivery_tables", verdict.tables)
    insert(connection, "ledger.delivery_columns", verdict.columns)
    insert(connection, "ledger.deliveries", _with(verdict.files.drop("sheets"), "deliveries"))
    insert(connection, "ledger.runs", _with(pl.DataFrame({"run_id": ["20150731"], "as_of_date": [as_of]}), "runs"))
    return connection


def findings_of(
    places: Sequence[Place], settings: Mapping[str, str] | None = None, as_of: dt.date = AS_OF
) -> pl.DataFrame:
    """Everything found in the files and across them: by row, table, file and EPI."""
    verdict = judge_places(places)
    with warehouse_of(places, verdict, as_of) as connection:
        across = apply_network_checks(connection, settings or {})
    return pl.concat([verdict.findings.drop("is_private"), across])


def _epis(places: Sequence[Place]) -> pl.DataFrame:
    common = {"delivery_id": "configuration", "sheet": "epis", "commune": "Die"}
    rows = [
        {**common, "row_number": number, "epi_id": place.epi_id, "name": f"EPI {place.epi_id}", **place.facts}
        for number, place in enumerate(places, 1)
    ]
    shape = {name: column.dtype for name, column in CORE_TABLES["epis"].stored_columns.items()}
    return pl.DataFrame([{name: row.get(name) for name in shape} for row in rows], schema=shape)


def _with(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    """The frame with the columns of the ledger that it lacks, at nought."""
    noughts = {
        pl.String(): "",
        pl.Int64(): 0,
        pl.Boolean(): True,
        pl.Datetime("us"): dt.datetime.combine(AS_OF, dt.time()),
    }
    lacking = [
        pl.lit(noughts.get(column.dtype, 0), dtype=column.dtype).alias(column.name)
        for column in TABLES[name].columns.values()
        if column.name not in frame.columns
    ]
    return frame.with_columns(lacking)
