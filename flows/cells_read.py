"""The texts of cells, read again from the files as received, in a worker process with the limits of judging."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flows.isolation import WorkerDied, WorkerPool
from flows.received import Received
from flows.settings import Settings
from flows.worker_process import WorkerLimits
from transforms.read import read
from transforms.withheld_sheets import real_name

Cell = tuple[str, int, str]
"""Sheet, row, column letter."""


@dataclass(frozen=True)
class Task:
    """One received file and the cells wanted of it; ``names`` are of the sheets that bear another name in its copy."""

    delivery_id: str
    content: bytes
    filename: str
    cells: tuple[Cell, ...]
    names: Mapping[str, str]


def read_tasks(tasks: Sequence[Task]) -> list[tuple[str, dict[Cell, str | None]]]:
    """What runs in a worker: the text of each cell, by delivery; None where the cell is blank."""
    return [(task.delivery_id, _texts(task)) for task in tasks]


def _texts(task: Task) -> dict[Cell, str | None]:
    book = {sheet.name: sheet for sheet in read(task.content, task.filename).sheets}
    named = {name: real_name(task.names.get(name, name), list(book)) for name, _, _ in task.cells}
    sheets = {name: book[real] for name, real in named.items() if real in book}
    texts: dict[Cell, str | None] = {}
    columns = {(name, letter): list[str | None]() for name, _, letter in task.cells if name in sheets}
    for name, letter in columns:
        frame = sheets[name].text
        columns[name, letter] = frame[letter].to_list() if letter in frame.columns else []
    for name, row, letter in task.cells:
        values = columns.get((name, letter), [])
        at = row - sheets[name].first_row if name in sheets else -1
        texts[name, row, letter] = values[at] if 0 <= at < len(values) else None
    return texts


def read_cells(
    wanted: Mapping[str, Iterable[Cell]], filenames: Mapping[str, str], settings: Settings
) -> dict[str, dict[Cell, str | None]]:
    """The texts of the cells wanted of each delivery; a file that is gone, or ends its worker, is left out."""
    limits = WorkerLimits(settings.worker_seconds, settings.worker_memory_mb * 1_000_000)
    function, preload = "flows.cells_read:read_tasks", ("polars", "fastexcel", "transforms.read")
    found: dict[str, dict[Cell, str | None]] = {}
    with WorkerPool[Task, list[tuple[str, dict[Cell, str | None]]]](function, 1, limits, preload) as pool:
        for outcome in pool.map([task] for task in _tasks(wanted, filenames, settings)):
            if not isinstance(outcome, WorkerDied):
                found |= dict(outcome.value)
    return found


def _tasks(wanted: Mapping[str, Iterable[Cell]], filenames: Mapping[str, str], settings: Settings) -> Iterator[Task]:
    received = Received(settings.home / "received")
    for delivery_id, cells in wanted.items():
        path = received.redacted(delivery_id) or received.path(delivery_id)
        if path.is_file():
            names = received.sheets_in_copy(delivery_id)
            yield Task(delivery_id, path.read_bytes(), filenames.get(delivery_id, ""), tuple(cells), names)
