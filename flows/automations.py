"""A run whose process died, on whatever machine, is told as crashed: `python -m flows.automations`."""

import datetime as dt
from typing import cast

from prefect.automations import Automation
from prefect.client.schemas.objects import StateType
from prefect.events.actions import ChangeFlowRunState
from prefect.events.schemas.automations import EventTrigger, Posture
from prefect.events.schemas.events import ResourceSpecification

NAME = "A run that went silent has crashed"
SILENCE = dt.timedelta(seconds=90)
"""Three heartbeats: see PREFECT_FLOWS_HEARTBEAT_FREQUENCY in `prefect_environment`."""
_HEARTBEAT = "prefect.flow-run.heartbeat"
_ENDS = ("Completed", "Failed", "Cancelled", "Cancelling", "Crashed", "TimedOut")


def declare_automations() -> None:
    """Create the automation, or put it right; called again, nothing changes."""
    wanted = Automation(
        name=NAME,
        trigger=EventTrigger(
            after={_HEARTBEAT, "prefect.flow-run.Running"},
            expect={_HEARTBEAT, *(f"prefect.flow-run.{end}" for end in _ENDS)},
            match=ResourceSpecification({"prefect.resource.id": ["prefect.flow-run.*"]}),
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            threshold=1,
            within=SILENCE,
        ),
        actions=[ChangeFlowRunState(state=StateType.CRASHED, message="Its process went silent.")],
    )
    try:
        before = cast("Automation", Automation.read(name=NAME))  # here it is synchronous; Prefect types it as both
    except ValueError:
        wanted.create()
    else:
        wanted.id = before.id
        wanted.update()


if __name__ == "__main__":
    declare_automations()
