"""A store of invented rows made directly as packs, however many, to measure a publication without reading a workbook."""

from hashlib import sha256
from pathlib import Path

import duckdb
import polars as pl

from schemas import TABLES
from warehouse.manifest import InForce, Manifest, Receipt
from warehouse.query import QUIET
from warehouse.store import PACKED, PACKED_DELIVERY, Store

TOLD = ("contracts", "fse_spending", "outcomes")
ROWS_OF_EPI, EPIS_OF_PACK = 5_000, 100
_NIGHT, _EPIS = "20151231T020000000000Z", "epis-measure"
# One contract in five renews the one before it; a number's chance is a hash of it. No row breaks a rule.
_NUMBERED = """SELECT range AS n, 'e' || lpad(CAST(range // {rows} AS VARCHAR), 5, '0') AS epi_id,
    sha256('file' || range // {rows}) AS delivery_id, '{sheet}' AS sheet, range % {rows} + 4 AS row_number,
    DATE '2014-01-01' + CAST(IF(range % 5 = 4, 181 + hash(range - 1) % 300, hash(range) % 300) AS INTEGER) AS start
    FROM range({first}, {after})"""
_ROWS = {
    "contracts": """sha256('person' || IF(n % 5 = 4, n - 1, n)) AS person_key, 'C-' || n AS contract_id,
        '201400026' AS operation_id, 'CDD' AS contract_type_code, start AS start_date, start + 180 AS planned_end_date,
        IF(n % 5 = 4, 1, NULL) AS renewal_rank, 20 + hash(n, 2) % 16 AS weekly_hours, 'K1801' AS rome_code,
        round((20 + hash(n, 2) % 16) / 35, 4) AS working_time_rate, 20 + hash(n, 4) % 40 AS start_age,
        (90000 + hash(n, 3) % 70000) / 100 AS gross_monthly_salary_eur, 'staff' AS cost_role_code""",
    "fse_spending": """'S-' || n AS expense_id, '201400026' AS operation_id, 'C-' || n AS contract_id,
        'personnel' AS post_code, date_trunc('month', start) AS period_start_date, 1 AS allocation_rate,
        (60000 + hash(n, 5) % 160000) / 100 AS cost_base_eur, (60000 + hash(n, 5) % 160000) / 100 AS declared_eur,
        last_day(start) AS invoice_date, last_day(start) + CAST(hash(n, 6) % 15 AS INTEGER) AS payment_date,
        'bulletin_salaire' AS proof_code""",
    "outcomes": """'C-' || n AS contract_id, start + 181 AS exit_date, start + 185 AS observation_date,
        'en_emploi' AS exit_status_code,
        IF(n % 5 = 3, 'P0', CAST(4 + hash(n, 7) % 4 AS VARCHAR)) AS exit_reason_code,
        hash(n, 8) % 2 = 0 AS stays_in_digital""",
}
_PLACES = pl.DataFrame(
    {"epi_id": ["reseau"], "delivery_id": ["operations"], "sheet": ["operations"], "row_number": [2]}
)


