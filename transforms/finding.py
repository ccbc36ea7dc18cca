"""Findings: faults as rows, with their address and their French sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from schemas import TABLES
from schemas.rules import RULES
from schemas.table import Column
from schemas.wording import AT_LEAST, BETWEEN, BETWEEN_CHOICES, SHARE, WITH_UNIT, YES_OR_NO

FINDINGS = TABLES["findings"]
SHAPE: dict[str, pl.DataType] = {name: column.dtype for name, column in FINDINGS.columns.items()}


def sentence(code: str, params: Mapping[str, object] | None = None) -> str:
    """What the rule says is wrong, with its parameters filled in; an unknown code is our fault (KeyError)."""
    return RULES[code].what.format_map(dict(params or {}))


def column_params(column: Column) -> dict[str, object]:
    """The parameters that a sentence may take from a declared column."""
    return {
        "title": column.title,
        "example": column.example or "",
        "bounds": _bounds(column),
        "choices": _choices(column),
    }


def _choices(column: Column) -> str:
    """Every value that may be typed in a column with a closed list."""
    labels = (code.label for code in column.codes.codes) if column.codes else YES_OR_NO
    return BETWEEN_CHOICES.join(labels)


def _bounds(column: Column) -> str:
    """Between what a value of the column must lie, as its EPI writes it."""
    told = BETWEEN if column.maximum is not None else AT_LEAST
    return told.format(minimum=_bound(column, column.minimum), maximum=_bound(column, column.maximum))


def _bound(column: Column, value: float | None) -> str:
    if value is None:
        return ""
    if column.kind in ("rate", "working_time"):
        return SHARE.format(_french(value * 100))
    return WITH_UNIT.format(_french(value), column.unit) if column.unit else _french(value)


def _french(number: float) -> str:
    return f"{number:g}".replace(".", ",")


def finding(code: str, message: str | None = None, **facts: Any) -> dict[str, object]:
    """One finding as a row; ``facts`` are columns of the findings table. The severity comes from the rule."""
    row = {"code": code, "severity": RULES[code].severity, "message": message or sentence(code), **facts}
    if row.get("column_letter") and row.get("row_number"):
        row["cell"] = f"{row['column_letter']}{row['row_number']}"
    return row


def findings_frame(rows: Iterable[Mapping[str, object]]) -> pl.DataFrame:
    """Rows of findings as a frame of the declared shape."""
    return pl.DataFrame([{name: row.get(name) for name in SHAPE} for row in rows], schema=SHAPE)


def with_severity(frame: pl.DataFrame, settings: Mapping[str, str]) -> pl.DataFrame:
    """The frame with the severity of each ``code``: the one set, else that of the catalogue."""
    severities: dict[str, str] = {**{code: rule.severity for code, rule in RULES.items()}, **settings}
    return frame.with_columns(pl.col("code").replace_strict(severities).alias("severity"))


def complete_findings(frame: pl.DataFrame) -> pl.DataFrame:
    """A frame with some of the columns of findings, brought to the declared shape; cells from letter and row."""
    frame = frame.with_columns(pl.concat_str("column_letter", "row_number").alias("cell"))
    missing = [pl.lit(None, dtype=dtype).alias(name) for name, dtype in SHAPE.items() if name not in frame.columns]
    return frame.with_columns(missing).select(pl.col(name).cast(dtype) for name, dtype in SHAPE.items())
