"""A night that an error ended: one French sentence for the state of its run, the error itself for the engineer."""

from __future__ import annotations

import errno

from prefect.client.schemas.objects import State
from prefect.states import Failed

from flows.settings import ConfigurationError
from schemas.forms import DISK_FULL, OUR_FAULT, OUT_OF_MEMORY, WRONG_SETTINGS


def failed(error: Exception) -> State:
    """The state of the run that this error ended."""
    return Failed(message=_sentence(error), data=error)


def error_of(state: State) -> Exception | None:
    """The error that ended a run, where its state holds it."""
    data = getattr(state.data, "result", state.data)
    return data if isinstance(data, Exception) else None


def cause(state: State) -> str:
    """What ended a run, for the engineer: the kind of the error and its text, else the message of the state."""
    error = error_of(state)
    return f"{type(error).__name__}: {error}" if error else state.message or state.name or "failed"


def _sentence(error: Exception) -> str:
    match error:
        case MemoryError():
            return OUT_OF_MEMORY
        case OSError() if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return DISK_FULL
        case ConfigurationError():
            return WRONG_SETTINGS
    return OUR_FAULT
