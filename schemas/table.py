"""The language in which a table is declared once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Annotated, Any, Literal

import polars as pl

from schemas.codelist import CodeList

Kind = Literal[
    "text", "identifier", "code", "date", "month", "timestamp", "eur", "eur_sum", "rate", "hours", "months", "integer",
    "decimal", "boolean", "siret", "siren", "rna", "insee", "postcode", "phone", "rome",
    "working_time",
]  # fmt: skip
Period = Literal["hour", "day", "week", "month", "quarter", "half_year", "year"]
Privacy = Literal["public", "confidential", "sensitive", "personal", "free_text"]
STORED: tuple[Privacy, ...] = ("public", "confidential", "sensitive")

Eur = Annotated[pl.Decimal, 12, 2]
EurSum = Annotated[pl.Decimal, 18, 2]  # of as many rows as a file may have, whatever was typed in them
Rate = Annotated[pl.Decimal, 7, 6]
Hours = Annotated[pl.Decimal, 6, 2]
Coordinate = Annotated[pl.Decimal, 9, 6]
UtcTimestamp = Annotated[pl.Datetime, "us", None]

_DTYPES: Mapping[str, pl.DataType] = {
    "date": pl.Date(),
    "month": pl.Date(),
    "timestamp": pl.Datetime("us"),
    "eur": pl.Decimal(12, 2),
    "eur_sum": pl.Decimal(18, 2),
    "rate": pl.Decimal(7, 6),
    "hours": pl.Decimal(6, 2),
    "working_time": pl.Decimal(7, 6),
    "months": pl.Decimal(6, 2),
    "decimal": pl.Decimal(9, 6),
    "integer": pl.Int64(),
    "boolean": pl.Boolean(),
}


@dataclass(frozen=True)
class Column:
    """One declared column: its words, its kind, its privacy and its place in the table.

    ``sensitive`` is stored and counted, never shown for one person. A derived column is a keyed hash of the columns
    ``keyed_on``, or ``computed`` from the row while names and birth date are still there. A ``required`` column, or
    one with ``nullable=False``, is never null in the store. ``period`` is that of an amount or of hours, and the one a
    length is counted in. ``or_count``: a yes or no that may be told by how many there are.
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
    nullable: bool = True
    derived: bool = False
    minimum: float | None = None
    maximum: float | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    month_edge: Literal["first", "last"] | None = None
    period: Period | None = None
    or_count: bool = False
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
    def may_be_null(self) -> bool:
        """Whether the store takes it without a value."""
        return not self.is_stored or (self.nullable and not self.required)

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


class TableModel:
    """Base of every declaration; ``@table`` reads it into a :class:`Table`."""


def column(title: str, description: str, kind: Kind = "text", **facts: Any) -> Any:
    """A declared column; ``facts`` are the fields of :class:`Column`."""
    return Column(title, description, kind, **facts)


def row_rule(code: str, *cells: str) -> Callable[[Callable[[], pl.Expr]], Any]:
    """Declare a rule within a row: the function returns the expression that is true where the row passes."""
    return lambda passes: RowRule(code, passes.__name__, cells, passes)


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
    """The declared columns, those of the bases first."""
    return {name: replace(one, name=name) for name, one in _declared(model).items() if isinstance(one, Column)}


def _row_rules(model: type[TableModel]) -> tuple[RowRule, ...]:
    return tuple(one for one in _declared(model).values() if isinstance(one, RowRule))


def _declared(model: type[TableModel]) -> dict[str, object]:
    return {name: one for base in reversed(model.__mro__) for name, one in vars(base).items()}
