"""Reading a whole column: the plain cells at once, each other text once, doubts settled by the column itself."""

from __future__ import annotations

import polars as pl

from transforms.values.cells import SMALL, Cells, KindSource, PlainCells, nulls, read_as, read_cells, verdicts
from transforms.values.distinct import Distinct, distinct_texts
from transforms.values.reading import Reader
from transforms.values.spec import Parsed

_REPEATED = 2_000
_WORTH_A_COLUMN = 100
_SAMPLE, _FEW = 1_000, 50


def read_column(reader: Reader, text: pl.Series, group: pl.Series, kind: KindSource | None = None) -> Parsed:
    """Read every cell of ``text``; cells of one ``group`` share their evidence."""
    if len(text) <= SMALL or reader.plain is None:
        return Cells(reader, *read_cells(reader, text), group, kind).read()
    if reader.plain_may_differ or text.head(_SAMPLE).n_unique() <= _FEW:
        distinct = distinct_texts(text)
        if reader.plain_may_differ and len(distinct.texts) > _WORTH_A_COLUMN:
            return _read_once(reader, text, distinct, group, kind)
        if len(distinct.texts) <= _REPEATED:
            readings = [reader.read(cell) for cell in distinct.texts.to_list()]
            return Cells(reader, readings, distinct.places, group, kind).read()
    value = reader.plain(text)
    return _read_odd(reader, text, group, kind, value, value.is_null() & text.is_not_null())


def _read_once(
    reader: Reader, text: pl.Series, distinct: Distinct, group: pl.Series, kind: KindSource | None
) -> Parsed:  # fmt: skip
    """The column read by its distinct texts; cell by cell where something is decided of plain texts too."""
    texts, places = distinct
    value = reader.plain(texts) if reader.plain else nulls(len(texts), reader.dtype)
    odd = value.is_null().arg_true()
    readings = [reader.read(cell) for cell in texts.gather(odd).to_list()]
    signs = reader.plain_sign(texts, value) if reader.plain_sign else nulls(len(texts), pl.String())
    signs = signs.scatter(odd, pl.Series([reading.sign for reading in readings], dtype=pl.String))
    shown = set(signs.unique())
    if decided := verdicts(reader, shown, lambda: pl.DataFrame({"group": group, "sign": signs.gather(places)})):
        value = value.gather(places)
        may_differ = (value.is_null() | group.is_in(list(decided))) & text.is_not_null()
        return _read_odd(reader, text, group, kind, value, may_differ)
    read = read_as(readings, reader.dtype)
    return Parsed(
        value.scatter(odd, read.value).gather(places),
        _put(nulls(len(texts), pl.String()), odd, read.refused).gather(places),
        _put(nulls(len(texts), pl.String()), odd, read.repaired).gather(places),
    )


def _read_odd(
    reader: Reader, text: pl.Series, group: pl.Series, kind: KindSource | None, value: pl.Series, odd: pl.Series
) -> Parsed:  # fmt: skip
    """The column of which ``value`` is read, but for the ``odd`` cells."""
    repaired = reader.plain_remark(text) if reader.plain_remark else nulls(len(text), pl.String())
    rows = odd.arg_true()
    if not len(rows):
        return Parsed(value, nulls(len(text), pl.String()), repaired)

    def plain() -> PlainCells:
        return PlainCells(text.filter(~odd), group.filter(~odd), filtered(kind, ~odd), value.filter(~odd))

    readings, index = read_cells(reader, text.gather(rows))
    read = Cells(reader, readings, index, group.gather(rows), filtered(kind, odd), plain).read()
    return Parsed(
        value.scatter(rows, read.value),
        _put(nulls(len(text), pl.String()), rows, read.refused),
        _put(repaired, rows, read.repaired),
    )


def filtered(kind: KindSource | None, rows: pl.Series) -> KindSource | None:
    """The kinds of some of the rows, still unasked."""
    return None if kind is None else lambda: kind().filter(rows)


def _put(column: pl.Series, rows: pl.Series, new: pl.Series) -> pl.Series:
    """The column with others in some rows; most often there is nothing on either side."""
    if new.null_count() == len(new) and column.null_count() == len(column):
        return column
    return column.scatter(rows, new)
