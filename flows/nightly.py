"""The flow `nightly`: pull, judge, publish, report."""

import datetime as dt

from prefect import flow
from prefect.client.schemas.objects import FlowRun, State

from flows.alert import alert_once
from flows.failure import cause
from flows.form import with_form
from flows.night import Options
from flows.night_flow import run_night
from flows.parameters import Epis
from flows.settings import read_settings


def tell_engineer(flow: object, flow_run: FlowRun, state: State) -> None:  # noqa: ARG001 names that Prefect calls by
    """Tell the engineer that the night failed or crashed, unless it was told already."""
    alert_once(read_settings(), str(flow_run.id), str(flow_run.name), cause(state))


@flow(
    name="nightly", persist_result=False, validate_parameters=True,
    on_failure=[tell_engineer], on_crashed=[tell_engineer],
)  # fmt: skip
@with_form
def nightly(
    epis: Epis = None, as_of: dt.date | None = None, force: bool = False, dry_run: bool = False, accept: bool = False
) -> State:
    """Lit les fichiers des espaces, les juge, et publie l'entrepôt."""
    return run_night(Options(tuple(epis or ()), as_of, force, dry_run, accept))
