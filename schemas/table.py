"""The language in which a table is declared once; the only file that looks inside Pandera's classes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Annotated, Any, Literal

import pandera.polars as pa
import polars as pl

from schemas.codelist import CodeList
from schemas.rules import RULES

Kind = Literal[
    "text", "identifier", "code", "date", "month", "timestamp", "eur", "rate", "hours", "months", "integer",
    "decimal", "boolean", "siret", "siren", "rna", "insee", "postcode", "phone", "rome",
]  # fmt: skip
Privacy = Literal["public", "confidential", "sensitive", "personal", "free_text"]
STORED: tuple[Privacy, ...] = ("public", "confidential", "sensitive")

Eur = Annotated[pl.Decimal, 12, 2]
Rate = Annotated[pl.Decimal, 7, 6]
Hours = Annotated[pl.Decimal, 6, 2]
Coordinate = Annotated[pl.Decimal, 9, 6]
UtcTimestamp = Annotated[pl.Datetime, "us", None]

_DTYPES: Mapping[str, pl.DataType] = {
    "date": pl.Date(),
    "month": pl.Date(),
    "timestamp": pl.Datetime("us"),
    "eur": pl.Decimal(12, 2),
    "rate": pl.Decimal(7, 6),
    "hours": pl.Decimal(6, 2),
    "months": pl.Decimal(6, 2),
    "decimal": pl.Decimal(9, 6),
    "integer": pl.Int64(),
    "boolean": pl.Boolean(),
}


@dataclass(frozen=True)
class Column:
    """One declared column: its words, its kind, its privacy and its place in the table.

    ``sensitive`` is stored and counted, never shown for one person. A derived column is a keyed hash of the columns
    ``keyed_on``, or ``computed`` from the row while names and birth date are still there.
    """

    title: str
    description: str
    kind: Kind
    synonyms: tuple[str, ...] = ()
    unit: str | None = None
    example: str | None = None
    codes: CodeList | None = None
    privacy: Privacy = "public"
    required: bool = False
    derived: bool = False
    minimum: float | None = None
    maximum: float | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    month_edge: Literal["first", "last"] | None = None
    keyed_on: tuple[str, ...] = ()
    computed: Callable[[], pl.Expr] | None = None
    name: str = ""

    @property
    def dtype(self) -> pl.DataType:
        """The Polars type of the stored value."""
        return _DTYPES.get(self.kind, pl.String())

    @property
    def is_stored(self) -> bool:
        """False for what stays in the received file alone: names, birth dates, free text."""
        return self.privacy in STORED

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading under which the column is known; its title comes first."""
        return () if self.derived else (self.title, self.name, *self.synonyms)


@dataclass(frozen=True)
class RowRule:
    """A rule within one row: true where the row passes, null where it cannot be judged (and passes)."""

    code: str
    name: str
    cells: tuple[str, ...]
    passes: Callable[[], pl.Expr]


@dataclass(frozen=True)
class Table:
    """One declared table. ``columns`` holds provenance first, then the rest in the order of the declaration."""

    name: str
    title: str
    description: str
    grain: str
    key: tuple[str, ...]
    columns: Mapping[str, Column]
    row_rules: tuple[RowRule, ...]
    model: type[TableModel]
    sheets: tuple[str, ...] = ()
    amount: str | None = None
    is_delivered: bool = True

    @cached_property
    def read_columns(self) -> dict[str, Column]:
        """The columns that a delivery can hold, by name."""
        return {name: column for name, column in self.columns.items() if not column.derived}

    @cached_property
    def stored_columns(self) -> dict[str, Column]:
        """The columns that enter the store and the warehouse, by name."""
        return {name: column for name, column in self.columns.items() if column.is_stored}

    @cached_property
    def required_columns(self) -> tuple[str, ...]:
        """Names of the columns that a delivery must hold, with a value in every row."""
        return tuple(name for name, column in self.read_columns.items() if column.required)

    def empty(self) -> pl.DataFrame:
        """A frame of exactly the declared shape of the store, without rows."""
        return pl.DataFrame(schema={name: column.dtype for name, column in self.stored_columns.items()})


