"""What one writes first: polars.read_excel, expressions, Pandera and an INSERT, workbook by workbook and sheet by sheet."""

import sys
from pathlib import Path

import duckdb
import pandera.polars as pa
import polars as pl

from benchmarks.jobs.french import (
    BOOLEANS,
    CONTRACT_TYPES,
    HEADER,
    MAY_BE_EMPTY,
    POSTS,
    PROOFS,
    READ,
    REASONS,
    STATUSES,
    TABLES,
)

_MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre")  # fmt: skip
_CODES = {"contract_type_code": CONTRACT_TYPES, "next_contract_type_code": CONTRACT_TYPES, "post_code": POSTS, "proof_code": PROOFS, "exit_status_code": STATUSES, "exit_reason_code": REASONS}  # fmt: skip
_FORMATS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%Y-%m-%d %H:%M:%S")


def expression(heading: str, name: str) -> pl.Expr:
    """The expression that reads one column."""
    text = pl.col(heading)
    if name.endswith("_date"):
        words = text.str.replace(r"^(\d{1,2})(?:er)? ", "${1} ")
        for number, month in enumerate(_MONTHS, 1):
            words = words.str.replace(f" {month} ", f"/{number}/", literal=True)
        dates = [text.str.to_date(form, strict=False) for form in _FORMATS]
        return pl.coalesce(*dates, words.str.to_date("%d/%m/%Y", strict=False)).alias(name)
    if name.endswith(("_eur", "_rate")) or name == "weekly_hours":
        plain = (
            text.str.replace("h", ",", literal=True)
            .str.replace_all(r"[\s\u00a0\u202f€%]", "")
            .str.replace(",", ".", literal=True)
        )
        value = plain.cast(pl.Decimal(12, 2), strict=False)
        return (value.cast(pl.Float64) / 100 if name.endswith("_rate") else value).alias(name)
    if name in _CODES:
        return text.str.to_lowercase().replace_strict(_CODES[name], default=None, return_dtype=pl.String).alias(name)
    if name == "stays_in_digital":
        return text.str.to_lowercase().replace_strict(BOOLEANS, default=None, return_dtype=pl.Boolean).alias(name)
    return text.str.strip_chars().alias(name)


def schema(table: str) -> pa.DataFrameSchema:
    """Every column filled, but those that may be empty, and the rules of a row."""
    rules = {
        "contracts": [
            pa.Check(lambda d: d.lazyframe.select(pl.col("planned_end_date") >= pl.col("start_date"))),
            pa.Check(lambda d: d.lazyframe.select(pl.col("weekly_hours").is_between(0.5, 48))),
        ],
        "fse_spending": [pa.Check(lambda d: d.lazyframe.select(pl.col("payment_date") >= pl.col("period_start_date")))],
        "outcomes": [pa.Check(lambda d: d.lazyframe.select(pl.col("observation_date") >= pl.col("exit_date")))],
    }
    columns = {name: pa.Column(nullable=name in MAY_BE_EMPTY) for name, _ in READ[table].values()}
    return pa.DataFrameSchema(columns, checks=rules[table])


def main(network: Path, out: Path) -> None:
    """Read, clean, validate and insert, sheet by sheet."""
    schemas = {table: schema(table) for table in READ}
    with duckdb.connect(str(out / "warehouse.duckdb")) as connection:
        for path in sorted(network.glob("*.xlsx")):
            sheets = pl.read_excel(
                path, sheet_id=0, engine="calamine", has_header=False, infer_schema_length=0, drop_empty_rows=False
            )
            for title, frame in sheets.items():
                _load(connection, TABLES[title], frame, schemas[TABLES[title]], path.name)


def _load(
    connection: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame, rules: pa.DataFrameSchema, source: str
) -> None:
    at = (
        frame.select(pl.any_horizontal(pl.all() == next(iter(READ[table]))))
        .to_series()
        .fill_null(value=False)
        .arg_true()[0]
    )
    body = frame[at + 1 :].rename(dict(zip(frame.columns, frame.row(at), strict=True)))
    body = body.filter(pl.col(body.columns[0]).ne_missing("Total")).with_row_index("row", HEADER + 2)
    clean = body.select(expression(heading, name) for heading, (name, _) in READ[table].items())
    bad: set[int] = set()
    try:
        rules.validate(clean, lazy=True)
    except pa.errors.SchemaErrors as errors:
        bad = {row for row in errors.failure_cases["index"].to_list() if row is not None}
    is_bad = pl.int_range(clean.height, eager=True).is_in(list(bad))
    good = clean.with_columns(pl.lit(source).alias("source"), body["row"]).filter(~is_bad)
    _insert(connection, table, good)
    _insert(connection, f"quarantine_{table}", body.with_columns(pl.lit(source).alias("source")).filter(is_bad))


def _insert(connection: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    connection.register("incoming", frame.to_arrow())
    connection.execute(f"CREATE TABLE IF NOT EXISTS {table} AS FROM incoming LIMIT 0")
    connection.execute(f"INSERT INTO {table} BY NAME FROM incoming")
    connection.unregister("incoming")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
