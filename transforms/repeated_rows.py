"""Rows that say again what a row already says: a contract on the line of its exit, on another sheet; a participant on
the line of a second contract; a contract on the line of each of its expenses."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import polars as pl

from schemas import DELIVERED
from transforms.finding import finding, sentence
from transforms.headings import fields_of
from transforms.layout import ONE_A_LINE, RawTable
from transforms.normalise import Block, Normalised

_ON_OTHER_SHEET, _ON_OTHER_LINES = "ENTETE-26", "ENTETE-27"
_BORROWED = "operation_id"
_TOLD = pl.Schema({"index": pl.UInt32, "block": pl.UInt32, "kept_in": pl.UInt32})


def repeated_rows(normalised: Normalised, blocks: Sequence[Block], unread: pl.Series) -> pl.DataFrame:
    """The rows, as ``index`` and ``block``, that say nothing but what a row of the same key says.

    They are on another sheet, or on any line where their table shares its rows. That row, of ``kept_in``, is the one
    of the widest table, and there the fullest; ``unread`` rows are of neither kind.
    """
    key = [name for name in normalised.declared.key if name in normalised.values.columns]
    if normalised.declared.name not in ONE_A_LINE or not _may_repeat(blocks):
        return pl.DataFrame(schema=_TOLD)
    rows = pl.concat([normalised.values, normalised.place.select("block", "delivery")], how="horizontal")
    rows = rows.with_row_index("index").filter(pl.all_horizontal(pl.col(key).is_not_null()))
    rows = rows.filter(~pl.col("index").is_in(unread.implode())).filter(pl.struct("delivery", *key).is_duplicated())
    fields = [_told_by(block.table) & set(normalised.text.columns) for block in blocks]
    texts = normalised.text[rows["index"]]
    rows = _fullest_first(rows, texts, fields)
    kept = rows.unique(["delivery", *key], keep="first", maintain_order=True)
    both = rows.join(kept, on=["delivery", *key], suffix=" kept").filter(pl.col("index") != pl.col("index kept"))
    others = [name for name in texts.columns if name not in key]
    borrowers = [number for number, block in enumerate(blocks) if _borrows(block.table)]
    elsewhere = pl.col("block").is_in(borrowers) & ~pl.col("block kept").is_in(borrowers)
    same = (
        ~pl.col(f"{name} said") | pl.col(name).eq_missing(pl.col(f"{name} kept")) | (elsewhere & (name == _BORROWED))
        for name in others
    )
    found = both.filter(pl.all_horizontal(pl.lit(value=True), *same)).rename({"block kept": "kept_in"})
    pairs = found.select("block", "kept_in").unique().rows()
    some = [(one, other) for one, other in pairs if _may_say_so(one, other, blocks, fields)]
    told = pl.DataFrame(some, schema={"block": pl.UInt32, "kept_in": pl.UInt32}, orient="row")
    return found.join(told, on=["block", "kept_in"], how="semi").select(list(_TOLD)).sort("index")


def _told_by(table: RawTable) -> set[str]:
    """The columns that a table tells of its rows."""
    return fields_of(table.read_matches) - ({_BORROWED} if _borrows(table) else set())


def _borrows(table: RawTable) -> bool:
    """Whether its rows have their operation of the expenses, or participants, beside."""
    read = {match.column for match in table.host.read_matches if match.field == _BORROWED} if table.host else set()
    is_key = _BORROWED in DELIVERED[table.table].key
    return not is_key and any(match.field == _BORROWED and match.column in read for match in table.read_matches)


def _fullest_first(rows: pl.DataFrame, texts: pl.DataFrame, fields: Sequence[Collection[str]]) -> pl.DataFrame:
    """The rows, those of the widest table and the fullest first, each with the columns in which its ``texts`` say
    something."""
    width = pl.Series("width", [len(names) for names in fields], dtype=pl.UInt32).gather(rows["block"])
    filled = texts.select(pl.sum_horizontal(pl.all().is_not_null()).alias("filled")).to_series()
    said = texts.select(pl.all().is_not_null().name.suffix(" said"))
    beside = pl.concat([rows.with_columns(width, filled), said], how="horizontal")
    return beside.sort("width", "filled", "index", descending=[True, True, False])


def _may_repeat(blocks: Sequence[Block]) -> bool:
    sheets = {(block.delivery, block.table.sheet.name) for block in blocks}
    return len(sheets) > len({block.delivery for block in blocks}) or any(block.table.is_shared for block in blocks)


def _may_say_so(one: int, other: int, blocks: Sequence[Block], fields: Sequence[Collection[str]]) -> bool:
    """Whether a row of one may be said again by the other: on another sheet, or on lines that it shares."""
    table, kept = blocks[one].table, blocks[other].table
    return (table.sheet is not kept.sheet or table.is_shared) and set(fields[one]) <= set(fields[other])


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
