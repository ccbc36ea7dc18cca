"""Annotating in a worker process, within the limits that judging has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flows.isolation import WorkerDied, WorkerPool
from flows.settings import Settings
from flows.workbooks.annotate import Annotated, annotate
from flows.worker_process import WorkerLimits
from transforms.verdict import Verdict


@dataclass(frozen=True)
class Task:
    """One received file to annotate with its verdict."""

    content: bytes
    filename: str
    verdict: Verdict


def annotate_tasks(tasks: Sequence[Task]) -> list[Annotated | None]:
    """What runs in a worker."""
    return [annotate(task.content, task.filename, task.verdict) for task in tasks]


def annotate_apart(content: bytes, filename: str, verdict: Verdict, settings: Settings) -> Annotated | None:
    """`annotate` in a worker process with limits; None too where the worker reached them."""
    return annotate_all_apart([Task(content, filename, verdict)], settings)[0]


def annotate_all_apart(tasks: Sequence[Task], settings: Settings) -> list[Annotated | None]:
    """The same of several files, one after the other in one worker."""
    if not tasks:
        return []
    limits = WorkerLimits(settings.worker_seconds, settings.worker_memory_mb * 1_000_000)
    preload = ("polars", "fastexcel", "flows.workbooks.annotate")
    function = "flows.workbooks.apart:annotate_tasks"
    with WorkerPool[Task, list[Annotated | None]](function, 1, limits, preload) as pool:
        outcomes = pool.map([task] for task in tasks)
        return [None if isinstance(one, WorkerDied) else one.value[0] for one in outcomes]
