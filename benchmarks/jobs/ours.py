"""Ours: the steps of `epi run` with everything on, in worker processes, to a published and checked file."""

import sys
from pathlib import Path

from flows.night import Options
from flows.night_work import NightWork
from flows.read_configuration import load_configuration
from flows.settings import Settings


def main(network: Path, out: Path) -> None:
    """Pull, judge, keep, build, check and publish; findings, quarantine and lineage included."""
    settings = Settings(home=out, config=network / "epis.toml")
    work = NightWork(settings, load_configuration(settings), Options())
    work.pull()
    work.judge()
    work.publish()
    outcome = work.report().outcome
    if outcome != "published":
        raise SystemExit(outcome)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
