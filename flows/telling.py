"""What a night tells people once it is done: its letters, their sending where a mail server is set, and its page."""

from __future__ import annotations

from collections.abc import Sequence

from flows.correspondence import write_letters
from flows.night import Judgement, Night
from flows.outbox import Outbox
from flows.page import write_page
from flows.post import send_waiting
from flows.pull import Pulled, PullFailure
from flows.report import NightReport
from warehouse.manifest import Manifest


def tell_night(
    night: Night,
    pulled: Sequence[Pulled | PullFailure],
    judgement: Judgement,
    report: NightReport,
    before: Manifest | None,
) -> tuple[str, ...]:
    """Write the letters, send those that wait, write the page; notes in English on what was done.

    ``before`` is the night that was served before this one.
    """
    if night.options.dry_run:
        return ()
    notes = []
    if written := write_letters(night, pulled, judgement, report.outcome):
        notes.append(f"{written} letter{'s' if written > 1 else ''} in {night.settings.home / 'outbox'}")
    if night.settings.smtp_host:
        sent, wrong = send_waiting(night.settings, Outbox(night.settings.home / "outbox"))
        notes += [f"{sent} sent"] if sent else []
        notes += [f"letters wait: {wrong}"] if wrong else []
    if night.settings.page:
        write_page(night, report, before)
    return tuple(notes)
