"""The flow `fse_dry_run`: what the authority would refuse today of an operation."""

from __future__ import annotations

import re

from prefect import flow, get_run_logger
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.form import with_form
from flows.fse import dry_run
from flows.fse_letter import fse_letter
from flows.known_operation import refusal
from flows.settings import read_settings
from schemas.forms import DRY_RUN_TOLD
from warehouse.fse import operations


@flow(name="fse_dry_run", persist_result=False, validate_parameters=True)
@with_form
def fse_dry_run(operation: str) -> State:
    """Dit ce que le service gestionnaire refuserait aujourd'hui de l'opération, et ce qui est dû."""
    get_run_logger().info("operation=%s", operation)
    settings = read_settings()
    if refused := refusal(settings, operation, operations):
        return Failed(message=refused)
    told = dry_run(settings, operation)
    cells, alerts = len(told.state["cells"]), len(told.state["alerts"])
    get_run_logger().info(
        "operation=%s cells=%s alerts=%s above_alarm=%s", operation, cells, alerts, told.is_above_alarm
    )
    create_markdown_artifact(fse_letter(told), key=artifact_key(operation))
    return Completed(message=DRY_RUN_TOLD.format(n_cells=cells, n_alerts=alerts))


def artifact_key(operation: str) -> str:
    """The name under which the history of an operation's runs is kept: Prefect takes small letters, digits, dashes."""
    return "-".join(["fse", *re.findall(r"[a-z0-9]+", operation.lower())])
