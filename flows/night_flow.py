"""A night as Prefect sees it: one task a step, its artifacts, and a state that says what happened."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import cast
from uuid import UUID

from prefect import get_run_logger, task
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.runtime import deployment
from prefect.states import Cancelled, Completed, Failed

from flows.artifacts import board_page, night_page
from flows.failure import failed
from flows.findings_tables import findings_tables
from flows.lock import LockHeldError, locked
from flows.night import Options
from flows.night_work import NightWork
from flows.prefect_api import files_address
from flows.read_configuration import load_configuration
from flows.report import NightReport
from flows.settings import read_settings
from schemas.forms import BOARD, BUSY, FINDINGS_OF, HELD_BACK, STEPS

REPORTS: list[NightReport] = []
LOCK = "lock"
SERVED_WAIT_SECONDS = 3600
"""A served run lets the one before it end; `epi run` is refused at once."""


@task(name="pull", cache_policy=NO_CACHE, persist_result=False)
def pull(work: NightWork) -> None:
    """Receive what every source gives."""
    said = work.pull()
    get_run_logger().info("night=%s step=pull %s", work.night.run_id, said)


@task(name="judge", cache_policy=NO_CACHE, persist_result=False)
def judge(work: NightWork) -> None:
    """Judge what is new."""
    said = work.judge()
    get_run_logger().info("night=%s step=judge %s", work.night.run_id, said)


@task(name="publish", cache_policy=NO_CACHE, persist_result=False)
def publish(work: NightWork) -> None:
    """Publish what stands."""
    said = work.publish()
    get_run_logger().info("night=%s step=publish %s", work.night.run_id, said)


@task(name="report", cache_policy=NO_CACHE, persist_result=False)
def report(work: NightWork) -> None:
    """Say what was done: the night, the board, and the findings of each EPI that has new ones."""
    made = work.report()
    REPORTS.append(made)
    address = files_address(work.night.settings.home)
    create_markdown_artifact(night_page(made, address), key="night", description=made.sentence)
    create_markdown_artifact(board_page(work.board), key="board", description=BOARD)
    told, n_left = findings_tables(work.findings)
    for epi, table in told.items():
        create_table_artifact(table, key=f"findings-{epi}", description=FINDINGS_OF.format(epi=epi))
    get_run_logger().info(
        "night=%s step=report files=%s findings_of=%s not_shown=%s", made.run_id, len(made.files), len(told), n_left
    )


def run_night(asked: Options) -> State:
    """One night within a flow run; failed when it was held back, no file could be read, or an error ended it."""
    settings = read_settings()
    get_run_logger().info(" ".join(f"{name}={_plain(value)}" for name, value in dataclasses.asdict(asked).items()))
    try:
        with locked(settings.home / LOCK, SERVED_WAIT_SECONDS if deployment.id else 0, _tell_waiting):
            made = _steps(NightWork(settings, load_configuration(settings), asked))
    except LockHeldError as held:
        return Cancelled(message=BUSY.format(holder=held.holder))
    except Exception as error:
        get_run_logger().exception("step=failed")
        return failed(error)
    if made.outcome == "held_back":
        return Failed(message=HELD_BACK.format(why=made.held_because))
    return Failed(message=made.sentence) if made.nothing_read else Completed(message=made.sentence)


def _steps(work: NightWork) -> NightReport:
    steps: tuple[Callable[[NightWork], None], ...] = (pull, judge, publish, report)
    # the call is synchronous in a synchronous flow; Prefect types it as both
    progress = cast("UUID", create_progress_artifact(0.0, key="progress", description=STEPS["pull"]))
    names = (*(step.name for step in (judge, publish, report)), "done")
    for number, (step, following) in enumerate(zip(steps, names, strict=True), start=1):
        step(work)
        update_progress_artifact(progress, 100.0 * number / len(steps), description=STEPS[following])
    return REPORTS[-1]


def _tell_waiting(holder: str) -> None:
    get_run_logger().info("step=wait lock_held_by=%s", holder)


def _plain(value: object) -> str:
    return (",".join(map(str, value)) or "all") if isinstance(value, tuple) else str(value)
