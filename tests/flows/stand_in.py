"""A flow that stands in for the night where only its surroundings are tested."""

import os
import time
from pathlib import Path

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.states import Completed, State


@task(cache_policy=None)
def wait_for_the_end(folder: Path) -> None:
    """Say that the run is under way, and by which process; go on when told."""
    (folder / "running").write_text(str(os.getpid()))
    while not (folder / "end").exists():
        time.sleep(0.05)


@flow(name="stand-in", persist_result=False)
def stand_in(folder: Path, wait: bool = False) -> State[None]:
    """A night of nothing.

    Args:
        folder: where the run tells that it is under way
        wait: whether it waits for the file `end`
    """
    if wait:
        wait_for_the_end(folder)
    create_markdown_artifact("# La nuit", key="night")
    return Completed(message="6 EPI dont le dernier fichier est en vigueur")
