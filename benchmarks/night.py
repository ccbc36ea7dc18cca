"""What a night over the samples costs: CPU seconds of the process and its workers. `python benchmarks/night.py`"""

import resource
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))


def cpu_seconds() -> float:
    """CPU of this process and of the children that ended."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def main() -> None:
    """Print one line a night: outcome, CPU and wall seconds."""
    from tests.nights import night

    print(f"imports: {cpu_seconds():.2f} s CPU")
    with tempfile.TemporaryDirectory() as folder:
        for name, force in (("first", False), ("unchanged", False), ("forced", True)):
            cpu, wall = cpu_seconds(), time.perf_counter()
            outcome = night(Path(folder), force=force).outcome
            spent = cpu_seconds() - cpu, time.perf_counter() - wall
            print(f"{name}: {outcome}, {spent[0]:.2f} s CPU, {spent[1]:.2f} s wall")


if __name__ == "__main__":
    main()
