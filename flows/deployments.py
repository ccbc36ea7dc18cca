"""What is served: the flows, the schedule of the first, one run of each at a time, and a pause that stays."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any

from prefect import get_client
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.client.schemas.responses import DeploymentResponse
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import ObjectNotFound
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

TIME_ZONE = "Europe/Paris"
_SLUG = "every-night"


def served_deployments(cron: str, paths: Sequence[str]) -> list[RunnerDeployment]:
    """The deployments of these flows, each as `package.module:name`; the first runs at `cron`, Paris time.

    A second run of the first is cancelled while one is under way, one of another waits its turn. What an operator has
    paused, the deployment or its schedule, stays paused: Prefect alone would take it up again at each start.
    """
    first, *others = paths
    return [_deployment(first, cron), *(_deployment(path) for path in others)]


def _deployment(path: str, cron: str = "") -> RunnerDeployment:
    module, _, name = path.partition(":")
    flow: Any = getattr(importlib.import_module(module), name)
    before = _declared(f"{flow.name}/{name}")
    schedules = [Cron(cron, timezone=TIME_ZONE, slug=_SLUG, active=_is_active(before))] if cron else []
    strategy = ConcurrencyLimitStrategy.CANCEL_NEW if cron else ConcurrencyLimitStrategy.ENQUEUE
    deployment: RunnerDeployment = flow.to_deployment(
        name,
        description=flow.description.partition("\n")[0],
        schedules=schedules,
        paused=before is not None and before.paused,
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=strategy),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    return deployment


def _declared(name: str) -> DeploymentResponse | None:
    with get_client(sync_client=True) as client:
        try:
            return client.read_deployment_by_name(name)
        except ObjectNotFound:
            return None


def _is_active(before: DeploymentResponse | None) -> bool:
    """Whether the schedule was not paused."""
    return before is None or all(one.active for one in before.schedules if one.slug == _SLUG)
