"""What was found in the files of each EPI, as tables for the UI: what is wrong and where, not what was read."""

from __future__ import annotations

import re
from typing import Any

import polars as pl

from schemas.forms import FINDINGS_TABLE, MORE
from schemas.rules import RULES
from schemas.wording import SEVERITIES

EPIS_AT_MOST = 100
ROWS_AT_MOST = 200
_CELLS_AT_MOST = 5


def findings_tables(findings: pl.DataFrame) -> tuple[dict[str, list[dict[str, str]]], int]:
    """One table an EPI, by its id, for the first hundred that have findings; and how many EPI are left out.

    Names of files and sheets, headings and values are the staff's own words, so that none is shown.
    """
    epis = findings["epi_id"].unique().sort().to_list()
    tables = {epi: _table(findings.filter(pl.col("epi_id") == epi)) for epi in epis[:EPIS_AT_MOST] if epi is not None}
    return {epi: table for epi, table in tables.items() if epi}, len(epis[EPIS_AT_MOST:])


def _table(findings: pl.DataFrame) -> list[dict[str, str]]:
    order = pl.col("severity").replace_strict({name: n for n, name in enumerate(SEVERITIES)}, return_dtype=pl.Int8)
    groups = (
        findings.group_by("delivery_id", "severity", "code", maintain_order=True)
        .agg(pl.len().alias("n"), pl.col("cell").drop_nulls().head(_CELLS_AT_MOST).str.join(", ").alias("cells"))
        .sort(order, "code", "delivery_id")
        .with_columns(pl.col("delivery_id").str.slice(0, 12))
    )
    rows = [_row(group) for group in groups.head(ROWS_AT_MOST).iter_rows(named=True)]
    if n_more := groups.height - len(rows):
        rows.append(dict.fromkeys(FINDINGS_TABLE.values(), "") | {FINDINGS_TABLE["what"]: MORE.format(n=n_more)})
    return rows


def _row(group: dict[str, Any]) -> dict[str, str]:
    rule = RULES[group["code"]]
    told = group | {
        "severity": SEVERITIES[group["severity"]],
        "what": re.sub(r"\{\w+\}", "…", rule.what),
        "fix": rule.fix,
    }
    return {heading: str(told[name] or "") for name, heading in FINDINGS_TABLE.items()}
