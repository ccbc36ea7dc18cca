"""`epi evidence`: all that stands behind an operation, in one sealed zip that verifies with Python alone."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from dataclasses import asdict, dataclass
from decimal import Decimal
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

from flows.received import Received
from flows.settings import ConfigurationError, Settings
from flows.trace import TracedCell, cells_of
from schemas.provenance import PROVENANCE
from schemas.rules import RULES
from schemas.wording import EVIDENCE_README
from warehouse.durable import move, sync
from warehouse.lineage import Row, Traced
from warehouse.operation_lineage import trace_operation
from warehouse.publish import NAME

_SPENDING = "mart.spending_lines"
_SUMMED = ("declared_eur", "basis_eur", "fse_share_eur")
_DAY = (1980, 1, 1, 0, 0, 0)


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
    try:
        figures, found = trace_operation(published, operation_id)
    except LookupError as error:
        raise ConfigurationError(str(error)) from None
    cells = cells_of(found, settings)
    content = _content(settings, operation_id, figures, found, cells)
    manifest = _manifest(operation_id, found, content)
    seal = hashlib.sha256(manifest).hexdigest()
    if not dry_run:
        _write(out, content | {"manifest.json": manifest, "SEAL": f"{seal}\n".encode()})
    n_files = sum(name.startswith("received/") for name in content)
    return Evidence(operation_id, out, seal, sum(map(len, found.rows.values())), len(cells), n_files)


def _content(
    settings: Settings, operation_id: str, figures: dict[str, list[Row]], found: Traced, cells: list[TracedCell]
) -> dict[str, bytes]:
    told = {
        "operation_id": operation_id,
        "n_rows": {name: len(rows) for name, rows in found.rows.items()},
        "totals": {name: sum((row[name] or Decimal(0) for row in figures[_SPENDING]), Decimal(0)) for name in _SUMMED},
        "views": figures,
    }
    rules = {code: asdict(rule) for code, rule in sorted(RULES.items())}
    return {
        "LISEZ-MOI.txt": EVIDENCE_README.format(operation_id=operation_id).encode(),
        "figures.json": _json(told),
        "rows.json": _json(_rows(found, cells)),
        "rules.json": _json(rules),
        "deliveries.json": _json(found.deliveries),
        "verify.py": files("flows").joinpath("templates", "verify.py").read_bytes(),
        **_received(settings, found),
    }


def _rows(found: Traced, cells: list[TracedCell]) -> dict[str, list[dict[str, Any]]]:
    """Each row with where it stands, its values, and the cell and text of each value that was read."""
    by_row: dict[tuple[Any, ...], dict[str, Any]] = {}
    for one in cells:
        place = (one.table_name, one.epi_id, one.delivery_id, one.sheet, one.row_number)
        cell = {"address": one.address, "heading": one.heading, "value_read": one.value_read}
        by_row.setdefault(place, {})[one.column_name] = cell
    return {
        name: [
            {column: row[column] for column in PROVENANCE}
            | {"values": {column: value for column, value in row.items() if column not in PROVENANCE}}
            | {"cells": by_row.get((name, *(row[column] for column in PROVENANCE)), {})}
            for row in rows
        ]
        for name, rows in found.rows.items()
    }


def _received(settings: Settings, found: Traced) -> dict[str, bytes]:
    """The files as received, named by their SHA-256 and the extension they came with; of one from which somebody was
    erased, the copy and the record of what was done."""
    archive, content = Received(settings.home / "received"), dict[str, bytes]()
    for one in found.deliveries:
        copy, record = archive.redacted(one["delivery_id"]), archive.redactions(one["delivery_id"])
        if copy is not None and record is not None:
            name, content_of_copy = f"redacted/{one['delivery_id']}", copy.read_bytes()
            extension = ".xlsx" if content_of_copy.startswith(b"PK") else ".csv"
            content |= {f"{name}{extension}": content_of_copy, f"{name}.json": record.encode()}
            continue
        kept = archive.find(one["delivery_id"])
        if kept is None:
            raise ConfigurationError(f"{archive.path(one['delivery_id'])}: the received file is gone")
        extension = Path(one["filename"]).suffix.lower()
        extension = extension if extension[1:].isalnum() and extension.isascii() else ""
        content[f"received/{one['delivery_id']}{extension}"] = kept.path.read_bytes()
    return content


def _manifest(operation_id: str, found: Traced, content: dict[str, bytes]) -> bytes:
    hashes = {name: hashlib.sha256(content[name]).hexdigest() for name in sorted(content)}
    return _json({"format": 1, "operation_id": operation_id, **found.night, "files": hashes})


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True, default=str) + "\n").encode()


def _write(out: Path, content: dict[str, bytes]) -> None:
    """One zip with sorted entries of one fixed day, in place at once."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as pack:
        for name in sorted(content):
            entry = zipfile.ZipInfo(name, _DAY)
            entry.external_attr, entry.create_system = 0o600 << 16, 3
            pack.writestr(entry, content[name], zipfile.ZIP_DEFLATED, 6)
    aside = out.absolute().with_name(f".{out.name}.part")
    try:
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(made.getvalue())
        sync(aside)
        move(aside, out.absolute())
    finally:
        aside.unlink(missing_ok=True)
