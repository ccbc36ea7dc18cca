"""Variables of the environment named as settings are, that nothing reads: mostly a slip of the keyboard."""

import difflib
import os
import re

from flows.named_secrets import PREFIX
from flows.secret import VARIABLE
from flows.settings import ConfigurationError, Settings, read_settings


def unread_variables() -> list[str]:
    """One sentence for each variable `EPI_…` that is no setting and no named secret: its name, never its value."""
    settings = {f"EPI_{name}".upper() for name in Settings.model_fields}
    named = sorted(name for name in os.environ if name.upper().startswith("EPI_") and name != VARIABLE)
    secrets = [name for name in named if name.startswith(PREFIX)]
    strangers = [name for name in named if name.upper() not in settings and name not in secrets]
    return [
        *(f"{name} is set, and is no setting{_suggestion(name, {VARIABLE, *settings})}" for name in strangers),
        *(f"{name} is set, and epis.toml names no such secret" for name in _unnamed(secrets)),
    ]


def _unnamed(secrets: list[str]) -> list[str]:
    """Those that neither the settings nor the text of `epis.toml` name; none where these cannot be read."""
    try:
        settings = read_settings()
        text = settings.config.read_text(encoding="utf-8") if secrets else ""
    except (ConfigurationError, OSError, ValueError):
        return []
    named = {settings.smtp_password_secret, settings.alert_webhook_secret, *re.findall(r"""["'](\w+)["']""", text)}
    return [name for name in secrets if name.removeprefix(PREFIX) not in named]


def _suggestion(name: str, known: set[str]) -> str:
    near = difflib.get_close_matches(name.upper(), sorted(known), n=1, cutoff=0.7)
    return f"; did you mean {near[0]}?" if near else ""
