"""Typed rows → which rule each row breaks, in one pass over the columns."""

from __future__ import annotations

import polars as pl

from schemas.rules import RULES
from schemas.table import Column, Table
from transforms.normalise import Normalised
from transforms.values.missing import WORDS_FOR_NONE

_MISSING = {
    "date": "DATE-40", "month": "DATE-40", "eur": "MONTANT-40", "rate": "MONTANT-40", "hours": "MONTANT-40",
    "working_time": "MONTANT-40", "integer": "MONTANT-40", "decimal": "MONTANT-40", "code": "LISTE-40",
    "boolean": "LISTE-40",
}  # fmt: skip

MISSING = frozenset({"IDENT-40", *_MISSING.values()})


def validate(normalised: Normalised, unread: pl.Series) -> pl.DataFrame:
    """Every rule broken, as rows ``index``, ``column_name``, ``code``, ``value_read``, ``value_kept``.

    ``column_name`` is the cell to mend. A cell that its parser refused gets no second message, nor does one that
    says in a word that it holds no value, where a rule asks for one. ``unread`` are the rows of tables that are not
    taken into account: no other row is the double of one.
    """
    declared, values = normalised.declared, normalised.values
    refused = _refused(normalised)
    parts = list[pl.DataFrame]()
    masks: dict[tuple[str, str], pl.Expr] = {}
    for name, column in declared.read_columns.items():
        if column.required:
            masks[_MISSING.get(column.kind, "IDENT-40"), name] = pl.col(name).is_null()
        if column.minimum is not None or column.maximum is not None:
            masks["MONTANT-41", name] = _out_of_range(column)
    for rule in declared.row_rules:
        masks[rule.code, rule.cells[0]] = ~rule.passes()
    broken = values.select(mask.fill_null(value=False).alias(f"{code} {name}") for (code, name), mask in masks.items())
    for (code, name), mask in zip(masks, broken.iter_columns(), strict=True):
        rows = mask.arg_true()
        if len(rows):
            parts.append(_breaches(normalised, rows, code, name, _cells_of(declared, code, name), refused))
    told = pl.concat([normalised.cells.clear(), *parts])
    return pl.concat([_said_once(normalised.cells, told), told, *_duplicates(normalised, unread)])


def _said_once(cells: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """What reading found in the cells, without the words for "no value" in those of which it is ``told`` that they
    need one."""
    said = cells.filter(pl.col("code").is_in(list(WORDS_FOR_NONE)))
    twice = said.join(told, on=["index", "column_name"], how="semi")
    return cells.join(twice, on=["index", "column_name", "code"], how="anti", maintain_order="left")


def _cells_of(declared: Table, code: str, name: str) -> tuple[str, ...]:
    return next((r.cells for r in declared.row_rules if r.code == code and r.cells[0] == name), (name,))


def _out_of_range(column: Column) -> pl.Expr:
    value, outside = pl.col(column.name), pl.lit(value=False)
    if column.minimum is not None:
        outside |= value < column.minimum
    if column.maximum is not None:
        outside |= value > column.maximum
    return outside


def _refused(normalised: Normalised) -> pl.DataFrame:
    rejects = [code for code, rule in RULES.items() if rule.severity == "reject"]
    return normalised.cells.filter(pl.col("code").is_in(rejects)).select("index", "column_name")


def _breaches(
    normalised: Normalised,
    rows: pl.Series,
    code: str,
    name: str,
    cells: tuple[str, ...],
    refused: pl.DataFrame,
) -> pl.DataFrame:
    spoilt = refused.filter(pl.col("column_name").is_in(cells))["index"]
    rows = rows.cast(pl.UInt32)
    rows = rows.filter(~rows.is_in(spoilt.implode())) if len(spoilt) else rows
    return pl.DataFrame({"index": rows, "value_read": normalised.text[name].gather(rows)}).select(
        "index", pl.lit(name).alias("column_name"), pl.lit(code).alias("code"), "value_read",
        pl.lit(None, dtype=pl.String).alias("value_kept"),
    )  # fmt: skip


def _duplicates(normalised: Normalised, unread: pl.Series) -> list[pl.DataFrame]:
    """The second of two identical rows; every row of one key with several contents."""
    declared, values = normalised.declared, normalised.values
    key = [name for name in declared.key if name in values.columns]
    last = values[key[-1]].drop_nulls()
    if last.n_unique() == len(last):
        return []
    keyed = values.with_columns(normalised.place["delivery"], normalised.place["row_number"]).with_row_index("index")
    keyed = keyed.filter(pl.all_horizontal(pl.col(key).is_not_null()))
    keyed = keyed.filter(~keyed["index"].is_in(unread.implode())) if len(unread) else keyed
    by_key = ["delivery", *key]
    twice = keyed.filter(pl.struct(by_key).is_duplicated()) if keyed.height else keyed
    if twice.is_empty():
        return []
    whole = pl.struct(values.columns)
    first = pl.col("index") == pl.col("index").min().over(by_key)
    marked = twice.with_columns(whole.n_unique().over(by_key).alias("contents"), first.alias("is_first"))
    code = (
        pl.when(pl.col("contents") > 1).then(pl.lit("DOUBLON-02")).when(~pl.col("is_first")).then(pl.lit("DOUBLON-01"))
    )
    found = marked.with_columns(code.alias("code")).filter(pl.col("code").is_not_null())
    column = key[-1]
    return [
        found.select(
            pl.col("index").cast(pl.UInt32), pl.lit(column).alias("column_name"), "code",
            pl.col(column).cast(pl.String).alias("value_read"), pl.lit(None, dtype=pl.String).alias("value_kept"),
        )
    ]  # fmt: skip
