"""The automations: a run gone silent is told as crashed, a night that crashed is told to the engineer.

`python -m flows.automations` declares both, once everything is deployed.
"""

import datetime as dt
from typing import cast

from prefect import get_client
from prefect.automations import Automation
from prefect.client.schemas.objects import StateType
from prefect.events.actions import ChangeFlowRunState, RunDeployment
from prefect.events.schemas.automations import EventTrigger, Posture
from prefect.events.schemas.events import ResourceSpecification

SILENT = "A run that went silent has crashed"
CRASHED = "A night that crashed is told to the engineer"
SILENCE = dt.timedelta(seconds=90)
"""Three heartbeats: see PREFECT_FLOWS_HEARTBEAT_FREQUENCY in `prefect_environment`."""
_HEARTBEAT = "prefect.flow-run.heartbeat"
_ENDS = ("Completed", "Failed", "Cancelled", "Cancelling", "Crashed", "TimedOut")
_RUNS = ResourceSpecification({"prefect.resource.id": ["prefect.flow-run.*"]})
_NIGHTS = ResourceSpecification({"prefect.resource.role": ["flow"], "prefect.resource.name": ["nightly"]})


def declare_silence() -> None:
    """A run whose process died, on whatever machine, is set to Crashed."""
    trigger = EventTrigger(
        after={_HEARTBEAT, "prefect.flow-run.Running"},
        expect={_HEARTBEAT, *(f"prefect.flow-run.{end}" for end in _ENDS)},
        match=_RUNS,
        for_each={"prefect.resource.id"},
        posture=Posture.Proactive,
        threshold=1,
        within=SILENCE,
    )
    action = ChangeFlowRunState(state=StateType.CRASHED, message="Its process went silent.")
    _declare(Automation(name=SILENT, trigger=trigger, actions=[action]))


def declare_alert() -> None:
    """The flow `alert` runs for a night that crashed, however that was found; ObjectNotFound before it is deployed."""
    with get_client(sync_client=True) as client:
        deployment = client.read_deployment_by_name("alert/alert")
    trigger = EventTrigger(
        expect={"prefect.flow-run.Crashed"}, match=_RUNS, match_related=_NIGHTS, posture=Posture.Reactive, threshold=1
    )
    run_id = {"__prefect_kind": "jinja", "template": "{{ flow_run.id }}"}
    action = RunDeployment(deployment_id=deployment.id, parameters={"run_id": run_id})
    _declare(Automation(name=CRASHED, trigger=trigger, actions=[action]))


def _declare(wanted: Automation) -> None:
    """Create the automation, or put it right; called again, nothing changes."""
    try:
        before = cast("Automation", Automation.read(name=wanted.name))  # here it is synchronous; typed as both
    except ValueError:
        wanted.create()
    else:
        wanted.id = before.id
        wanted.update()


if __name__ == "__main__":
    declare_silence()
    declare_alert()
