"""`epi run`: the flow `nightly`, once, with no server but its own."""

from __future__ import annotations

import datetime as dt

from flows.lock import LockHeldError, holder
from flows.prefect_api import prefect_api
from flows.read_configuration import load_configuration
from flows.report import NightReport
from flows.settings import ConfigurationError, read_settings


class RunFailedError(Exception):
    """The night failed by our fault; the text names the kind of error, and says what it says."""


def run_once(
    epis: tuple[str, ...], *, as_of: dt.date | None, force: bool, dry_run: bool, accept: bool = False
) -> NightReport:
    """Run one night in this process.

    Raises ConfigurationError, most often before anything is touched; while another night is under way, LockHeldError;
    RunFailedError where the fault is ours.
    """
    settings = read_settings()
    known = {epi.id for epi in load_configuration(settings).epis}
    if strangers := sorted(set(epis) - known):
        raise ConfigurationError(
            f"{settings.config}: no EPI has the id {strangers[0]!r}; known: {', '.join(sorted(known))}"
        )
    with prefect_api(settings.home):
        from flows.failure import cause, error_of
        from flows.night_flow import LOCK, REPORTS
        from flows.nightly import nightly

        REPORTS.clear()
        state = nightly(
            epis=list(epis) or None, as_of=as_of, force=force, dry_run=dry_run, accept=accept, return_state=True
        )
        if state.is_cancelled():
            raise LockHeldError(settings.home / LOCK, holder(settings.home / LOCK))
        if not REPORTS:
            error = error_of(state)
            raise error if isinstance(error, ConfigurationError) else RunFailedError(cause(state))
        return REPORTS[-1]
