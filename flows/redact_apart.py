"""The redacted copies of files, made in a worker process with the limits of judging."""

from __future__ import annotations

from collections.abc import Iterable

from flows.isolation import WorkerDied, WorkerPool
from flows.redacted_copy import Copied, Job
from flows.settings import Settings
from flows.worker_process import WorkerLimits


def redact_apart(jobs: Iterable[Job], settings: Settings) -> tuple[dict[str, Copied], list[str]]:
    """Each file without the person, by the name of its job, and the names of those that cannot be read."""
    limits = WorkerLimits(settings.worker_seconds, settings.worker_memory_mb * 1_000_000)
    copied, unreadable = dict[str, Copied](), list[str]()
    function, preload = "flows.redacted_copy:redact_jobs", ("polars", "fastexcel", "flows.redacted_copy")
    with WorkerPool[Job, list[tuple[str, Copied | None]]](function, 1, limits, preload) as pool:
        for outcome in pool.map([job] for job in jobs):
            pairs = [(outcome.item.delivery_id, None)] if isinstance(outcome, WorkerDied) else outcome.value
            copied |= {name: one for name, one in pairs if one is not None}
            unreadable += [name for name, one in pairs if one is None]
    return copied, unreadable
