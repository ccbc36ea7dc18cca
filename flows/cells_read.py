"""The texts of columns, read again from the files as received, in a worker process with the limits of judging."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import polars as pl

from flows.isolation import Done, WorkerPool
from flows.received import Received
from flows.settings import Settings
from flows.worker_process import WorkerLimits
from transforms.read import read
from transforms.withheld_sheets import real_name

SheetColumn = tuple[str, str]
"""Sheet, column letter."""
Columns = dict[SheetColumn, tuple[int, pl.Series]]
"""The row of the first text, and the texts, by column; null where a cell is blank."""


@dataclass(frozen=True)
class Task:
    """One received file and the columns wanted of it; ``names`` are of sheets that bear another name in its copy."""

    content: bytes
    filename: str
    columns: tuple[SheetColumn, ...]
    names: Mapping[str, str]


def read_tasks(tasks: Sequence[Task]) -> list[Columns]:
    """What runs in a worker: the texts of each column that is there, by task."""
    return [_columns(task) for task in tasks]


def _columns(task: Task) -> Columns:
    book = {sheet.name: sheet for sheet in read(task.content, task.filename).sheets}
    found: Columns = {}
    for name, letter in task.columns:
        sheet = book.get(real_name(task.names.get(name, name), list(book)))
        if sheet is not None and letter in sheet.text.columns:
            found[name, letter] = sheet.first_row, sheet.text[letter]
    return found


class CellsRead:
    """The texts of cells of some deliveries, whose ``filenames`` are those that they came under.

    A file is read once, when first asked for; ``wanted`` are the columns to read of each. None where a cell is blank,
    and in a file that is gone, or ends its worker.
    """

    def __init__(
        self, wanted: Mapping[str, Collection[SheetColumn]], filenames: Mapping[str, str], settings: Settings
    ) -> None:  # fmt: skip
        self._wanted, self._filenames = wanted, filenames
        self._received = Received(settings.home / "received")
        limits = WorkerLimits(settings.worker_seconds, settings.worker_memory_mb * 1_000_000)
        preload = ("polars", "fastexcel", "transforms.read")
        self._pool = WorkerPool[Task, list[Columns]]("flows.cells_read:read_tasks", 1, limits, preload)
        self._read: dict[str, Columns] = {}
        self._delivery_id = ""
        self._texts: dict[SheetColumn, list[str | None]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.close()

    def text(self, delivery_id: str, sheet: str, row: int, letter: str) -> str | None:
        """The text of one cell; the cells of a delivery are best asked for together."""
        if delivery_id not in self._read:
            self._read[delivery_id] = self._columns_of(delivery_id)
        if delivery_id != self._delivery_id:
            self._delivery_id, self._texts = delivery_id, {}
        if (sheet, letter) not in self._read[delivery_id]:
            return None
        first, column = self._read[delivery_id][sheet, letter]
        if (sheet, letter) not in self._texts:  # texts of Polars cost more one by one than all at once
            self._texts[sheet, letter] = column.to_list()
        texts, at = self._texts[sheet, letter], row - first
        return texts[at] if 0 <= at < len(texts) else None

    def _columns_of(self, delivery_id: str) -> Columns:
        path = self._received.redacted(delivery_id) or self._received.path(delivery_id)
        if not path.is_file():
            return {}
        wanted, filename = tuple(self._wanted.get(delivery_id, ())), self._filenames.get(delivery_id, "")
        task = Task(path.read_bytes(), filename, wanted, self._received.sheets_in_copy(delivery_id))
        (outcome,) = self._pool.map([[task]])
        return outcome.value[0] if isinstance(outcome, Done) else {}
