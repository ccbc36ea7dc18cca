"""The flow `nightly`: pull, judge, publish, report."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Annotated

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import FlowRun, State
from prefect.states import Completed, Failed
from pydantic import Field

from flows.alert import alert
from flows.letters import night_page
from flows.lock import locked
from flows.night import Options
from flows.night_work import NightWork
from flows.read_configuration import load_configuration
from flows.report import NightReport
from flows.settings import ConfigurationError, Settings, read_settings

REPORTS: list[NightReport] = []

Epis = Annotated[
    list[str] | None, Field(title="Espaces", description="Identifiants des espaces à traiter ; vide : tous.")
]
AsOf = Annotated[
    dt.date | None,
    Field(title="Arrêté au", description="Jour dont parlent les réponses ; vide : aujourd'hui."),
]
Force = Annotated[bool, Field(title="Tout rejuger", description="Rejuger et publier même si rien n'a changé.")]
Accept = Annotated[
    bool, Field(title="Accepter les écarts", description="Publier une fois ce qui sort des limites habituelles.")
]
DryRun = Annotated[bool, Field(title="À blanc", description="Lire et juger sans rien publier.")]


@task(name="pull", cache_policy=NO_CACHE, persist_result=False)
def pull(work: NightWork) -> None:
    """Receive what every source gives."""
    get_run_logger().info("night=%s step=pull %s", work.night.run_id, work.pull())


@task(name="judge", cache_policy=NO_CACHE, persist_result=False)
def judge(work: NightWork) -> None:
    """Judge what is new."""
    get_run_logger().info("night=%s step=judge %s", work.night.run_id, work.judge())


@task(name="publish", cache_policy=NO_CACHE, persist_result=False)
def publish(work: NightWork) -> None:
    """Publish what stands."""
    get_run_logger().info("night=%s step=publish %s", work.night.run_id, work.publish())


@task(name="report", cache_policy=NO_CACHE, persist_result=False)
def report(work: NightWork) -> None:
    """Say what was done."""
    made = work.report()
    REPORTS.append(made)
    create_markdown_artifact(night_page(made), key="night", description=made.sentence)


def tell_engineer(flow: object, flow_run: FlowRun, state: State) -> None:  # noqa: ARG001 names that Prefect calls by
    """Tell the engineer that the night failed or crashed."""
    alert(read_settings(), str(flow_run.name), state.message or state.name or "failed")


@flow(
    name="nightly", persist_result=False, validate_parameters=True,
    on_failure=[tell_engineer], on_crashed=[tell_engineer],
)  # fmt: skip
def nightly(
    epis: Epis = None, as_of: AsOf = None, force: Force = False, dry_run: DryRun = False, accept: Accept = False
) -> State:
    """Lit les fichiers des espaces, les juge, et publie l'entrepôt."""
    settings = read_settings()
    work = NightWork(
        settings, load_configuration(settings), _options(settings, epis, Options((), as_of, force, dry_run, accept))
    )
    get_run_logger().info(
        "night=%s epis=%s as_of=%s force=%s dry_run=%s accept=%s",
        work.night.run_id,
        epis or "all",
        as_of,
        force,
        dry_run,
        accept,
    )
    with locked(settings.home / "lock"):
        pull(work)
        judge(work)
        publish(work)
        report(work)
    made = REPORTS[-1]
    if made.outcome == "held_back" or made.nothing_read:
        return Failed(message=made.held_because or made.sentence)
    return Completed(message=made.sentence)


def _options(settings: Settings, epis: list[str] | None, asked: Options) -> Options:
    known = {epi.id for epi in load_configuration(settings).epis}
    for epi in epis or ():
        if epi not in known:
            raise ConfigurationError(f"{settings.config}: no EPI has the id {epi!r}; known: {', '.join(sorted(known))}")
    return replace(asked, epis=tuple(epis or ()))
