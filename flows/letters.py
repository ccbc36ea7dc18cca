"""The verdict in French, as the staff of an EPI read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import polars as pl
from jinja2 import Environment, PackageLoader, StrictUndefined

from flows.report import NightReport, french_euros
from schemas import TABLES
from schemas.rules import RULES
from schemas.wording import SEVERITIES, STATES
from transforms.verdict import Verdict

LINES_AT_MOST = 200


def check_letter(verdict: Verdict, rules_version: str) -> str:
    """The verdict on one file as text: the decision first, then what to correct, to verify and to know."""
    tables = [row | {"title": TABLES[row["table_name"]].title} for row in verdict.tables.iter_rows(named=True)]
    return (
        _environment()
        .get_template("check.txt.j2")
        .render(
            file=verdict.files.row(0, named=True), tables=tables, found=_by_severity(verdict.findings), rules=RULES,
            states=STATES, severities=SEVERITIES, rules_version=rules_version,
        )
    )  # fmt: skip


def night_page(report: NightReport) -> str:
    """The night as Markdown, for the Prefect UI; no personal data."""
    return _environment().get_template("night.md.j2").render(report=report, states=STATES)


def _by_severity(findings: pl.DataFrame) -> dict[str, list[dict[str, Any]]]:
    return {s: findings.filter(pl.col("severity") == s).head(LINES_AT_MOST).to_dicts() for s in SEVERITIES}


def _environment() -> Environment:
    loader = PackageLoader("flows")  # plain text for a terminal or a mail: nothing to escape
    environment = Environment(loader=loader, undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)  # noqa: S701
    environment.filters |= {
        "place": _place,
        "euros": french_euros,
        "lines": _lines,
        "day": _day,
        "cell": _cell,
    }
    return environment


def _place(finding: Mapping[str, Any]) -> str:
    where = finding["cell"] or (f"ligne {finding['row_number']}" if finding["row_number"] else "")
    parts = [finding["sheet"] or "", where]
    return "!".join(part for part in parts if part) or "Fichier"


def _day(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _lines(number: int) -> str:
    return f"{number} ligne{'s' if number > 1 else ''}"
