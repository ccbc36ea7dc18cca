"""A publication beside DuckDB's own `CREATE TABLE AS` over the same columns: `python -m benchmarks.publication --rows 300000`.

A store of three tables of so many rows is made directly as packs, once. Each step is a new process, in alternation: ours
builds, checks and swaps in the file that analysts read; theirs copies the three tables out of the packs into a file and
does nothing else. Both may hold as much memory as `--memory` says and use every core.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from statistics import median

import duckdb

from benchmarks.processes import Cost, run
from benchmarks.stored import TOLD, packed, store_of

_STEP = "import sys; from benchmarks.publication import step; step(*sys.argv[1:])"
_STEPS = ("copy", "publish")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=300_000, help="of each table")
    parser.add_argument("--memory", type=int, default=1_000, help="MB that DuckDB may hold")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "epi-benchmarks")
    asked = parser.parse_args()
    place = asked.data / f"store-{asked.rows}"
    store_of(place, asked.rows)
    costs = [measure(place, asked.rows, asked.memory) for _ in range(asked.rounds)]
    print(f"3 tables of {asked.rows} rows, {asked.memory} MB for DuckDB, {asked.rounds} rounds")
    for name in ("cpu", "wall"):
        ratios = [getattr(ours, name) / getattr(theirs, name) for theirs, ours in costs]
        print(f"  {name}: {median(ratios):.2f} x CREATE TABLE AS ({min(ratios):.2f} to {max(ratios):.2f})")
    print(f"  memory: {max(ours.memory_mb for _, ours in costs):.0f} MB")


def measure(place: Path, rows: int, memory: int) -> tuple[Cost, Cost]:
    """The cost of the copy, then of the publication."""
    found = []
    for name in _STEPS:
        with tempfile.TemporaryDirectory(dir=place.parent) as out:
            found.append(run(["-c", _STEP, name, str(place), out, str(rows), str(memory)]))
            print(f"  {rows} {name}: {found[-1]}", file=sys.stderr, flush=True)
    return found[0], found[1]


def step(name: str, place: str, out: str, rows: str, memory: str) -> None:
    """One of the two, in a process of its own."""
    (_copy if name == "copy" else _publish)(Path(place), Path(out), int(rows), int(memory))


def _copy(place: Path, out: Path, rows: int, memory: int) -> None:
    from warehouse.blank import STORAGE_VERSION
    from warehouse.build import engine_settings
    from warehouse.query import QUIET

    with duckdb.connect(config=engine_settings(out / "spill", memory)) as connection:
        connection.execute(QUIET)
        connection.execute(f"ATTACH '{out / 'copy.duckdb'}' AS copy (STORAGE_VERSION '{STORAGE_VERSION}')")
        for table in TOLD:
            files, columns = packed(place, table)
            sql = f"CREATE TABLE copy.{table} AS SELECT {', '.join(columns)} FROM read_parquet($files)"  # noqa: S608
            connection.execute(sql, {"files": files})
        connection.execute("CHECKPOINT copy")
        counted = connection.execute("SELECT count(*) FROM copy.contracts").fetchone()
    assert counted == (rows,), counted  # noqa: S101


def _publish(place: Path, out: Path, rows: int, memory: int) -> None:
    from warehouse.publish import Terms, publish

    (out / "store").mkdir()
    (out / "store" / "packs").symlink_to(place / "packs", target_is_directory=True)
    told = publish(out, store_of(place, rows), Terms(memory_mb=memory)).answers
    assert told["n_contracts"] == rows, told  # noqa: S101


if __name__ == "__main__":
    main()
