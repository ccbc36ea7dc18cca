"""Names of people out of what is stored of a verdict, wherever they were typed: headings, sheets, keys, texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import polars as pl

from flows.configuration import Configuration
from flows.pull import Pulled, PullFailure, declared_name
from flows.pull_memory import stored_name
from flows.secret import person_secret
from flows.settings import Settings
from schemas import DELIVERED
from schemas.table import Table
from transforms.names_in_text import NamesInText, Use
from transforms.verdict import Verdict
from transforms.withheld_sheets import by_place

_NAMING = frozenset({"operations", "organisations"})
"""The tables that tell of things by their names: only the whole name of a person is one there."""
_SHEET = ["epi_id", "delivery_id", "sheet"]


def names_known(
    settings: Settings, configuration: Configuration, known: pl.DataFrame, verdict: Verdict | None
) -> NamesInText:
    """The names of those ``known`` and of the files of the verdict; by EPI, so that its files are read alike."""
    people = pl.concat([known, verdict.people]) if verdict else known
    return NamesInText(people, places_of(configuration), person_secret(settings.home))


def places_of(configuration: Configuration) -> list[str]:
    """The names of the network and of its places, which are no names of people there."""
    places = [configuration.network.name]
    places += [
        name for epi in configuration.epis for name in (epi.id, epi.name, epi.commune, epi.parent_structure) if name
    ]
    return places


def without_names(verdict: Verdict, names: NamesInText) -> Verdict:
    """The verdict as it may be stored and published: no row less, each name replaced by its token."""
    sheets = _withheld_sheets(verdict, names)
    return replace(
        verdict,
        accepted={
            name: _without(_sheets_by_place(frame, sheets), uses_of(DELIVERED[name]), names)
            for name, frame in verdict.accepted.items()
        },
        tables=_sheets_by_place(verdict.tables, sheets),
        columns=_without(_sheets_by_place(verdict.columns, sheets), {"heading": "text"}, names),
        findings=_findings(_sheets_by_place(verdict.findings, sheets), names),
        quarantine=_quarantine(_sheets_by_place(verdict.quarantine, sheets), names),
    )


def told_sources(pulled: Iterable[Pulled], names: NamesInText) -> dict[tuple[str, str], str]:
    """By EPI and source, another name for each file of a source whose own name names somebody; no two are alike."""
    told: dict[tuple[str, str], str] = {}
    files = list(pulled)
    parts = names.texts([(one.epi_id, one.part) for one in files])
    for one, part in zip(files, parts, strict=True):
        if part != one.part and one.source == stored_name(declared_name(one.source), one.part):
            name = stored_name(declared_name(one.source), part)
            is_taken = (one.epi_id, name) in {(epi_id, other) for (epi_id, _), other in told.items()}
            told[one.epi_id, one.source] = f"{name} ({one.sha256[:6]})" if is_taken else name
    return told


def told_as(pulled: Iterable[Pulled | PullFailure], told: Mapping[tuple[str, str], str]) -> list[Pulled | PullFailure]:
    """What was pulled, under the names that it is told by."""
    return [replace(one, source=told.get((one.epi_id, one.source), one.source)) for one in pulled]


def uses_of(table: Table) -> dict[str, Use]:
    """The columns of a table in which a text may stand as it was typed, and what each is for."""
    free = [c for c in table.read_columns.values() if c.is_stored and c.kind in ("text", "identifier")]
    if table.name in _NAMING:
        return {column.name: "title" for column in free}
    return {c.name: "title" if c.name == "operation_id" else "key" if c.kind == "identifier" else "text" for c in free}


def _withheld_sheets(verdict: Verdict, names: NamesInText) -> pl.DataFrame:
    """The sheets whose name names somebody, each with what stands for it."""
    listed = verdict.files.select("epi_id", "delivery_id", pl.col("sheets").alias("sheet")).filter(
        pl.col("sheet").list.len() > 0
    )
    listed = listed.with_columns(pl.int_ranges(1, pl.col("sheet").list.len() + 1).alias("place"))
    each = listed.explode("sheet", "place")
    found = each.filter(names.column(each["epi_id"], each["sheet"]).ne_missing(each["sheet"]))
    stands = [by_place(place) for place in found["place"]]
    return found.with_columns(pl.Series("stands", stands, dtype=pl.String)).drop("place").unique(_SHEET)


def _sheets_by_place(frame: pl.DataFrame, sheets: pl.DataFrame) -> pl.DataFrame:
    if sheets.is_empty() or frame.is_empty():
        return frame
    joined = frame.join(sheets, on=_SHEET, how="left", maintain_order="left")
    return joined.with_columns(pl.coalesce("stands", "sheet").alias("sheet")).select(frame.columns)


def _without(frame: pl.DataFrame, uses: dict[str, Use], names: NamesInText) -> pl.DataFrame:
    return frame.with_columns(names.column(frame["epi_id"], frame[name], use).alias(name) for name, use in uses.items())


def _findings(findings: pl.DataFrame, names: NamesInText) -> pl.DataFrame:
    epis, tables = findings["epi_id"], findings["table_name"]
    texts = _without(findings, {"filename": "text", "heading": "text", "message": "text"}, names)
    keys, cells = _uses_of_keys(tables), _uses_of_cells(tables)
    return texts.with_columns(
        names.column(epis, findings["business_key"], keys).alias("business_key"),
        names.column(epis, findings["value_read"], cells).alias("value_read"),
        names.column(epis, findings["value_kept"], cells).alias("value_kept"),
    )


def _quarantine(aside: pl.DataFrame, names: NamesInText) -> pl.DataFrame:
    epis, tables = aside["epi_id"], aside["table_name"]
    return aside.with_columns(
        names.column(epis, aside["business_key"], _uses_of_keys(tables)).alias("business_key"),
        names.json_column(epis, aside["values_json"], _uses_of_cells(tables)).alias("values_json"),
    )


def _uses_of_keys(tables: pl.Series) -> pl.Series:
    """What the reference of a row of each table is for, as its own column is."""
    uses = {name: uses_of(table).get(table.key[-1], "key") for name, table in DELIVERED.items()}
    return tables.replace_strict(uses, default="key", return_dtype=pl.String)


def _uses_of_cells(tables: pl.Series) -> pl.Series:
    uses = {name: "title" if name in _NAMING else "key" for name in DELIVERED}
    return tables.replace_strict(uses, default="key", return_dtype=pl.String)
