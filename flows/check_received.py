"""The flow `check`: the verdict on one received file, dry; nothing is kept or published."""

from prefect import flow, get_run_logger
from prefect.artifacts import create_table_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.check import check_file
from flows.findings_tables import findings_tables
from flows.form import with_form
from flows.parameters import DeliveryId, Espace
from flows.received import Received
from flows.settings import Settings, read_settings
from flows.told import decision
from schemas.forms import NO_SUCH_FILE, REDACTED_FILE, SEVERAL_FILES


@flow(name="check", persist_result=False, validate_parameters=True)
@with_form
def check(delivery_id: DeliveryId, epi: Espace | None = None) -> State:
    """Juge à blanc un fichier déjà reçu : rien n'est gardé ni publié."""
    get_run_logger().info("delivery_id=%s epi=%s", delivery_id, epi)
    settings = read_settings()
    found = _kept(settings, delivery_id)
    if len(found) != 1:
        return Completed(message=SEVERAL_FILES.format(n=len(found)) if found else NO_SUCH_FILE)
    kept = Received(settings.home / "received").find(found[0])
    if kept is None:
        return Completed(message=REDACTED_FILE)
    checked = check_file(kept.path, epi, settings)
    (table,) = findings_tables(checked.verdict.findings)[0].values() or ([],)
    said = decision(checked.verdict.files.row(0, named=True))
    create_table_artifact(table, key="check", description=said)
    get_run_logger().info("delivery_id=%s findings=%s", found[0][:12], checked.verdict.findings.height)
    return Completed(message=said)


def _kept(settings: Settings, beginning: str) -> list[str]:
    """The files of which the SHA-256 begins so, as received or redacted."""
    folder = settings.home / "received" / beginning[:2]
    return sorted({path.stem for path in folder.glob(f"{beginning}*")})
