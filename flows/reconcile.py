"""Prefect runs that a killed process left behind, told as what they are."""

from prefect import get_client
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.states import Crashed

_NIGHTS = FlowFilter(name=FlowFilterName(any_=["nightly"]))
_UNDER_WAY = [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING]


def crash_what_runs(reason: str) -> list[FlowRun]:
    """Set every served run that is said to be under way to Crashed; the nights among them.

    Only when no runner is there: a run left Running keeps its place, and no other night would start.
    """
    under_way = FlowRunFilter(
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=_UNDER_WAY)),
        deployment_id=FlowRunFilterDeploymentId(is_null_=False),
    )
    with get_client(sync_client=True) as client:
        nights = client.read_flow_runs(flow_filter=_NIGHTS, flow_run_filter=under_way)
        while runs := client.read_flow_runs(flow_run_filter=under_way, limit=100):
            for run in runs:
                client.set_flow_run_state(run.id, Crashed(message=reason), force=True)
    return nights
