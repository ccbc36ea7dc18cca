"""Worker processes: what they compute, how they die, and that they never outlive us."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.isolation import Done, WorkerDied, WorkerFaultError, WorkerPool
from flows.worker_process import WorkerLimits, WorkerStartError

LENGTHS = "tests.flows.jobs:lengths"
SMALL = WorkerLimits(seconds=1, memory=200 << 20)
Outcomes = list[Done[str, list[int]] | WorkerDied[str]]


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool[str, list[int]]]:
    with WorkerPool[str, list[int]](LENGTHS, 2, SMALL, ["polars"]) as workers:
        yield workers


def test_batches_come_back_whole_and_in_order(pool: WorkerPool[str, list[int]]) -> None:
    batches = [["a"] * n for n in (5, 1, 3)]
    assert list(pool.map(batches)) == [Done(tuple(batch), [1] * len(batch)) for batch in batches]


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ("allocate", "memory"),
        ("allocate in polars", "memory"),
        ("memory, says polars", "memory"),
        ("killed by the kernel", "memory"),
        ("spin", "time"),
        ("sleep", "time"),
        ("abort", "crash"),
        ("segfault", "crash"),
        ("exit", "crash"),
        ("panic", "crash"),
        ("recursion", "crash"),
    ],
)
def test_only_the_file_a_worker_dies_on_is_given_up(pool: WorkerPool[str, list[int]], item: str, reason: str) -> None:
    outcomes: Outcomes = list(pool.map([["first"], ["before", item, "after"], ["last"]]))
    assert outcomes == [
        Done(("first",), [5]),
        Done(("before",), [6]),
        WorkerDied(item, reason),  # type: ignore[arg-type]
        Done(("after",), [5]),
        Done(("last",), [4]),
    ]


def test_a_bug_is_told_by_its_place_and_never_by_the_values_it_quotes(
    pool: WorkerPool[str, list[int]],
) -> None:
    with pytest.raises(WorkerFaultError, match=r"builtins\.KeyError") as caught:
        list(pool.map([["bug"]]))
    assert "Léa" not in str(caught.value)
    assert "jobs.py" in str(caught.value)
    assert list(pool.map([["next"]])) == [Done(("next",), [4])]


def test_a_worker_can_make_no_temporary_file(pool: WorkerPool[str, list[int]]) -> None:
    with pytest.raises(WorkerFaultError, match="FileNotFoundError"):
        list(pool.map([["make a temporary file"]]))


def test_what_a_parser_writes_on_standard_error_never_blocks_it(pool: WorkerPool[str, list[int]]) -> None:
    assert list(pool.map([["noise"], ["noise"]])) == [Done(("noise",), [5])] * 2


def test_workers_stay_from_one_batch_to_the_next() -> None:
    with WorkerPool[str, tuple[int, int]]("tests.flows.jobs:pids", 1, SMALL) as pool:
        done = [outcome for outcome in pool.map([["a"], ["b"], ["c"]]) if isinstance(outcome, Done)]
        assert len({outcome.value[0] for outcome in done}) == 1


@pytest.mark.parametrize(("room", "workers"), [(0, 1), (3, 1), (4, 2)])
def test_batches_without_room_for_both_are_not_under_way_together(room: int, workers: int) -> None:
    weighed = WorkerPool[str, tuple[int, int]]("tests.flows.jobs:pids", 2, SMALL, weight=len, room=room)
    with weighed as pool:
        done = [outcome for outcome in pool.map([["aa"], ["b", "b"]]) if isinstance(outcome, Done)]
        assert [outcome.value[1] for outcome in done] == [1, 2]
        assert len({outcome.value[0] for outcome in done}) == workers


def test_no_worker_starts_when_there_is_nothing_to_do() -> None:
    with WorkerPool[str, int]("nowhere:nothing", 2, SMALL) as pool:
        assert list(pool.map([])) == []
        assert list(pool.map([[]])) == []


def test_a_worker_that_cannot_start_is_our_fault_and_says_why() -> None:
    pool = WorkerPool[str, int]("nowhere:nothing", 1, SMALL)
    with pool, pytest.raises(WorkerStartError, match="No module named 'nowhere'"):
        list(pool.map([["a"]]))


def test_frames_come_back_as_they_were_made() -> None:
    with WorkerPool[int, object]("tests.flows.jobs:frame", 1, WorkerLimits()) as pool:
        (done,) = pool.map([[1000]])
        assert isinstance(done, Done)
        assert done.value.shape == (1000, 2)  # type: ignore[attr-defined]


def test_a_worker_sees_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EPI_TOKEN", "secret")
    with WorkerPool[str, list[str]]("tests.flows.jobs:environment", 1, SMALL) as pool:
        (done,) = pool.map([["a"]])
        assert isinstance(done, Done)
        assert "EPI_TOKEN" not in done.value


def test_an_abandoned_map_leaves_the_pool_fit_for_another(pool: WorkerPool[str, list[int]]) -> None:
    next(pool.map([["a"], ["sleep"], ["b"]]))
    assert list(pool.map([["c"]])) == [Done(("c",), [1])]


def test_no_worker_outlives_a_parent_that_is_killed(tmp_path: Path) -> None:
    started = tmp_path / "started"
    code = (
        "from flows.isolation import WorkerPool; from flows.worker_process import WorkerLimits\n"
        "pool = WorkerPool('tests.flows.jobs:pids', 1, WorkerLimits())\n"
        "print(list(pool.map([['a']]))[0].value[0], flush=True)\n"
        f"list(WorkerPool({LENGTHS!r}, 1, WorkerLimits()).map([['touch {started}', 'spin']]))"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        idle = int(parent.stdout.readline())
        deadline = time.monotonic() + 60
        while not started.exists():
            assert time.monotonic() < deadline
            time.sleep(0.01)
        workers = {idle, *children(parent.pid)}
        assert len(workers) == 2
        parent.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 5
    while any(is_alive(pid) for pid in workers):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def children(pid: int) -> set[int]:
    return {int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}


def is_alive(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False


def test_our_own_limits_stay_as_they_were(pool: WorkerPool[str, list[int]]) -> None:
    list(pool.map([["a"]]))
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
    assert os.getpid() not in children(os.getpid())


@given(st.lists(st.lists(st.sampled_from(["a", "bb", "exit", "panic"]), max_size=4), max_size=4))
@settings(max_examples=8)
def test_every_item_is_answered_once_and_in_order(batches: list[list[str]]) -> None:
    with WorkerPool[str, list[int]](LENGTHS, 2, SMALL) as pool:
        answered: list[str] = []
        for outcome in pool.map(batches):
            answered += outcome.items if isinstance(outcome, Done) else [outcome.item]
            assert isinstance(outcome, WorkerDied) is (answered[-1] in ("exit", "panic"))
    assert answered == [item for batch in batches for item in batch]
