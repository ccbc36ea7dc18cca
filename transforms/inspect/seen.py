"""What was understood of a file, as data: sheets, tables, columns and findings."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

import polars as pl

from schemas.rules.rule import Severity
from transforms.raw import Visibility


@dataclass(frozen=True)
class CellSeen:
    """One cell that a finding is about: its address, and the text read there."""

    cell: str
    value: str | None


@dataclass(frozen=True)
class FindingSeen:
    """What there is to say of a file, a sheet, or ``n_cells`` cells of one column, the first of them in ``cells``."""

    code: str
    severity: Severity
    message: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    heading: str | None = None
    n_cells: int = 0
    cells: tuple[CellSeen, ...] = ()


@dataclass(frozen=True)
class ColumnSeen:
    """One column of a table: cells read as its type, cells that hold something else, and the exact sum of numbers.

    ``name`` is what the column is called in the frame of its table; ``type`` is one of the kinds of
    ``transforms.values``, or ``empty``.
    """

    heading: str
    column: str
    name: str
    type: str
    n_values: int
    n_unread: int
    sum: Decimal | None


@dataclass(frozen=True)
class TableSeen:
    """One table: where it stands, its columns, and the rows of its place that are no data, with why.

    ``frame`` has ``_row``, the sheet's own row number (UInt32), then each column typed, and ``<name>__raw`` with the
    text as read where some cell is unread; None when it was not asked for.
    """

    range: str
    header_rows: tuple[int, ...]
    columns: tuple[ColumnSeen, ...]
    n_rows: int
    ignored_rows: tuple[tuple[int, str], ...]
    frame: pl.DataFrame | None = field(default=None, compare=False)


@dataclass(frozen=True)
class SheetSeen:
    """One sheet: hidden ones are named, never read; ``reason`` says why a visible one holds no table."""

    name: str
    visible: Visibility
    tables: tuple[TableSeen, ...] = ()
    reason: str | None = None


@dataclass(frozen=True)
class Inspection:
    """What was understood of one file; a refused one says why by ``code`` and the French ``message``."""

    verdict: Literal["read", "refused"]
    format: str | None = None
    encoding: str | None = None
    separator: str | None = None
    code: str | None = None
    message: str | None = None
    sheets: tuple[SheetSeen, ...] = ()
    findings: tuple[FindingSeen, ...] = ()
