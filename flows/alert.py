"""A night that failed, told to the engineer: by webhook and by mail, where they are set."""

from __future__ import annotations

import logging
import smtplib
from email.message import EmailMessage

import requests

from flows.named_secrets import NamedSecrets
from flows.post import send_one
from flows.settings import Settings
from flows.sources.errors import SourceError

_LOG = logging.getLogger(__name__)


def alert(settings: Settings, run: str, sentence: str) -> list[str]:
    """Tell that the run failed; the ways that worked. A way that does not is logged, and stops nothing."""
    told = f"epi: {run}: {sentence}"
    ways = []
    if settings.alert_webhook_secret:
        try:
            url = NamedSecrets(settings.home)(settings.alert_webhook_secret).get_secret_value()
            requests.post(
                url, json={"text": told, "run": run}, timeout=settings.pull_connect_seconds
            ).raise_for_status()
            ways.append("webhook")
        except (requests.RequestException, SourceError) as error:
            _LOG.error("alert=webhook failed=%s", type(error).__name__)
    if settings.alert_mail and settings.smtp_host:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = (
            settings.mail_from,
            settings.alert_mail,
            f"epi: {run} failed",
        )
        message.set_content(told)
        try:
            send_one(settings, message)
            ways.append("mail")
        except (smtplib.SMTPException, OSError, SourceError) as error:
            _LOG.error("alert=mail failed=%s", type(error).__name__)
    return ways


def alert_once(settings: Settings, run_id: str, run: str, sentence: str) -> list[str] | None:
    """Tell it unless this run was told of already: then None. What no way could tell may be told again."""
    folder = settings.home / "prefect" / "told"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    mark = folder / run_id
    try:
        mark.touch(0o600, exist_ok=False)
    except FileExistsError:
        return None
    ways = alert(settings, run, sentence)
    if not ways:
        mark.unlink()
    return ways