def store_of(place: Path, rows: int) -> Manifest:
    """The store of so many rows a table at ``place``, made once; the manifest of its night."""
    store, numbers = Store(place), range(-(-rows // ROWS_OF_EPI))
    if not store.has(_EPIS):
        for first in numbers[::EPIS_OF_PACK]:
            after = min(rows, (first + EPIS_OF_PACK) * ROWS_OF_EPI)
            store.add(_pack(first), _frames(first * ROWS_OF_EPI, after))
        store.add(_EPIS, _network(len(numbers)))
    files = [(f"e{number:05d}", _file(number), _pack(number)) for number in numbers]
    return Manifest(
        _NIGHT, "2015-12-31T02:00:00", "2015-12-31", "1", "1",
        received=tuple(Receipt(epi, "fichier", f"{epi}.xlsx", file, pack) for epi, file, pack in files),
        in_force=(
            *(InForce(epi, "fichier", name, file, pack) for epi, file, pack in files for name in TOLD),
            InForce("reseau", "operations", "operations", "operations", _EPIS),
        ),
        epis_pack=_EPIS,
    )  # fmt: skip


def packed(place: Path, name: str) -> tuple[list[str], list[str]]:
    """The files of a table of the store, and its columns."""
    return Store(place).files(name), list(TABLES[name].stored_columns)


def _pack(number: int) -> str:
    return f"20151230T{number // EPIS_OF_PACK:012d}Z"


def _file(number: int) -> str:
    return sha256(f"file{number}".encode()).hexdigest()


def _asked(sql: str) -> pl.DataFrame:
    with duckdb.connect() as connection:
        connection.execute(QUIET)
        return connection.sql(sql).pl()


def _frames(first: int, after: int) -> dict[str, pl.DataFrame]:
    """The rows from the first number to the one before ``after``, their deliveries and where they stand."""
    frames = {}
    for name, columns in _ROWS.items():
        numbered = _NUMBERED.format(rows=ROWS_OF_EPI, sheet=TABLES[name].title, first=first, after=after)
        sql = f"SELECT epi_id, delivery_id, sheet, row_number, {columns} FROM ({numbered})"  # noqa: S608 constants
        frames[name] = _shaped(_asked(sql), name)
    place = ["epi_id", "delivery_id", "sheet"]
    counted = [frame.group_by(place).agg(n=pl.len(), table_name=pl.lit(name)) for name, frame in frames.items()]
    tables = pl.concat(counted).sort(pl.all()).with_columns(
        n_rows_accepted="n", n_rows_set_aside=0, header_row=3, last_row=ROWS_OF_EPI + 4
    )  # fmt: skip
    letters = [
        tables.filter(pl.col("table_name") == name).with_columns(
            column_letter=pl.lit(f"A{number}"), heading=pl.lit(column.title), column_name=pl.lit(column.name),
            matched=pl.lit("exact"),
        )
        for name in _ROWS for number, column in enumerate(TABLES[name].stored_columns.values())
    ]  # fmt: skip
    return _empty() | frames | {
        "delivery_tables": _shaped(tables, "delivery_tables"),
        "delivery_columns": _shaped(pl.concat(letters), "delivery_columns"),
        "deliveries": _deliveries(tables.group_by("epi_id", "delivery_id").agg(pl.sum("n"))),
    }  # fmt: skip


def _deliveries(counted: pl.DataFrame) -> pl.DataFrame:
    facts = {
        "source_name": pl.lit("fichier"), "filename": pl.col("epi_id") + ".xlsx", "origin": pl.col("epi_id") + ".xlsx",
        "received_at": pl.datetime(2015, 12, 30), "state": pl.lit("accepted"), "rules_version": pl.lit("1"),
        "mapping_version": pl.lit("1"), "n_rows_read": pl.col("n"), "n_rows_accepted": pl.col("n"),
        "n_rows_set_aside": pl.lit(0), "n_rows_ignored": pl.lit(0), "set_aside_eur": pl.lit(0),
    }  # fmt: skip
    made = counted.sort("epi_id").with_columns(**facts)
    return made.select(pl.col(name).cast(dtype) for name, dtype in PACKED_DELIVERY.items())


def _network(n_epis: int) -> dict[str, pl.DataFrame]:
    """The EPI, and the operation that they share."""
    epis = pl.DataFrame({"epi_id": [*(f"e{number:05d}" for number in range(n_epis)), "reseau"]}).with_columns(
        name="epi_id", commune=pl.lit("Die"), insee_code=pl.lit("26113"), postcode=pl.lit("26150"),
        delivery_id=pl.lit("configuration"), sheet=pl.lit("epis"), row_number=1,
    )  # fmt: skip
    operation = _PLACES.with_columns(
        operation_id=pl.lit("201400026"), programming_period_code=pl.lit("2014-2020"), title=pl.lit("Médiation"),
        start_date=pl.date(2014, 1, 1), end_date=pl.date(2016, 12, 31), total_eligible_cost_eur=9_000_000_000,
        fse_agreed_eur=4_500_000_000, fse_rate=0.5,
    )  # fmt: skip
    tables = _PLACES.with_columns(
        table_name=pl.lit("operations"), header_row=1, last_row=2, n_rows_accepted=1, n_rows_set_aside=0, n=1
    )
    return _empty() | {
        "epis": _shaped(epis, "epis"), "operations": _shaped(operation, "operations"),
        "delivery_tables": _shaped(tables, "delivery_tables"), "deliveries": _deliveries(tables),
    }  # fmt: skip


def _shaped(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    """The frame with every column of the table, null where it has none, in its types."""
    lacking = [pl.lit(None).alias(column) for column in TABLES[name].stored_columns if column not in frame.columns]
    shape = {column: declared.dtype for column, declared in TABLES[name].stored_columns.items()}
    return frame.with_columns(lacking).select(pl.col(column).cast(dtype) for column, dtype in shape.items())


def _empty() -> dict[str, pl.DataFrame]:
    shapes = {
        name: _shaped(pl.DataFrame({"epi_id": []}, schema={"epi_id": pl.String}), name)
        for name in PACKED
        if name != "deliveries"
    }
    return shapes | {"deliveries": pl.DataFrame(schema=PACKED_DELIVERY)}
