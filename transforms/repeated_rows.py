"""Rows that say again what a row already says: a contract on the line of its exit, on another sheet; a participant on
the line of a second contract."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from schemas import DELIVERED
from transforms.finding import finding, sentence
from transforms.headings import fields_of
from transforms.layout import ONE_A_LINE, RawTable
from transforms.normalise import Block, Normalised

_ON_OTHER_SHEET, _ON_OTHER_LINES = "ENTETE-26", "ENTETE-27"
_TOLD = pl.Schema({"index": pl.UInt32, "block": pl.UInt32, "kept_in": pl.UInt32})


def repeated_rows(normalised: Normalised, blocks: Sequence[Block], unread: pl.Series) -> pl.DataFrame:
    """The rows, as ``index`` and ``block``, that say nothing but what a row of the same key says.

    They are on another sheet, or on any line where their table shares its rows. That row, of ``kept_in``, is the one
    of the widest table, and there the fullest; ``unread`` rows are of neither kind.
    """
    key = [name for name in normalised.declared.key if name in normalised.values.columns]
    if normalised.declared.name not in ONE_A_LINE or not _may_repeat(blocks):
        return pl.DataFrame(schema=_TOLD)
    fields = [fields_of(block.table.read_matches) & set(normalised.text.columns) for block in blocks]
    place = normalised.place.select("block", "delivery")
    rows = pl.concat([normalised.values, place], how="horizontal").with_row_index("index")
    rows = rows.filter(pl.all_horizontal(pl.col(key).is_not_null()), ~pl.col("index").is_in(unread.implode()))
    rows = rows.filter(pl.struct("delivery", *key).is_duplicated())
    if rows.is_empty():
        return pl.DataFrame(schema=_TOLD)
    rows = rows.with_columns(_fullness(rows["block"], normalised.text[rows["index"]], fields))
    rows = rows.sort("width", "filled", "index", descending=[True, True, False])
    found = [
        (row["index"], row["block"], kept["block"])
        for same in rows.partition_by("delivery", *key, maintain_order=True)
        for kept, row in _beside_the_first(same)
        if _are_apart(blocks[row["block"]].table, blocks[kept["block"]].table)
        and fields[row["block"]] <= fields[kept["block"]]
        and all(row[name] == kept[name] for name in row["said"])
    ]
    return pl.DataFrame(found, schema=_TOLD, orient="row").sort("index")


def _fullness(block: pl.Series, texts: pl.DataFrame, fields: Sequence[Collection[str]]) -> list[pl.Series]:
    """Of each row how many columns its table reads, which of them are filled, and how many."""
    width = pl.Series("width", [len(names) for names in fields], dtype=pl.UInt32)
    held = [pl.when(pl.col(name).is_not_null()).then(pl.lit(name)) for name in texts.columns]
    said = texts.select(pl.concat_list(held).list.drop_nulls().alias("said"))["said"]
    return [width.gather(block), said, said.list.len().alias("filled")]


def _may_repeat(blocks: Sequence[Block]) -> bool:
    sheets = {(block.delivery, block.table.sheet.name) for block in blocks}
    return len(sheets) > len({block.delivery for block in blocks}) or any(block.table.is_shared for block in blocks)


def _are_apart(table: RawTable, kept: RawTable) -> bool:
    return table.sheet is not kept.sheet or table.is_shared


def _beside_the_first(rows: pl.DataFrame) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    first, *others = rows.iter_rows(named=True)
    return ((first, other) for other in others)


def without_repeated(normalised: Normalised, repeated: pl.DataFrame) -> Normalised:
    """The same with these rows among those ignored."""
    if repeated.is_empty():
        return normalised
    gone = pl.int_range(normalised.place.height, dtype=pl.UInt32, eager=True).is_in(repeated["index"].implode())
    ignored = pl.concat([normalised.place, normalised.text], how="horizontal").filter(gone)
    ignored = ignored.with_columns(pl.lit("same_table").alias("why")).select(normalised.ignored.columns)
    kept = pl.DataFrame({"index": (~gone).arg_true().cast(pl.UInt32)}).with_row_index("new")
    cells = normalised.cells.join(kept, on="index", maintain_order="left")
    return replace(
        normalised,
        place=normalised.place.filter(~gone),
        text=normalised.text.filter(~gone),
        values=normalised.values.filter(~gone),
        cells=cells.with_columns(pl.col("new").alias("index")).select(normalised.cells.columns),
        ignored=pl.concat([normalised.ignored, ignored]),
    )


def said_of_repeated(repeated: pl.DataFrame, blocks: Sequence[Block], owners: pl.DataFrame) -> list[dict[str, object]]:
    """What is told of them, once for each pair of tables."""
    counted = repeated.group_by("block", "kept_in", maintain_order=True).len().join(owners, on="block")
    found = []
    for row in counted.iter_rows(named=True):
        table, kept = blocks[row["block"]].table, blocks[row["kept_in"]].table
        code = _ON_OTHER_LINES if table.sheet is kept.sheet else _ON_OTHER_SHEET
        params = {"count": row["len"], "title": DELIVERED[table.table].title, "sheet": kept.sheet.name}
        place = {name: row[name] for name in ("epi_id", "delivery_id", "filename", "sheet")}
        place |= {"table_name": table.table, "row_number": row["header_row"]}
        found.append(finding(code, sentence(code, params), **place))
    return found
