"""What reading and judging cost beside the parser, and what a worker process adds to a small file.

`python -m benchmarks.reading`: first one workbook of 3 sheets × 100,000 rows, judged in process with everything on, against
one pass of calamine as text over the same cells; then many small workbooks judged in worker processes, against the same in
process. Each measure is a new process, in alternation; its imports are not counted, the start of the workers is.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.network import Shape, network
from benchmarks.processes import ROOT

if TYPE_CHECKING:
    from transforms.verdict import Submission

_LARGE, _SMALL = Shape("large", 1, 100_000), Shape("small", 200, 30)
_MEASURE = "import sys; from benchmarks.reading import measure; measure(*sys.argv[1:])"
_SECRET = b"benchmark" * 4


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "epi-benchmarks")
    asked = parser.parse_args()
    large = _alternate(("parse", "judge"), network(asked.data, _LARGE), asked.rounds)
    ratios = [judged["cpu"] / parsed["cpu"] for parsed, judged in large]
    memory = max(judged["memory_mb"] for _, judged in large)
    print(f"judged / parsed, {_LARGE.rows} rows a sheet: {_spread(ratios, 1, 'x')}, {memory:.0f} MB resident")
    small = _alternate(("judge", "judge_apart"), network(asked.data, _SMALL), asked.rounds)
    extra = [(apart["cpu"] - here["cpu"]) / _SMALL.files for here, apart in small]
    print(f"isolation, {_SMALL.files} small files: {_spread(extra, 1_000, 'ms CPU a file')}")


def measure(name: str, folder: str) -> None:
    """Run one step over the workbooks of a folder, and print its CPU seconds and the most memory held, as JSON."""
    step = _STEPS[name](Path(folder))
    before = _cpu_seconds()
    step()
    print(json.dumps({"cpu": _cpu_seconds() - before, "memory_mb": _most_resident_mb()}))


def _alternate(names: tuple[str, str], place: Path, rounds: int) -> list[tuple[dict[str, float], dict[str, float]]]:
    measured = []
    for _ in range(rounds):
        first, second = (_measured(name, place) for name in names)
        measured.append((first, second))
        print(f"  {names[0]} {first}, {names[1]} {second}", file=sys.stderr, flush=True)
    return measured


def _measured(name: str, place: Path) -> dict[str, float]:
    command = [sys.executable, "-c", _MEASURE, name, str(place)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)  # noqa: S603
    costs: dict[str, float] = json.loads(done.stdout)
    return costs


def _parse(place: Path) -> Callable[[], object]:
    import fastexcel

    contents = [path.read_bytes() for path in sorted(place.glob("*.xlsx"))]

    def step() -> None:
        for content in contents:
            book = fastexcel.read_excel(content)
            for index in range(len(book.sheet_names)):
                book.load_sheet(index, header_row=None, skip_rows=0, dtypes="string", eager=True)

    return step


def _judge(place: Path) -> Callable[[], object]:
    from transforms.judge import judge_many

    submissions = _submissions(place)
    return lambda: judge_many(submissions, _SECRET, "benchmark")


def _judge_apart(place: Path) -> Callable[[], object]:
    from flows.judging import judge_apart
    from flows.settings import Settings

    submissions = _submissions(place)
    return lambda: judge_apart(submissions, _SECRET, "benchmark", Settings(home=place))


def _submissions(place: Path) -> list[Submission]:
    from transforms.verdict import Profile, Submission

    found = ((path, path.read_bytes()) for path in sorted(place.glob("*.xlsx")))
    return [
        Submission(content, path.name, hashlib.sha256(content).hexdigest(), Profile(path.stem.lower()))
        for path, content in found
    ]


_STEPS = {"parse": _parse, "judge": _judge, "judge_apart": _judge_apart}


def _cpu_seconds() -> float:
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _most_resident_mb() -> float:
    """The most memory that this process held; unlike `ru_maxrss`, nothing of the process that started it."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1e3 for line in lines if line.startswith("VmHWM:"))


def _spread(values: list[float], scale: int, unit: str) -> str:
    low, middle, high = (scale * value for value in (min(values), median(values), max(values)))
    return f"{middle:.2f} {unit} ({low:.2f} to {high:.2f})"


if __name__ == "__main__":
    main()
