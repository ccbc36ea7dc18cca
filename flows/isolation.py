"""Reading what EPI send in worker processes, so that a hostile file is refused and stops no other."""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from types import TracebackType
from typing import Generic, Self, TypeVar

from flows.worker_process import Death, WorkerLimits, WorkerProcess, WorkerStartError

Item = TypeVar("Item")
Value = TypeVar("Value")


@dataclass(frozen=True)
class Done(Generic[Item, Value]):
    """What the function made of these items: a whole batch, or one item alone."""

    items: tuple[Item, ...]
    value: Value


@dataclass(frozen=True)
class WorkerDied(Generic[Item]):
    """The one item on which a worker died, and of what: memory, time or a crash."""

    item: Item
    reason: Death


class WorkerFaultError(Exception):
    """The function itself raised: our bug. Says the exception's type and place, never the values quoted."""


@dataclass(frozen=True)
class _Job(Generic[Item]):
    """A batch, or one item of it tried again alone."""

    batch: int
    position: int
    items: tuple[Item, ...]


@dataclass
class _Batch(Generic[Item, Value]):
    """The outcomes of one batch: of the whole, or of each of its items."""

    expected: int = 1
    outcomes: dict[int, Done[Item, Value] | WorkerDied[Item]] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        return len(self.outcomes) == self.expected

    def in_order(self) -> Iterator[Done[Item, Value] | WorkerDied[Item]]:
        return (self.outcomes[position] for position in sorted(self.outcomes))


class WorkerPool(Generic[Item, Value]):
    """Worker processes that call `function` (`package.module:name`) on batches of items.

    The function takes a list of items and returns one value; both must pickle. It cannot write files.
    Workers start when there is work, stay for the next batch, and are replaced when they die or have grown.
    Items are under way together as long as their ``weight`` is within ``room``; one that is beyond it goes alone.
    """

    def __init__(
        self, function: str, processes: int, limits: WorkerLimits, preload: Sequence[str] = (),
        *, weight: Callable[[Item], int] = lambda _: 0, room: int = 0,
    ) -> None:  # fmt: skip
        self._start: Callable[[], WorkerProcess] = lambda: WorkerProcess(function, limits, preload)
        self._processes = processes
        self._weight, self._room = weight, room
        self._idle: list[WorkerProcess] = []
        self._busy: dict[WorkerProcess, _Job[Item]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End every worker."""
        for worker in (*self._idle, *self._busy):
            worker.kill()
        self._idle.clear()
        self._busy.clear()

    def map(self, batches: Iterable[Sequence[Item]]) -> Iterator[Done[Item, Value] | WorkerDied[Item]]:
        """Call the function on each batch; results in the order of the batches.

        When a worker dies on a batch, its items are tried one by one; those it dies on again are given up.
        Raises WorkerFaultError when the function raises.
        """
        jobs = (_Job(number, 0, tuple(batch)) for number, batch in enumerate(filter(None, batches)))
        again: deque[_Job[Item]] = deque()
        told: dict[int, _Batch[Item, Value]] = {}
        following = 0
        try:
            while self._employ(again, jobs):
                for job, outcome in self._listen():
                    batch = told.setdefault(job.batch, _Batch())
                    if isinstance(outcome, WorkerDied) and len(job.items) > 1:
                        batch.expected = len(job.items)
                        again.extend(_Job(job.batch, n, (item,)) for n, item in enumerate(job.items))
                    else:
                        batch.outcomes[job.position] = outcome
                while following in told and told[following].is_whole:
                    yield from told.pop(following).in_order()
                    following += 1
        finally:
            self._abandon()

    def _employ(self, again: deque[_Job[Item]], jobs: Iterator[_Job[Item]]) -> bool:
        """Give every free worker a job there is room for; False when there is no job, and none under way."""
        while len(self._busy) < self._processes:
            job = again.popleft() if again else next(jobs, None)
            if job is None:
                break
            if self._busy and self._weigh(job, *self._busy.values()) > self._room:
                again.appendleft(job)
                break
            worker = self._idle.pop() if self._idle else self._start()
            self._busy[worker] = job
            if worker.is_ready:
                worker.send(list(job.items))
        return bool(self._busy)

    def _weigh(self, *jobs: _Job[Item]) -> int:
        return sum(self._weight(item) for job in jobs for item in job.items)

    def _listen(self) -> Iterator[tuple[_Job[Item], Done[Item, Value] | WorkerDied[Item]]]:
        """Wait for a worker, or for the first deadline; the jobs that ended."""
        timeout = min(worker.deadline for worker in self._busy) - time.monotonic()
        speaking = wait([worker.connection for worker in self._busy], max(0, timeout))
        for worker in list(self._busy):
            if worker.connection not in speaking:
                if worker.is_late:
                    yield self._bury(worker, "time")
            elif (answer := worker.receive()) is None:
                worker.send(list(self._busy[worker].items))
            elif answer[0] in ("done", "fault"):
                yield self._free(worker, *answer)
            else:
                yield self._bury(worker, answer[0])

    def _free(
        self, worker: WorkerProcess, ending: str, value: Value
    ) -> tuple[_Job[Item], Done[Item, Value] | WorkerDied[Item]]:
        """Make a worker that answered free for the next job, or end it when it has grown."""
        job = self._busy.pop(worker)
        if worker.leaves:
            worker.kill()
        else:
            self._idle.append(worker)
        if ending == "fault":
            raise WorkerFaultError(value)
        return job, Done(job.items, value)

    def _bury(self, worker: WorkerProcess, reason: Death) -> tuple[_Job[Item], Done[Item, Value] | WorkerDied[Item]]:
        """End a worker that died on its job, or was too long at it."""
        job = self._busy.pop(worker)
        worker.kill()
        if not worker.is_ready:
            raise WorkerStartError("a worker process was not ready in time")
        return job, WorkerDied(job.items[0], reason)

    def _abandon(self) -> None:
        """End the workers that are still at a job nobody waits for."""
        for worker in self._busy:
            worker.kill()
        self._busy.clear()
