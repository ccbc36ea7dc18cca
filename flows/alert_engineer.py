"""The flow `alert`: tells the engineer of a night that crashed; an automation runs it, for the night itself cannot."""

from uuid import UUID

from prefect import flow, get_client, get_run_logger
from prefect.client.schemas.objects import State
from prefect.exceptions import ObjectNotFound
from prefect.states import Completed, Failed

from flows.alert import alert_once
from flows.form import with_form
from flows.settings import read_settings
from schemas.forms import ALERTED, ALREADY_TOLD, NO_SUCH_RUN, NOBODY_TO_TELL, NOBODY_TOLD


@flow(name="alert", persist_result=False, validate_parameters=True)
@with_form
def alert(run_id: UUID) -> State:
    """Prévient qu'un passage a échoué ou s'est interrompu, par les moyens réglés ; une seule fois par passage."""
    get_run_logger().info("run_id=%s", run_id)
    settings = read_settings()
    with get_client(sync_client=True) as client:
        try:
            run = client.read_flow_run(run_id)
        except ObjectNotFound:
            return Failed(message=NO_SUCH_RUN)
    state = run.state
    ways = alert_once(settings, str(run_id), str(run.name), (state and (state.message or state.name)) or "failed")
    get_run_logger().info("run_id=%s told_by=%s", run_id, "before" if ways is None else ",".join(ways) or "nothing")
    if ways:
        return Completed(message=ALERTED.format(ways=", ".join(ways)))
    if ways is None:
        return Completed(message=ALREADY_TOLD)
    has_way = settings.alert_webhook_secret or (settings.alert_mail and settings.smtp_host)
    return Failed(message=NOBODY_TOLD) if has_way else Completed(message=NOBODY_TO_TELL)
