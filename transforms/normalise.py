"""Raw tables + declaration → one typed frame of exactly the declared columns, and what each cell lost or gained."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import polars as pl

from schemas import DELIVERED
from schemas.table import Column, Table
from transforms.layout import RawTable
from transforms.order_of_table import without_doubtful_orders
from transforms.percentages import without_percentages
from transforms.uncalculated import uncalculated_cells
from transforms.values import Parsed, ValueSpec, parse
from transforms.whole_names import split_whole_names


@dataclass(frozen=True)
class Block:
    """One raw table of a batch, the number of its delivery in the batch, and rows that reading spoilt (row → code)."""

    delivery: int
    table: RawTable
    spoilt: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Normalised:
    """All blocks of one declared table.

    ``place`` has ``block``, ``delivery``, ``row_number`` (UInt32 each), one row a data row; ``text`` the texts read,
    ``values`` the typed values, both by declared column, null where no column was read; ``cells`` one row per cell
    refused or repaired: ``index`` (into place), ``column_name``, ``code``, ``value_read``, ``value_kept``;
    ``ignored`` has ``block``, ``row_number``, ``why``, and the texts by declared column.
    """

    declared: Table
    place: pl.DataFrame
    text: pl.DataFrame
    values: pl.DataFrame
    cells: pl.DataFrame
    ignored: pl.DataFrame


def normalise(name: str, blocks: Sequence[Block]) -> Normalised:
    """Bring every block of the declared table ``name`` to its shape, all of them at once."""
    declared = DELIVERED[name]
    rows = _rows(blocks, declared)
    data = rows.filter(pl.col("why").is_null())
    tables = [block.table for block in blocks]
    texts, noted = split_whole_names(data.select(list(declared.read_columns)), data, tables, _CELLS)
    columns = declared.read_columns
    held = [name for name in columns if texts[name].null_count() < len(texts)]
    parsed = {name: read_values(columns[name], blocks, data, texts[name]) for name in held}
    parsed = without_doubtful_orders(declared, texts, data["block"], parsed)
    values = {
        name: parsed[name].value.alias(name) if name in parsed else pl.Series(name, [None] * len(texts), column.dtype)
        for name, column in columns.items()
    }
    cells = [noted, *chain.from_iterable(_noted(columns[name], texts[name], one) for name, one in parsed.items())]
    place = data.select("block", "delivery", "row_number")
    cells.append(uncalculated_cells(tables, place, _CELLS))
    return Normalised(
        declared,
        place,
        texts,
        pl.DataFrame(values),
        pl.concat(cells),
        rows.filter(pl.col("why").is_not_null()).drop("delivery"),
    )


_FROM_1900_TO_1904 = 1462
_NULL = pl.Series([None], dtype=pl.String)
_CELLS = pl.Schema(
    {
        "index": pl.UInt32,
        "column_name": pl.String,
        "code": pl.String,
        "value_read": pl.String,
        "value_kept": pl.String,
    }
)


def _rows(blocks: Sequence[Block], declared: Table) -> pl.DataFrame:
    """Every row below the headings of every block, one block after the other."""
    tables = [block.table for block in blocks]
    why = pl.Series("why", list(chain.from_iterable(table.why for table in tables)), dtype=pl.String)
    columns = [(len(table.why), table.columns()) for table in tables]
    texts = pl.DataFrame([why, *(_texts(columns, name) for name in declared.read_columns)])
    number = pl.int_range(len(blocks), dtype=pl.UInt32)
    places = pl.select(
        number.alias("block"),
        pl.Series("delivery", [block.delivery for block in blocks], dtype=pl.UInt32),
        pl.Series("first", [block.table.first_row for block in blocks], dtype=pl.UInt32),
        pl.Series("n", [len(table.why) for table in tables], dtype=pl.UInt32),
    )
    place = places.filter(pl.col("n") > 0).select(
        pl.col("block", "delivery").repeat_by("n").explode(),
        pl.int_ranges("first", pl.col("first") + pl.col("n"), dtype=pl.UInt32).explode().alias("row_number"),
    )
    return pl.concat([place, texts], how="horizontal")


def _texts(columns: Sequence[tuple[int, Mapping[str, pl.Series]]], name: str) -> pl.Series:
    """The texts of one declared column in all tables, null in the rows of a table that does not have it."""
    parts, missing = [pl.Series([], dtype=pl.String)], 0
    for n_rows, held in columns:
        if name not in held:
            missing += n_rows
            continue
        parts += [_NULL.new_from_index(0, missing), held[name]] if missing else [held[name]]
        missing = 0
    parts += [_NULL.new_from_index(0, missing)] if missing else []
    return pl.concat(parts, rechunk=True).alias(name)


def read_values(column: Column, blocks: Sequence[Block], rows: pl.DataFrame, text: pl.Series) -> Parsed:
    """The values of a column's texts; ``rows`` gives ``block`` and ``row_number`` of each."""
    text = _since_1900(text, column, blocks, rows)
    read = parse(text, _spec(column), rows["block"], _kinds(blocks, column, rows), _units(blocks, column, rows))
    return without_percentages(column, [block.table for block in blocks], rows, read)


