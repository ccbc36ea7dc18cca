"""Judging received files in worker processes: the same for `epi check` and for the night."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flows.isolation import WorkerDied, WorkerPool
from flows.settings import Settings
from flows.worker_process import Death, WorkerLimits
from transforms.judge import judge_many, refuse
from transforms.verdict import Submission, Verdict, join_verdicts

BATCH_BYTES = 32_000_000
BATCH_FILES = 1_000
REASONS: dict[Death, str] = {"crash": "FICHIER-91", "time": "FICHIER-92", "memory": "FICHIER-93"}


@dataclass(frozen=True)
class Task:
    """One file to judge, with the key of the pseudonyms and the version of the rules."""

    submission: Submission
    secret: bytes
    rules_version: str


def judge_tasks(tasks: Sequence[Task]) -> Verdict:
    """What runs in a worker: the tasks of one batch share their key and version."""
    return judge_many([task.submission for task in tasks], tasks[0].secret, tasks[0].rules_version)


def judge_apart(submissions: Iterable[Submission], secret: bytes, rules_version: str, settings: Settings) -> Verdict:
    """Judge files in worker processes with limits; a file that kills its worker is refused with the reason."""
    limits = WorkerLimits(settings.worker_seconds, settings.worker_memory_mb * 1_000_000)
    tasks = (Task(submission, secret, rules_version) for submission in submissions)
    preload = ("polars", "fastexcel", "transforms.judge")
    verdicts: list[Verdict] = []
    with WorkerPool[Task, Verdict]("flows.judging:judge_tasks", settings.worker_processes, limits, preload) as pool:
        for outcome in pool.map(_batches(tasks)):
            if isinstance(outcome, WorkerDied):
                verdicts.append(refuse(outcome.item.submission, REASONS[outcome.reason]))
            else:
                verdicts.append(outcome.value)
    return join_verdicts(verdicts)


def _batches(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    """Batches bounded in bytes and files, so that memory stays bounded too."""
    batch: list[Task] = []
    size = 0
    for task in tasks:
        if batch and (size + len(task.submission.content) > BATCH_BYTES or len(batch) >= BATCH_FILES):
            yield batch
            batch, size = [], 0
        batch.append(task)
        size += len(task.submission.content)
    if batch:
        yield batch
