"""`epi list-operations`: the public list of operations, in the layout of each programming period."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import polars as pl

from flows.export import FORMATS_OF_A_LIST, files_of, write_table
from flows.settings import Settings
from flows.sql import published
from schemas.operation_list import (
    COUNTRY,
    LAYOUTS,
    LEGAL_PERSON,
    NAME_UNKNOWN,
    NAME_WITHHELD,
    NATURAL_PERSON,
    PUBLIC_NATURES,
    ListLayout,
    to_complete,
)
from warehouse.operation_list import listed_operations


def operation_list(settings: Settings, layout: ListLayout) -> pl.DataFrame:
    """The operations of the period under the headings of its layout, one row each; ConfigurationError unpublished."""
    rows = [_public(row, layout) for row in listed_operations(published(settings), layout.period)]
    kept = [{column.heading: row[column.field] for column in layout.columns} for row in rows]
    return pl.DataFrame(kept, schema={column.heading: column.dtype for column in layout.columns})


def paths_of(layout: ListLayout, folder: Path) -> list[Path]:
    """The files that a list is written to."""
    return [folder / file for form in FORMATS_OF_A_LIST for file in files_of(_name(layout), form)]


def write_operation_list(frame: pl.DataFrame, layout: ListLayout, folder: Path) -> list[Path]:
    """Write the list as CSV (also for Excel) and as a workbook whose second sheet explains each column."""
    told = {column.heading: f"{column.words} {layout.source}." for column in layout.columns}
    written = [write_table(iter((frame,)), _name(layout), told, folder, form) for form in FORMATS_OF_A_LIST]
    return [path for paths in written for path in paths]


def layouts_of(period: str | None) -> list[ListLayout]:
    """The layout of one period, or all."""
    return [LAYOUTS[period]] if period else list(LAYOUTS.values())


def _name(layout: ListLayout) -> str:
    return f"liste-operations-{layout.period}"


def _public(row: dict[str, Any], layout: ListLayout) -> dict[str, Any]:
    """The row as it may be published, and what it lacks."""
    public = row | {"country": COUNTRY, "fund": layout.fund, "contractor": None}
    remarks = []
    if not row["beneficiary"]:
        remarks.append(NAME_UNKNOWN)
    elif not _is_legal_person(row):
        public |= {"beneficiary": None, "beneficiary_place": None}
        remarks.append(NAME_WITHHELD)
    if lacking := [one.asked_as for one in layout.columns if one.asked_as and public[one.field] is None]:
        remarks.append(to_complete(lacking))
    return public | {"remarks": " ".join(remarks) or None}


def _is_legal_person(row: dict[str, Any]) -> bool:
    """Whether something says that the beneficiary is a legal person, and nothing that it is a natural one."""
    if re.search(NATURAL_PERSON, row["beneficiary"]):
        return False
    is_known = row["beneficiary_nature_code"] in PUBLIC_NATURES or row["beneficiary_rna"]
    return bool(is_known or re.search(LEGAL_PERSON, row["beneficiary"]))
