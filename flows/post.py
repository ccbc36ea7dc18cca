"""The letters that wait, given to a mail server, where one is set; never the same one twice."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage

from flows.mail_policy import MAIL
from flows.named_secrets import NamedSecrets
from flows.outbox import Outbox
from flows.settings import Settings
from flows.sources.errors import SourceError

_PRIVATE = ("X-EPI-Told",)


def send_waiting(settings: Settings, outbox: Outbox) -> tuple[int, str]:
    """Send what waits: how many letters left, and in English what went wrong, if anything did.

    A letter refused for good goes to `refused/`; where the server cannot be reached, all wait for the next night.
    """
    letters, sent = outbox.waiting() if settings.smtp_host else [], 0
    if not letters:
        return 0, ""
    try:
        with _server(settings) as server:
            for letter in letters:
                message = message_from_bytes(letter.read_bytes(), EmailMessage, policy=MAIL)
                for name in _PRIVATE:
                    del message[name]
                taken = outbox.move(letter, "sending")
                try:
                    server.send_message(message)
                except smtplib.SMTPResponseException as error:
                    outbox.move(taken, "refused" if error.smtp_code >= 500 else "waiting")
                except smtplib.SMTPRecipientsRefused as error:
                    codes = [code for code, _ in error.recipients.values()]
                    outbox.move(taken, "refused" if min(codes) >= 500 else "waiting")
                else:
                    outbox.move(taken, "sent")
                    sent += 1
    except SourceError as error:
        return sent, str(error.detail)
    except (smtplib.SMTPException, OSError) as error:
        return sent, f"mail server {settings.smtp_host}: {type(error).__name__}"
    return sent, ""


def send_one(settings: Settings, message: EmailMessage) -> None:
    """Send one message now; raises SourceError, SMTPException or OSError."""
    with _server(settings) as server:
        server.send_message(message)


@contextmanager
def _server(settings: Settings) -> Iterator[smtplib.SMTP]:
    host, port, seconds = settings.smtp_host, settings.smtp_port, settings.pull_connect_seconds
    context = ssl.create_default_context()
    server = (
        smtplib.SMTP_SSL(host, port, timeout=seconds, context=context)
        if settings.smtp_security == "tls"
        else smtplib.SMTP(host, port, timeout=seconds)
    )
    with server:
        if settings.smtp_security == "starttls":
            server.starttls(context=context)
        if settings.smtp_password_secret:
            password = NamedSecrets(settings.home)(settings.smtp_password_secret).get_secret_value()
            server.login(settings.smtp_username, password)
        yield server