class TableModel(pa.DataFrameModel):
    """Base of every declaration; ``@table`` reads it into a :class:`Table`."""

    class Config:
        strict = True
        ordered = True


def column(title: str, description: str, kind: Kind = "text", **facts: Any) -> Any:
    """A declared column; ``facts`` are the fields of :class:`Column`. Returns a Pandera field.

    A required column, or one marked ``nullable=False``, is never null in the store.
    """
    nullable = facts.pop("nullable", not facts.get("required", False))
    declared = Column(title, description, kind, **facts)
    bounds: dict[str, Any] = {"ge": declared.minimum, "le": declared.maximum}
    return pa.Field(
        title=title,
        description=description,
        nullable=nullable or not declared.is_stored,
        isin=list(declared.codes.by_code) if declared.codes else None,
        metadata={"column": declared},
        **{name: bound for name, bound in bounds.items() if bound is not None},
    )


def row_rule(code: str, *cells: str) -> Callable[[Callable[[], pl.Expr]], Any]:
    """Declare a rule within a row: the function returns the expression that is true where the row passes."""

    def decorate(passes: Callable[[], pl.Expr]) -> Any:
        rule = RowRule(code, passes.__name__, cells, passes)

        def check(_model: type[TableModel], data: pa.PolarsData) -> pl.LazyFrame:
            return data.lazyframe.select(passes().fill_null(True).alias(rule.name))

        check.__name__ = rule.name
        warns = RULES[code].severity != "reject"
        declare = pa.dataframe_check(error=RULES[code].what, statistics={"rule": rule}, raise_warning=warns)
        return declare(classmethod(check))

    return decorate


@dataclass
class _Registry:
    tables: dict[str, Table] = field(default_factory=dict)


_REGISTRY = _Registry()


def table(
    *, title: str, description: str, grain: str, key: tuple[str, ...], sheets: tuple[str, ...] = (),
    amount: str | None = None, is_delivered: bool = True,
) -> Callable[[type[TableModel]], type[TableModel]]:  # fmt: skip
    """Declare the class below as a table, named in snake_case after the class."""

    def decorate(model: type[TableModel]) -> type[TableModel]:
        name = "".join(f"_{c.lower()}" if c.isupper() else c for c in model.__name__).lstrip("_")
        _REGISTRY.tables[name] = Table(
            name=name, title=title, description=description, grain=grain, key=key, columns=_columns(model),
            row_rules=_row_rules(model), model=model, sheets=sheets, amount=amount, is_delivered=is_delivered,
        )  # fmt: skip
        return model

    return decorate


def declared_table(model: type[TableModel]) -> Table:
    """The table that ``@table`` made of this class."""
    return next(table for table in _REGISTRY.tables.values() if table.model is model)


def _columns(model: type[TableModel]) -> dict[str, Column]:
    columns: dict[str, Column] = {}
    for name, pandera_column in model.to_schema().columns.items():
        facts: Column = (pandera_column.metadata or {})["column"]
        declared = Column(**{**facts.__dict__, "name": name})
        if pandera_column.dtype.type != declared.dtype:
            raise TypeError(f"{model.__name__}.{name}: kind {declared.kind} is stored as {declared.dtype}")
        columns[name] = declared
    return columns


def _row_rules(model: type[TableModel]) -> tuple[RowRule, ...]:
    checks = model.to_schema().checks
    return tuple(check.statistics["rule"] for check in checks if "rule" in (check.statistics or {}))


@cache
def stored_model(model: type[TableModel]) -> pa.DataFrameSchema:
    """The Pandera schema of what is stored: the declaration without personal and free-text columns."""
    kept = declared_table(model).stored_columns
    schema = model.to_schema()
    schema = schema.remove_columns([name for name in schema.columns if name not in kept])
    schema.checks = [check for check in schema.checks if kept.keys() >= set(check.statistics["rule"].cells)]
    return schema
