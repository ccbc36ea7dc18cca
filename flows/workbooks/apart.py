"""Annotating in a worker process, within the limits that judging has."""

from __future__ import annotations

from collections.abc import Sequence

from flows.isolation import WorkerDied, WorkerPool
from flows.settings import Settings
from flows.workbooks.annotated import Annotated, Task
from flows.worker_process import WorkerLimits
from transforms.verdict import Verdict


def annotate_apart(content: bytes, filename: str, verdict: Verdict, settings: Settings) -> Annotated | None:
    """`annotate` in a worker process with limits; None too where the worker reached them."""
    return annotate_all_apart([Task(content, filename, verdict)], settings)[0]


def annotate_all_apart(tasks: Sequence[Task], settings: Settings) -> list[Annotated | None]:
    """The same of several files, one after the other in one worker."""
    if not tasks:
        return []
    limits = WorkerLimits(settings.worker_seconds, settings.worker_memory_mb * 1_000_000)
    preload = ("polars", "fastexcel", "flows.workbooks.annotate_batch")
    function = "flows.workbooks.annotate_batch:annotate_tasks"
    with WorkerPool[Task, list[Annotated | None]](function, 1, limits, preload) as pool:
        outcomes = pool.map([task] for task in tasks)
        return [None if isinstance(one, WorkerDied) else one.value[0] for one in outcomes]
