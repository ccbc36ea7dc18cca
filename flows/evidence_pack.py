"""The flow `evidence`: the sealed pack of an operation, from the published night."""

from __future__ import annotations

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.evidence import Evidence, make_evidence
from flows.form import with_form
from flows.known_operation import refusal
from flows.settings import read_settings
from schemas.forms import EVIDENCE_SEALED
from warehouse.fse import operations_named


@task(name="seal", cache_policy=NO_CACHE, persist_result=False)
def seal(operation_id: str) -> Evidence:
    """Write the pack below `evidence/` of the data directory."""
    settings = read_settings()
    folder = settings.home / "evidence"
    folder.mkdir(mode=0o700, exist_ok=True)
    name = "".join(c if c.isalnum() else "_" for c in operation_id)
    made = make_evidence(settings, operation_id, folder / f"{name}.zip")
    get_run_logger().info("operation=%s rows=%s files=%s seal=%s", operation_id, made.n_rows, made.n_files, made.seal)
    return made


@flow(name="evidence", persist_result=False, validate_parameters=True)
@with_form
def evidence(operation_id: str) -> State:
    """Rassemble et scelle les preuves d'une opération : montants, lignes, cellules, fichiers reçus et règles."""
    get_run_logger().info("operation_id=%s", operation_id)
    if refused := refusal(read_settings(), operation_id, operations_named):
        return Failed(message=refused)
    made = seal(operation_id)
    return Completed(message=EVIDENCE_SEALED.format(n_rows=made.n_rows, n_files=made.n_files))
