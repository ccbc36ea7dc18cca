"""Where a person is in the received files: the rows judged, and the columns that tell nothing of who it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import polars as pl

from schemas import DELIVERED
from transforms.redact import Row, Stays
from warehouse.store import Store

_TABLES = tuple(name for name, table in DELIVERED.items() if "person_key" in table.columns)
_OF_CONTRACT = tuple(
    name for name, table in DELIVERED.items() if "contract_id" in table.columns and name not in _TABLES
)
_PLACE = {"epi_id": pl.String, "delivery_id": pl.String, "sheet": pl.String, "row_number": pl.Int64}
_ROWS = {"table_name": pl.String, "operation_id": pl.String, "contract_id": pl.String, **_PLACE}


def rows_of(store: Store, key: str) -> pl.DataFrame:
    """Every row ever accepted of the person, and of a contract of the person in the same EPI: table, operation and
    contract (null where the table has none) and place."""
    mine = pl.concat([pl.DataFrame(schema=_ROWS), *_rows(store, _TABLES, pl.col("person_key") == key)], how="diagonal")
    contracts = mine.drop_nulls("contract_id").select("epi_id", "contract_id").unique()
    held = pl.struct("epi_id", "contract_id").is_in(contracts.to_struct().implode())
    told = _rows(store, _OF_CONTRACT, held) if contracts.height else ()
    found: pl.DataFrame = pl.concat([mine, *told], how="diagonal").unique(maintain_order=True)
    return found


def _rows(store: Store, tables: Iterable[str], wanted: pl.Expr) -> Iterator[pl.DataFrame]:
    for table in tables:
        for path in store.files(table):
            rows = pl.scan_parquet(path, glob=False).filter(wanted).collect()
            there = [name for name in _ROWS if name in rows.columns]
            yield rows.select(pl.lit(table).alias("table_name"), *there)


def operations_set_aside(store: Store, places: Collection[tuple[str, int]]) -> pl.Series:
    """The operations that rows set aside at these places (delivery and row) name, as they were read."""
    where = pl.DataFrame(list(places), {"delivery_id": pl.String, "row_number": pl.Int64}, orient="row")
    files = [pl.scan_parquet(path, glob=False) for path in store.files("quarantine")]
    named = pl.col("values_json").str.json_path_match("$.operation_id").alias("operation_id")
    rows = [one.join(where.lazy(), on=where.columns, how="semi").select(named).collect() for one in files]
    return pl.concat([pl.DataFrame(schema={"operation_id": pl.String}), *rows])["operation_id"]


def columns_that_stay(store: Store, rows: pl.DataFrame) -> dict[str, Stays]:
    """By delivery, the columns that may stay of the person's rows, and of any row of its sheets.

    Of a row known by its tables: the columns stored of these, and those of other tables in the sheet; a column that
    these leave to another table of the same lines stays where that one stores it. Of another row: the columns that are
    stored of every table that reads them.
    """
    files = [pl.scan_parquet(path, glob=False) for path in store.files("delivery_columns")]
    if not files:
        return {}
    names = ("delivery_id", "table_name", "sheet", "column_letter", "column_name")
    columns = pl.concat(files).select(names).unique(maintain_order=True).collect()
    marked = columns.with_columns(pl.Series("is_stored", _are_stored(columns), dtype=pl.Boolean))
    return {
        str(delivery): Stays(dict(_of_rows(mine, rows.filter(pl.col("delivery_id") == delivery))), _of_sheets(mine))
        for (delivery,), mine in marked.group_by("delivery_id")
    }


def _are_stored(columns: pl.DataFrame) -> list[bool]:
    stored = {(table.name, name) for table in DELIVERED.values() for name in table.stored_columns}
    return [pair in stored for pair in columns.select("table_name", "column_name").iter_rows()]


def _of_rows(columns: pl.DataFrame, rows: pl.DataFrame) -> Iterator[tuple[Row, set[str]]]:
    by_row = rows.group_by("sheet", "row_number", maintain_order=True).agg(pl.col("table_name").unique())
    for sheet, number, tables in by_row.iter_rows():
        here = columns.filter(pl.col("sheet") == sheet)
        mine, others = here.filter(pl.col("table_name").is_in(tables)), here.filter(~pl.col("table_name").is_in(tables))
        read = mine.drop_nulls("column_name")
        stored = _letters(here.filter("is_stored"))
        goes = _letters(read.filter(~pl.col("is_stored"))) | (_letters(mine) - _letters(read) - stored)
        yield (sheet, number), (_letters(others) | (_letters(mine) & stored)) - goes


def _letters(columns: pl.DataFrame) -> set[str]:
    return set(columns["column_letter"])


def _of_sheets(columns: pl.DataFrame) -> dict[str, set[str]]:
    read = columns.drop_nulls("column_name")
    stays = read.group_by("sheet", "column_letter").agg(pl.col("is_stored").all()).filter("is_stored")
    return {sheet: set(letters) for sheet, letters in stays.group_by("sheet").agg("column_letter").iter_rows()}
