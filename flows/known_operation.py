"""Whether an operation asked for is one of the published night, said before any work is done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from flows.settings import Settings
from schemas.forms import NO_OPERATION, NO_SUCH_OPERATION, NOTHING_PUBLISHED
from warehouse.publish import NAME


def refusal(settings: Settings, operation_id: str, known: Callable[[Path], list[str]]) -> str | None:
    """Why nothing can be told of the operation, in French; None where it is one of ``known``."""
    path = settings.home / NAME
    if not path.exists():
        return NOTHING_PUBLISHED
    found = known(path)
    if operation_id in found:
        return None
    return NO_SUCH_OPERATION.format(known=", ".join(found)) if found else NO_OPERATION
