"""The flow `ingest`: one EPI or several, now; the others stand as they are."""

import datetime as dt

from prefect import flow
from prefect.client.schemas.objects import State

from flows.form import with_form
from flows.night import Options
from flows.night_flow import run_night
from flows.parameters import SomeEpis


@flow(name="ingest", persist_result=False, validate_parameters=True)
@with_form
def ingest(epis: SomeEpis, as_of: dt.date | None = None, force: bool = False, dry_run: bool = False) -> State:
    """Lit maintenant les fichiers des espaces choisis, les juge, et publie l'entrepôt."""
    return run_night(Options(tuple(epis), as_of, force, dry_run))
