"""`epi evidence`: all that stands behind an operation, in one sealed zip that verifies with Python alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from decimal import Decimal
from functools import partial
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from flows.cells_of_rows import CellsOfRows, cells_of_rows
from flows.json_pieces import json_pieces
from flows.received import Received
from flows.sealed_zip import Part, held, spooled, stored, write_zip
from flows.settings import ConfigurationError, Settings
from schemas.provenance import PROVENANCE
from schemas.rules import RULES
from schemas.wording import EVIDENCE_README
from warehouse.lineage import Traced
from warehouse.operation_lineage import traced_operation
from warehouse.publish import NAME

_SPENDING = "mart.spending_lines"
_SUMMED = ("declared_eur", "basis_eur", "fse_share_eur")


@dataclass(frozen=True)
class Evidence:
    """A pack that was made: where, its seal (the SHA-256 of its manifest), and the counts of what it holds."""

    operation_id: str
    path: Path
    seal: str
    n_rows: int
    n_cells: int
    n_files: int

    def as_json(self) -> str:
        """The same as one JSON object."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2, default=str)


def make_evidence(settings: Settings, operation_id: str, out: Path, *, dry_run: bool = False) -> Evidence:
    """Write the pack of an operation, whole or not at all, mode 600; the same night gives the same bytes."""
    published = settings.home / NAME
    if not published.exists():
        raise ConfigurationError(f"{published}: nothing is published yet; run epi run first")
    with ExitStack() as opened:
        try:
            found = opened.enter_context(traced_operation(published, operation_id))
        except LookupError as error:
            raise ConfigurationError(str(error)) from None
        cells = opened.enter_context(cells_of_rows(found, settings))
        figures, rows = (
            opened.enter_context(TemporaryFile(dir=None if dry_run else out.absolute().parent)) for _ in range(2)
        )
        parts = _small_parts(settings, operation_id, found)
        parts["figures.json"] = spooled(json_pieces(_figures(operation_id, found)), figures)
        parts["rows.json"] = spooled(json_pieces(_rows(found, cells)), rows)
        manifest = held(_json(_manifest(operation_id, found, parts)))
        if not dry_run:
            write_zip(out, parts | {"manifest.json": manifest, "SEAL": held(f"{manifest.sha256}\n".encode())})
        n_files = sum(name.startswith("received/") for name in parts)
        return Evidence(operation_id, out, manifest.sha256, sum(found.n_rows.values()), cells.number, n_files)


def _small_parts(settings: Settings, operation_id: str, found: Traced) -> dict[str, Part]:
    rules = {code: asdict(rule) for code, rule in sorted(RULES.items())}
    return {
        "LISEZ-MOI.txt": held(EVIDENCE_README.format(operation_id=operation_id).encode()),
        "rules.json": held(_json(rules)),
        "deliveries.json": held(_json(found.deliveries)),
        "verify.py": held(files("flows").joinpath("templates", "verify.py").read_bytes()),
        **_received(settings, found),
    }


def _figures(operation_id: str, found: Traced) -> dict[str, object]:
    totals = dict.fromkeys(_SUMMED, Decimal(0))
    for row in found.figures(_SPENDING):
        for name in _SUMMED:
            totals[name] += row[name] or 0
    return {
        "operation_id": operation_id,
        "n_rows": {name: n for name, n in found.n_rows.items() if n},
        "totals": totals,
        "views": {view: partial(found.figures, view) for view in found.n_figures},
    }


def _rows(found: Traced, cells: CellsOfRows) -> dict[str, object]:
    return {table: partial(_rows_of, table, found, cells) for table, n in found.n_rows.items() if n}


def _rows_of(table: str, found: Traced, cells: CellsOfRows) -> Iterator[dict[str, Any]]:
    """Each row with where it stands, its values, and the cell and text of each value that was read."""
    for row in found.rows(table):
        yield {
            **{column: row[column] for column in PROVENANCE},
            "values": {column: value for column, value in row.items() if column not in PROVENANCE},
            "cells": {
                one.column_name: {"address": one.address, "heading": one.heading, "value_read": one.value_read}
                for one in cells.of(table, row)
            },
        }


def _received(settings: Settings, found: Traced) -> dict[str, Part]:
    """The files as received, named by their SHA-256 and the extension they came with; of one from which somebody was
    erased, the copy and the record of what was done."""
    archive, parts = Received(settings.home / "received"), dict[str, Part]()
    for one in found.deliveries:
        copy, record = archive.redacted(one["delivery_id"]), archive.redactions(one["delivery_id"])
        if copy is not None and record is not None:
            name = f"redacted/{one['delivery_id']}"
            parts |= {f"{name}{_extension_of(copy)}": stored(copy), f"{name}.json": held(record.encode())}
            continue
        kept = archive.find(one["delivery_id"])
        if kept is None:
            raise ConfigurationError(f"{archive.path(one['delivery_id'])}: the received file is gone")
        extension = Path(one["filename"]).suffix.lower()
        extension = extension if extension[1:].isalnum() and extension.isascii() else ""
        parts[f"received/{one['delivery_id']}{extension}"] = stored(kept.path)
    return parts


def _extension_of(copy: Path) -> str:
    """That of a redacted copy, which is a workbook or a CSV."""
    with copy.open("rb") as file:
        return ".xlsx" if file.read(2) == b"PK" else ".csv"


def _manifest(operation_id: str, found: Traced, parts: dict[str, Part]) -> dict[str, object]:
    return {
        "format": 1, "operation_id": operation_id, **found.night,
        "files": {name: parts[name].sha256 for name in sorted(parts)},
    }  # fmt: skip


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True, default=str) + "\n").encode()
