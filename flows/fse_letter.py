"""The dry run of an operation in French, as the coordinator reads it."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from operator import itemgetter
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from flows.fse import DryRun
from schemas import CORE_TABLES
from schemas.wording import ROW, french_euros, french_share, place

SHOWN_AT_MOST = 10


def fse_letter(told: DryRun) -> str:
    """What would be refused first, then what is due, then what to complete, column by column."""
    loader = PackageLoader("flows")  # plain text for a terminal: nothing to escape
    environment = Environment(
        loader=loader, undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True  # noqa: S701
    )  # fmt: skip
    environment.filters |= {"euros": french_euros, "share": french_share, "day": _day, "place": _place}
    alerts = _by_code(told.state["alerts"])
    return environment.get_template("fse.txt.j2").render(
        told=told, state=told.state, finance=told.state["finance"], results=told.state["results"],
        columns=_by_column(told.state["cells"]), refusals=[one for one in alerts if one["is_refusal"]],
        dues=[one for one in alerts if not one["is_refusal"]], most=SHOWN_AT_MOST,
    ).rstrip("\n")  # fmt: skip


def _by_code(alerts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    groups = []
    for _, found in groupby(alerts, itemgetter("alert_code")):
        rows = list(found)
        groups.append(
            {"label": rows[0]["alert_label"], "fix": rows[0]["fix"], "is_refusal": rows[0]["is_refusal"], "rows": rows}
        )
    return groups


def _by_column(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The columns to complete: those that complete most records first."""
    columns: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for cell in cells:
        columns.setdefault((cell["epi_id"], cell["delivery_id"], cell["sheet"], cell["column_name"]), []).append(cell)
    found = [
        {"epi_id": epi_id, "sheet": sheet, "title": CORE_TABLES["participations"].columns[name].title, "cells": rows,
         "n_completed": rows[0]["n_completed_by_column"]}
        for (epi_id, _, sheet, name), rows in columns.items()
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one["n_completed"], len(one["cells"]), one["epi_id"], one["title"]))


def _place(row: dict[str, Any]) -> str:
    return place(row["sheet"], row["cell"] or ROW.format(row["row_number"]))


def _day(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"
