"""`epi inspect`: what a file holds, whoever sent it, as JSON, as French text and as one Parquet file a table."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from flows.inspection_letter import inspection_letter
from flows.isolation import WorkerDied, WorkerPool
from flows.judging import REASONS
from flows.report import ExitCode
from flows.settings import ConfigurationError, Settings
from flows.worker_process import WorkerLimits
from transforms.inspect import ColumnSeen, Inspection, SheetSeen, TableSeen, inspect_file, refuse_file

_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff<>:"/\\|?*]')
_LONGEST_NAME = 200


@dataclass(frozen=True)
class Job:
    """One file to inspect in a worker process."""

    content: bytes
    filename: str
    with_frames: bool


@dataclass(frozen=True)
class Inspected:
    """A file and what was understood of it."""

    filename: str
    sha256: str
    inspection: Inspection

    @property
    def exit_code(self) -> ExitCode:
        """Refused or done."""
        return ExitCode.REFUSED if self.inspection.verdict == "refused" else ExitCode.DONE

    @property
    def letter(self) -> str:
        """The same in French, for the person who welcomes a new EPI."""
        return inspection_letter(self.filename, self.inspection)

    def as_json(self) -> str:
        """The file, its sheets with their tables, and the findings, as one JSON object."""
        seen = self.inspection
        reason = None if seen.code is None else {"code": seen.code, "message": seen.message}
        plain = {
            "file": self.filename, "sha256": self.sha256, "format": seen.format, "encoding": seen.encoding,
            "separator": seen.separator, "verdict": seen.verdict, "reason": reason,
            "sheets": [_plain_sheet(sheet) for sheet in seen.sheets],
            "findings": [asdict(finding) for finding in seen.findings],
        }  # fmt: skip
        return json.dumps(plain, ensure_ascii=False, indent=2)

    def tables(self) -> Iterator[tuple[str, pl.DataFrame]]:
        """The name of the file for each table, ``<sheet>-<n>.parquet``, with the table itself."""
        numbers: Counter[str] = Counter()
        for sheet in self.inspection.sheets:
            name = safe_name(sheet.name)
            for table in sheet.tables:
                numbers[name.casefold()] += 1
                if table.frame is not None:
                    yield f"{name}-{numbers[name.casefold()]}.parquet", table.frame


def inspect_path(path: Path, settings: Settings, *, with_frames: bool) -> Inspected:
    """Inspect the file in a worker process with limits; one that kills its worker is refused with the reason."""
    content = path.read_bytes()
    limits = WorkerLimits(settings.worker_seconds, settings.worker_memory_mb * 1_000_000)
    preload = ("polars", "fastexcel", "transforms.inspect")
    with WorkerPool[Job, Inspection]("flows.inspect:inspect_jobs", 1, limits, preload) as pool:
        (outcome,) = pool.map([[Job(content, path.name, with_frames)]])
    seen = refuse_file(REASONS[outcome.reason]) if isinstance(outcome, WorkerDied) else outcome.value
    return Inspected(path.name, hashlib.sha256(content).hexdigest(), seen)


def inspect_jobs(jobs: Sequence[Job]) -> Inspection:
    """What runs in the worker, for the one file of its batch."""
    (job,) = jobs
    return inspect_file(job.content, job.filename, with_frames=job.with_frames)


def write_tables(inspected: Inspected, directory: Path) -> list[Path]:
    """Write each table as Parquet into the directory, made where it is missing; gives the files written.

    A directory that cannot be written to is a ConfigurationError.
    """
    written = []
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for name, frame in inspected.tables():
            frame.write_parquet(directory / name)
            written.append(directory / name)
    except OSError as error:
        raise ConfigurationError(f"{directory}: {error.strerror or error}") from None
    return written


def safe_name(sheet: str) -> str:
    """The name of a sheet as a file may bear it on any system."""
    name = _UNSAFE.sub("_", sheet).strip(" .").encode()[:_LONGEST_NAME].decode(errors="ignore").rstrip(" .")
    return name or "_"


def _plain_sheet(sheet: SheetSeen) -> dict[str, Any]:
    tables = [_plain_table(table) for table in sheet.tables]
    return {"name": sheet.name, "visible": sheet.visible == "visible", "tables": tables}


def _plain_table(table: TableSeen) -> dict[str, Any]:
    return {
        "range": table.range,
        "header_rows": list(table.header_rows),
        "columns": [_plain_column(column) for column in table.columns],
        "n_rows": table.n_rows,
        "ignored_rows": [{"row": row, "why": why} for row, why in table.ignored_rows],
    }


def _plain_column(column: ColumnSeen) -> dict[str, Any]:
    return {
        "heading": column.heading, "column": column.column, "type": column.type, "n_values": column.n_values,
        "n_unread": column.n_unread, "sum": plain_number(column.sum),
    }  # fmt: skip


def plain_number(number: Decimal | None) -> int | float | str | None:
    """A decimal as JSON keeps it exactly: a number, or text where a number would lose digits."""
    if number is None:
        return None
    if number == number.to_integral_value():
        return int(number)
    nearest = float(number)
    return nearest if Decimal(repr(nearest)) == number else f"{number:f}"
