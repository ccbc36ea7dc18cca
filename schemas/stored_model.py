"""The Pandera model of what is stored of a table, made of its declaration; the only file that knows Pandera."""

from __future__ import annotations

from functools import cache
from typing import Any, get_type_hints

import pandera.polars as pa
import polars as pl

from schemas.rules import RULES
from schemas.table import Column, RowRule, Table, TableModel, declared_table


class _StoredModel(pa.DataFrameModel):
    """Exactly the declared columns, in their order."""

    class Config:
        strict = True
        ordered = True


@cache
def stored_model(model: type[TableModel]) -> pa.DataFrameSchema:
    """The Pandera schema of what is stored: the declaration without personal and free-text columns.

    A column whose annotation is not of its kind is a TypeError.
    """
    declared = declared_table(model)
    hints = get_type_hints(model, include_extras=True)
    kept = declared.stored_columns
    rules = [rule for rule in declared.row_rules if kept.keys() >= set(rule.cells)]
    body = {
        "__module__": model.__module__,
        "__annotations__": {name: hints[name] for name in kept},
        **{name: _field(one) for name, one in kept.items()},
        **{rule.name: _check(rule) for rule in rules},
    }
    made: type[pa.DataFrameModel] = type(model.__name__, (_StoredModel,), body)
    return _checked(declared, made.to_schema())


def stored_schema(table: Table) -> pa.DataFrameSchema:
    """What :func:`stored_model` refuses, refused by one check: Pandera names the columns and their types, and asks
    all that the values must be at once. Which value broke what is told by the model."""
    columns = {name: pa.Column(one.dtype, nullable=True, required=True) for name, one in table.stored_columns.items()}
    kept = [rule for rule in table.row_rules if columns.keys() >= set(rule.cells)]
    wanted = [expr for one in table.stored_columns.values() for expr in _wanted(one)]
    wanted += [rule.passes() for rule in kept if RULES[rule.code].severity == "reject"]

    def declared(data: pa.PolarsData) -> bool:
        held = data.lazyframe.select(expr.all().alias(str(at)) for at, expr in enumerate(wanted))
        return all(held.collect().row(0))

    return pa.DataFrameSchema(columns, checks=pa.Check(declared), strict=True, ordered=True)


def _wanted(one: Column) -> list[pl.Expr]:
    """What the values of a column must be, each null where it cannot be judged."""
    value, wanted = pl.col(one.name), list[pl.Expr]()
    if not one.may_be_null:
        wanted.append(value.is_not_null())
    if one.codes:
        wanted.append(value.is_in(list(one.codes.by_code)))
    if one.minimum is not None:
        wanted.append(value >= one.minimum)
    if one.maximum is not None:
        wanted.append(value <= one.maximum)
    return wanted


def _checked(declared: Table, schema: pa.DataFrameSchema) -> pa.DataFrameSchema:
    for name, one in declared.stored_columns.items():
        if schema.columns[name].dtype.type != one.dtype:
            raise TypeError(f"{declared.name}.{name}: kind {one.kind} is stored as {one.dtype}")
    return schema


def _field(declared: Column) -> Any:
    bounds: dict[str, Any] = {"ge": declared.minimum, "le": declared.maximum}
    return pa.Field(
        title=declared.title,
        description=declared.description,
        nullable=declared.may_be_null,
        isin=list(declared.codes.by_code) if declared.codes else None,
        **{name: bound for name, bound in bounds.items() if bound is not None},
    )


def _check(rule: RowRule) -> Any:
    def check(_model: type[pa.DataFrameModel], data: pa.PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(rule.passes().fill_null(value=True).alias(rule.name))

    check.__name__ = rule.name
    warns = RULES[rule.code].severity != "reject"
    declare = pa.dataframe_check(error=RULES[rule.code].what, statistics={"rule": rule}, raise_warning=warns)
    return declare(classmethod(check))