def _since_1900(text: pl.Series, column: Column, blocks: Sequence[Block], rows: pl.DataFrame) -> pl.Series:
    """Days written as numbers, counted from 1900 where the workbook counts them from 1904."""
    if column.kind not in ("date", "month"):
        return text
    later = [number for number, block in enumerate(blocks) if block.table.sheet.facts.date1904]
    if not later:
        return text
    days = text.str.extract(r"^(\d{5})(?:\.\d+)?$").cast(pl.Int64) + _FROM_1900_TO_1904
    shifted = days.cast(pl.String) + text.str.extract(r"(\.\d+)$").fill_null("")
    return shifted.zip_with(rows["block"].is_in(later) & days.is_not_null(), text)


def _spec(column: Column) -> ValueSpec:
    spellings = column.codes.by_spelling if column.codes else {}
    ambiguous = column.codes.ambiguous_by_spelling if column.codes else {}
    assumed = column.codes.assumed_by_spelling if column.codes else {}
    openings = column.codes.by_opening if column.codes else {}
    dtype = column.dtype
    digits = {"precision": dtype.precision, "scale": dtype.scale} if isinstance(dtype, pl.Decimal) else {}
    return ValueSpec(
        kind=column.kind, spellings=spellings, ambiguous=ambiguous, assumed=assumed, openings=openings,
        month_edge=column.month_edge, earliest=column.earliest, latest=column.latest, unit=column.unit,
        or_count=column.or_count, **digits,
    )  # fmt: skip


def _kinds(blocks: Sequence[Block], column: Column, data: pl.DataFrame) -> Callable[[], pl.Series]:
    """The Excel kind of every cell of the column, asked of the files only when a text is ambiguous without it."""

    def kinds() -> pl.Series:
        parts = []
        for number, block in enumerate(blocks):
            rows = data.filter(pl.col("block") == number)["row_number"]
            match = next((m for m in block.table.read_matches if m.field == column.name), None)
            if match is None:
                parts.append(pl.Series([0] * len(rows), dtype=pl.UInt8))
            else:
                sheet = block.table.sheet
                parts.append(sheet.kinds(match.column).gather(rows - sheet.first_row).cast(pl.UInt8))
        return pl.concat(parts)

    return kinds


def _units(blocks: Sequence[Block], column: Column, data: pl.DataFrame) -> pl.Series | None:
    units = [block.table.units.get(column.name) for block in blocks]
    if not any(units):
        return None
    return pl.Series(units, dtype=pl.String).gather(data["block"])


def _noted(column: Column, text: pl.Series, parsed: Parsed) -> list[pl.DataFrame]:
    code = parsed.refused.fill_null(parsed.repaired) if parsed.repaired.null_count() < len(text) else parsed.refused
    if code.null_count() == len(code):
        return []
    frame = pl.DataFrame({"code": code, "value_read": text, "kept": parsed.value})
    noted = frame.with_row_index("index").filter(pl.col("code").is_not_null())
    return [
        noted.select(
            "index", pl.lit(column.name).alias("column_name"), "code", "value_read",
            pl.col("kept").cast(pl.String).alias("value_kept"),
        )
    ]  # fmt: skip
