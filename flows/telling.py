"""What a night tells people once it is done: its letters, their sending where a mail server is set, and its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flows.board import served_board
from flows.correspondence import write_letters
from flows.judgement import Judgement
from flows.night import Night
from flows.outbox import Outbox
from flows.page import write_page
from flows.pull import Pulled, PullFailure
from flows.report import NightReport
from warehouse.manifest import Manifest
from warehouse.morning import Morning


def tell_night(
    night: Night,
    pulled: Sequence[Pulled | PullFailure],
    judgement: Judgement,
    report: NightReport,
    before: Manifest | None,
    morning: Morning | None,
) -> NightReport:
    """Write the letters, send those that wait, write the page; the report, with what was done.

    ``before`` is the night that was served before this one; ``morning`` what is now published tells.
    """
    if night.options.dry_run:
        return report
    outbox, notes = Outbox(night.settings.home), list(report.notes)
    cells = served_board(night.settings.home)
    if written := write_letters(night, outbox, pulled, judgement, report.outcome, cells):
        notes.append(f"{written} letter{'s' if written > 1 else ''} in {outbox.root}")
    if night.settings.smtp_host:
        from flows.post import send_waiting  # and with it all that speaks to a mail server

        sent, wrong = send_waiting(night.settings, outbox)
        notes += [f"{sent} sent"] if sent else []
        notes += [f"letters wait: {wrong}"] if wrong else []
    told = replace(report, notes=tuple(notes), letters=outbox.of_day(night.paris_date))
    page = write_page(night, told, before, morning, cells) if night.settings.page and morning else None
    return replace(told, page=str(page or ""))
