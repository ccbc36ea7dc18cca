"""The complete job by every way to do it, in alternation: `python -m benchmarks.compare many medium big`.

Prints, for each shape and job, the CPU of the whole process tree as a ratio to the floor of the same round (median,
least and most) and the peak memory. `--jobs floor,ours` picks the jobs, `--rounds 5` the rounds, `--data` where the
networks are made and kept. The others have an environment of their own, for DuckDB is slower to start where pandas is
installed: `UV_PROJECT_ENVIRONMENT=.bench uv sync --group bench` makes it, `--others` says where its Python is.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.loaded import check
from benchmarks.network import SHAPES, network
from benchmarks.processes import ROOT, Cost, run

FLOOR = "floor"
OWN = (FLOOR, "ours")
JOBS = (*OWN, "polars_pandera", "dlt_calamine", "pandas_pandera", "frictionless_duckdb")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shapes", nargs="+", choices=SHAPES)
    parser.add_argument("--jobs", default=",".join(JOBS))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "epi-benchmarks")
    parser.add_argument("--others", default=str(ROOT / ".bench/bin/python"))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as outputs:  # removed at the end: who makes files soon after pays for it
        for name in asked.shapes:
            place = network(asked.data, SHAPES[name])
            compare(name, place, Path(outputs), asked.jobs.split(","), asked.rounds, asked.others)


def compare(name: str, place: Path, outputs: Path, jobs: list[str], rounds: int, others: str) -> None:
    """Run every job once a round, so that a loaded machine weighs on all alike.

    Memory is of a run before them, so that nothing that watches it weighs on the CPU.
    """
    memory = {job: _run(job, place, outputs / f"{name}-memory-{job}", others, watched=True).memory_mb for job in jobs}
    costs: dict[str, list[Cost]] = {job: [] for job in jobs}
    for one in range(rounds):
        for job in jobs:
            costs[job].append(_run(job, place, outputs / f"{name}-{one}-{job}", others, watched=False))
    print(f"{name}: {SHAPES[name].files} workbooks, {SHAPES[name].rows} rows a sheet, {rounds} rounds")
    for job in jobs:
        print(_line(job, costs[job], costs.get(FLOOR), memory[job]), flush=True)


def _run(job: str, place: Path, out: Path, others: str, *, watched: bool) -> Cost:
    """What a job costs, once it is checked that it loads the rows that the generator calls good."""
    out.mkdir()
    python = sys.executable if job in OWN else others
    cost = run(["-m", f"benchmarks.jobs.{job}", str(place), str(out)], python, watched=watched)
    print(f"  {out.name}: {cost}", file=sys.stderr, flush=True)
    if job != FLOOR:
        check(place, out)
    return cost


def _line(job: str, costs: list[Cost], floor: list[Cost] | None, memory_mb: float) -> str:
    cpu = median(cost.cpu for cost in costs)
    ratio = ""
    if floor is not None:
        ratios = [cost.cpu / base.cpu for cost, base in zip(costs, floor, strict=True)]
        ratio = f"{median(ratios):6.2f} x floor ({min(ratios):.2f} to {max(ratios):.2f})"
    return f"  {job:20} {ratio:34} {cpu:8.2f} s CPU {memory_mb:7.0f} MB"


if __name__ == "__main__":
    main()
