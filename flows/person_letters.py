"""The letters of past nights that tell of a person: what was written in them leaves, that they were written stays."""

from __future__ import annotations

import datetime as dt
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

from flows.mail_policy import MAIL
from flows.outbox import Outbox
from flows.redact_apart import redact_apart
from flows.redacted_copy import Job
from flows.settings import Settings
from schemas.wording import LETTER_EMPTIED
from transforms.redact import Identity, Naming, Stays
from warehouse.durable import sync


def letters_naming(settings: Settings, people: tuple[Identity, ...], naming: Naming) -> list[Path]:
    """The letters of the outbox whose text tells of the person, or whose attached workbook holds, or may hold, it."""
    letters = {path: _read(path) for path in sorted((settings.home / "outbox").glob("*/*.eml"))}
    attached = {
        f"{number}/{at}": (path, part.get_payload(decode=True))
        for number, (path, letter) in enumerate(letters.items())
        for at, part in enumerate(letter.iter_attachments())
    }
    jobs = (Job(name, bytes(content), Stays({}, {}), people, {}) for name, (_, content) in attached.items())
    copied, unreadable = redact_apart(jobs, settings) if attached else ({}, [])
    found = {attached[name][0] for name, one in copied.items() if one.cells or one.doubtful}
    found |= {attached[name][0] for name in unreadable}
    return sorted(found | {path for path, letter in letters.items() if naming.either(_text(letter))})


def empty_letter(settings: Settings, path: Path, day: dt.date) -> None:
    """Leave of a letter who wrote to whom and when; one that waits is not sent any more."""
    letter = _read(path)
    letter.clear_content()
    letter.set_content(LETTER_EMPTIED.format(day=f"{day:%d/%m/%Y}"))
    aside = path.with_name(f".{path.name}.part")
    aside.touch(mode=0o600)
    aside.write_bytes(letter.as_bytes())
    sync(aside)
    aside.replace(path)
    sync(path.parent)
    if path.parent.name == "waiting":
        Outbox(settings.home).move(path, "refused")


def _read(path: Path) -> EmailMessage:
    return message_from_bytes(path.read_bytes(), EmailMessage, policy=MAIL)


def _text(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    return f"{letter['Subject']} {body.get_content() if body else ''}"
