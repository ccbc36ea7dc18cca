"""How the cost of a whole night grows: `python -m benchmarks.linear`.

The same night over three networks, each four times the one before, once in rows a sheet and once in workbooks. Of the CPU
of the whole process tree, what is paid before the first row is left out: the exponent is that of the growth between the
networks. 1 is linear.
"""

import argparse
import math
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.network import Shape, network
from benchmarks.processes import run

TIMES = 4
_JOB = "benchmarks.jobs.ours"
_GROWTHS = {
    "rows": [Shape("rows", 4, rows) for rows in (6_000, 24_000, 96_000)],
    "files": [Shape("files", files, 30) for files in (100, 400, 1_600)],
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "epi-benchmarks")
    asked = parser.parse_args()
    for name, shapes in _GROWTHS.items():
        places = [network(asked.data, shape) for shape in shapes]
        costs = [[_cost(place) for place in places] for _ in range(asked.rounds)]
        middle = [median(of_shape) for of_shape in zip(*costs, strict=True)]
        told = ", ".join(f"{cpu:.1f}" for cpu in middle)
        print(f"in {name}: {told} s CPU, exponent {exponent(middle):.2f}", flush=True)


def exponent(costs: list[float]) -> float:
    """The p of ``a + b * n ** p`` through the costs of three sizes, each ``TIMES`` the one before."""
    least, middle, most = costs
    return math.log((most - middle) / (middle - least), TIMES)


def _cost(place: Path) -> float:
    with tempfile.TemporaryDirectory() as out:
        cost = run(["-m", _JOB, str(place), out])
    print(f"  {place.name}: {cost}", file=sys.stderr, flush=True)
    return cost.cpu


if __name__ == "__main__":
    main()
