"""pandas with openpyxl, Pandera for the rules, DuckDB to load: one workbook and sheet after the other."""

import sys
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd
import pandera.pandas as pa

from benchmarks.jobs.french import HEADER, MAY_BE_EMPTY, READ, TABLES


def schema(table: str) -> pa.DataFrameSchema:
    """Every column filled, but those that may be empty, and the rules of a row."""
    columns = {name: pa.Column(nullable=name in MAY_BE_EMPTY) for name, _ in READ[table].values()}
    rules = {
        "contracts": [
            pa.Check(lambda f: f["planned_end_date"] >= f["start_date"]),
            pa.Check(lambda f: (f["weekly_hours"] >= Decimal("0.5")) & (f["weekly_hours"] <= 48)),
        ],
        "fse_spending": [pa.Check(lambda f: f["payment_date"] >= f["period_start_date"])],
        "outcomes": [pa.Check(lambda f: f["observation_date"] >= f["exit_date"])],
    }
    return pa.DataFrameSchema(columns, checks=rules[table])


def main(network: Path, out: Path) -> None:
    """Read, clean, validate and insert, sheet by sheet."""
    schemas = {table: schema(table) for table in READ}
    with duckdb.connect(str(out / "warehouse.duckdb")) as connection:
        for path in sorted(network.glob("*.xlsx")):
            for title, frame in pd.read_excel(
                path, sheet_name=None, header=HEADER, dtype=object, engine="openpyxl"
            ).items():
                _load(connection, TABLES[title], frame, schemas[TABLES[title]], path.name)


def _load(
    connection: duckdb.DuckDBPyConnection, table: str, frame: pd.DataFrame, rules: pa.DataFrameSchema, source: str
) -> None:
    frame = frame[frame.iloc[:, 0] != "Total"].astype(object).where(lambda f: f.notna(), None)
    clean = pd.DataFrame({name: frame[heading].map(read) for heading, (name, read) in READ[table].items()}).astype(
        object
    )
    required = [name for name in clean.columns if name not in MAY_BE_EMPTY]
    filled = clean[required].notna().all(axis=1)
    bad = set(clean.index[~filled])
    try:
        rules.validate(clean[filled], lazy=True)
    except pa.errors.SchemaErrors as errors:
        bad |= {row for row in errors.failure_cases["index"] if row is not None}
    good = clean[~clean.index.isin(bad)].assign(source=source, row=lambda f: f.index + HEADER + 2)
    aside = frame[clean.index.isin(bad)].astype(str)
    _insert(connection, table, good)
    _insert(connection, f"quarantine_{table}", aside.assign(source=source))


def _insert(connection: duckdb.DuckDBPyConnection, table: str, frame: pd.DataFrame) -> None:
    connection.register("incoming", frame)
    connection.execute(f"CREATE TABLE IF NOT EXISTS {table} AS FROM incoming LIMIT 0")
    connection.execute(f"INSERT INTO {table} BY NAME FROM incoming")
    connection.unregister("incoming")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
