"""The letters of a night: at most one an EPI, of what is new or due, and one to the coordinator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from email.message import EmailMessage
from email.utils import format_datetime

from flows.configuration import Epi
from flows.judgement import Judgement
from flows.letters import mail_text
from flows.mail_policy import MAIL
from flows.news import News, news_of
from flows.night import Night
from flows.outbox import Outbox, Told
from flows.pull import Pulled, PullFailure
from flows.reminders import Reminder, lateness, reminders
from flows.workbooks.annotated import Annotated
from flows.workbooks.apart import annotate_all_apart
from schemas.letters import LATE, OTHER_FILE, OTHER_FILES, TO_HAND_IN
from schemas.wording import counted
from warehouse.board import Cell
from warehouse.publish import NAME


def write_letters(
    night: Night, outbox: Outbox, pulled: Sequence[Pulled | PullFailure], judgement: Judgement, outcome: str,
    cells: Sequence[Cell],
) -> int:  # fmt: skip
    """Put the letters of the night into the outbox; how many. None of a dry run, nor of a day that was asked for.

    ``cells`` are those of the board published; where the night was held back, nothing is told of them.
    """
    if outcome == "dry_run" or night.options.as_of:
        return 0
    told = outbox.told()
    path = night.settings.home / NAME
    cells = [] if outcome == "held_back" else cells
    asked = {one.epi_id for one in pulled}
    epis = [epi for epi in night.configuration.epis if epi.contact and epi.id in asked]
    of_epi: dict[str, list[Cell]] = {}
    for cell in cells:
        of_epi.setdefault(cell.epi_id, []).append(cell)
    news = news_of(night, epis, pulled, judgement, told, path if outcome != "held_back" else None)
    tasks = [one.task for some in news.values() for one in some if one.task]
    annotated = dict(zip(map(id, tasks), annotate_all_apart(tasks, night.settings), strict=True))
    written = 0
    for epi in epis:
        due = reminders(of_epi.get(epi.id, ()), night.as_of_date, told.steps)
        if news[epi.id] or due:
            joined = [one for some in news[epi.id] if some.task and (one := annotated[id(some.task)])]
            written += _write(night, outbox, epi, news[epi.id], due, joined)
    written += _write_coordinator(night, outbox, cells, told)
    if written:
        outbox.remember()
    return written


def _write(
    night: Night, outbox: Outbox, epi: Epi, news: Sequence[News], due: Sequence[Reminder], joined: Sequence[Annotated]
) -> bool:
    subject = _subject(news) if news else TO_HAND_IN.format(due=due[0].sentence)
    # A workbook that had to be rewritten in another format is not what its source expects under that name.
    as_it_was = all(one.task.filename.lower().endswith((".xlsx", ".xlsm")) for one in news if one.task)
    text = mail_text("letter.txt.j2", epi=epi, news=news, due=due, joined=joined, as_it_was=as_it_was)
    message = _message(night, str(epi.contact), f"{epi.name} – {subject}", text, epi.id)
    for one in joined:
        message.add_attachment(one.content, maintype="application", subtype="octet-stream", filename=one.filename)
    tells = Told({f"{epi.id}/{one.source}": one.mark for one in news}, {one.key: one.step for one in due})
    return outbox.put(_name(night, epi.id), message, tells)


def _subject(news: Sequence[News]) -> str:
    """That of the file that asks for most, and how many files the letter tells of beside it."""
    most, n_more = max(news, key=lambda one: one.asks), len(news) - 1
    return most.subject + ((OTHER_FILES if n_more > 1 else OTHER_FILE).format(n=n_more) if n_more else "")


def _write_coordinator(night: Night, outbox: Outbox, cells: Iterable[Cell], told: Told) -> bool:
    coordinator = night.configuration.network.coordinator
    late = lateness(cells, night.as_of_date, told.coordinator)
    if not coordinator or not late:
        return False
    by_epi: dict[str, list[Reminder]] = {}
    for one in late:
        by_epi.setdefault(one.cell.epi_name, []).append(one)
    text = mail_text("coordinator.txt.j2", by_epi=by_epi)
    message = _message(night, coordinator, counted(len(by_epi), LATE), text, "coordinateur")
    return outbox.put(_name(night, "_coordinateur"), message, Told(coordinator={one.key: one.step for one in late}))


def _message(night: Night, to: str, subject: str, text: str, reader: str) -> EmailMessage:
    message, sender = EmailMessage(MAIL), night.settings.mail_from
    headers: Mapping[str, str] = {
        "From": sender, "To": to, "Subject": " ".join(subject.split())[:200], "Date": format_datetime(night.started_at),
        "Message-ID": f"<{night.run_id}.{reader}@{sender.partition('@')[2]}>", "Auto-Submitted": "auto-generated",
    }  # fmt: skip
    for name, value in headers.items():
        message[name] = value
    message.set_content(text)
    return message


def _name(night: Night, reader: str) -> str:
    return f"{night.paris_date:%Y-%m-%d}-{reader}.eml"
