"""`epi export-participants`: the participations of an operation, for who files them with the authority."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows.export import FORMATS_OF_A_LIST, files_of, write_table
from flows.identity import ask_identities
from flows.settings import ConfigurationError, Settings
from flows.sql import published
from schemas.participant_export import MAPPING, NAMES, exported_columns, mapping_rows
from schemas.table import Column
from warehouse.fse import operation_participations, operations

_MODE = 0o600


@dataclass(frozen=True)
class ParticipantExport:
    """The participations of one operation, and the columns told of them."""

    operation_id: str
    frame: pl.DataFrame
    columns: dict[str, Column]

    @property
    def mapping(self) -> pl.DataFrame:
        """What each column is, a row each."""
        return pl.DataFrame(list(mapping_rows(self.columns)), schema=dict.fromkeys(MAPPING, pl.String), orient="row")

    @property
    def names(self) -> tuple[str, str]:
        """The names of the two tables, without their endings."""
        safe = re.sub(r"[^\w-]", "_", self.operation_id)
        return f"participants-{safe}", f"participants-{safe}-correspondance"

    def paths(self, folder: Path) -> list[Path]:
        """The files that it is written to."""
        return [folder / file for name in self.names for form in FORMATS_OF_A_LIST for file in files_of(name, form)]


def participant_export(
    settings: Settings, operation_id: str, *, with_names: bool, with_sensitive: bool, is_dry: bool
) -> ParticipantExport:
    """One row per participation; the names are read, and the reading noted, only where asked for and not dry.

    ConfigurationError names the operations that are known.
    """
    path = published(settings)
    if operation_id not in (known := operations(path)):
        raise ConfigurationError(f"no operation {operation_id}; known: {', '.join(known) or 'none'}")
    columns = exported_columns(with_names=with_names, with_sensitive=with_sensitive)
    schema = {name: column.dtype for name, column in columns.items()}
    rows = operation_participations(path, operation_id)
    frame = pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema=schema)
    if with_names and not is_dry:
        frame = _named(settings, frame).select(list(schema))
    return ParticipantExport(operation_id, frame, columns)


def write_participants(export: ParticipantExport, folder: Path) -> list[Path]:
    """Write the rows and their mapping as CSV (also for Excel) and workbooks, readable by their owner alone."""
    mapping = export.mapping
    told = {row[0]: " — ".join(filter(None, row[1:4])) for row in mapping.iter_rows()}
    rows, correspondence = export.names
    return [*_written(export.frame, rows, told, folder), *_written(mapping, correspondence, MAPPING, folder)]


def _written(frame: pl.DataFrame, name: str, told: dict[str, str], folder: Path) -> Iterator[Path]:
    for form in FORMATS_OF_A_LIST:
        yield from write_table(iter((frame,)), name, told, folder, form, mode=_MODE)


def _named(settings: Settings, frame: pl.DataFrame) -> pl.DataFrame:
    """With the names that the EPI of the row writes; empty for a row without a key."""
    keys = frame["person_key"].drop_nulls().unique().sort().to_list()
    shape = dict.fromkeys(("person_key", "epi_id", *NAMES), pl.String)
    people = pl.DataFrame(ask_identities(settings, keys) if keys else [], schema=shape)
    one_each = people.unique(["person_key", "epi_id"], keep="first", maintain_order=True)
    one_each = one_each.with_columns(pl.col("birth_date").str.to_date())
    return frame.drop(NAMES).join(one_each, on=["person_key", "epi_id"], how="left", maintain_order="left")
