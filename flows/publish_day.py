"""The flow `publish`: the tables as they were believed on a day, in a file of their own."""

import datetime as dt

from prefect import flow, get_run_logger
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.as_of import publish_day
from flows.form import with_form
from flows.settings import ConfigurationError, read_settings
from schemas.forms import FOUND, NO_SUCH_NIGHT, WRITTEN


@flow(name="publish", persist_result=False, validate_parameters=True)
@with_form
def publish(day: dt.date, dry_run: bool = False) -> State:
    """Écrit les tables telles qu'on les croyait ce jour-là dans un fichier à part ; l'entrepôt publié ne change pas."""
    get_run_logger().info("day=%s dry_run=%s", day, dry_run)
    settings = read_settings()
    out = settings.home / "as_of" / f"warehouse-{day}.duckdb"
    out.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        night = publish_day(settings, day, out, dry_run=dry_run)
    except ConfigurationError:
        return Completed(message=NO_SUCH_NIGHT)
    get_run_logger().info("day=%s night=%s file=%s", day, night, out.name)
    said = FOUND if dry_run else WRITTEN
    return Completed(message=said.format(day=f"{day:%d/%m/%Y}", night=night, file=f"as_of/{out.name}"))
