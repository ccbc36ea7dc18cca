"""Judging received files in worker processes: the same for `epi check` and for the night."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flows.carried_verdict import Carried, verdict_from
from flows.isolation import WorkerDied, WorkerPool
from flows.settings import Settings
from flows.task import Task
from flows.worker_process import Death, WorkerLimits
from transforms.verdict import Submission, Verdict, join_verdicts

BATCH_BYTES = 8_000_000  # 140,000 rows of 11 cells, which take half of the memory that a job may
BATCH_FILES = 1_000
ROOM_BYTES = 24_000_000  # judged at once: three batches, or one large file, within 1 GB with the night's own process
REASONS: dict[Death, str] = {"crash": "FICHIER-91", "time": "FICHIER-92", "memory": "FICHIER-93"}


def judge_apart(submissions: Iterable[Submission], secret: bytes, rules_version: str, settings: Settings) -> Verdict:
    """Judge files in worker processes with limits; a file that kills its worker is refused with the reason."""
    limits = WorkerLimits(settings.worker_seconds, settings.worker_memory_mb * 1_000_000)
    tasks = (Task(submission, secret, rules_version) for submission in submissions)
    preload = ("polars", "fastexcel", "flows.judge_batch")
    verdicts: list[Verdict] = []
    with WorkerPool[Task, Carried](
        "flows.judge_batch:judge_tasks", settings.worker_processes, limits, preload, weight=_size, room=ROOM_BYTES
    ) as pool:
        for outcome in pool.map(_batches(tasks)):
            if isinstance(outcome, WorkerDied):
                verdicts.append(_refused(outcome))
            else:
                verdicts.append(verdict_from(outcome.value))
    return join_verdicts(verdicts)


def _refused(died: WorkerDied[Task]) -> Verdict:
    from transforms.judge import refuse  # and with it all that reads files, which this process does not need

    return refuse(died.item.submission, REASONS[died.reason])


def _size(task: Task) -> int:
    return len(task.submission.content)


def _batches(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    """Batches bounded in bytes and files, so that memory stays bounded too."""
    batch: list[Task] = []
    size = 0
    for task in tasks:
        if batch and (size + _size(task) > BATCH_BYTES or len(batch) >= BATCH_FILES):
            yield batch
            batch, size = [], 0
        batch.append(task)
        size += _size(task)
    if batch:
        yield batch
