"""What a connector is given to work with, and what it brings back."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from flows.received import Kept, Received
from flows.sources.errors import SourceError


@dataclass(frozen=True)
class Limits:
    """How long and how much a connector may take for one file: seconds and bytes."""

    seconds: float = 120
    connect_seconds: float = 10
    read_seconds: float = 30
    attempts: int = 3
    backoff_seconds: float = 0.5
    max_bytes: int = 200_000_000


@dataclass(frozen=True)
class Fetched:
    """A file as its source gave it; `etag` and `last_modified` are what the source calls this version.

    `received_at` (UTC) is when it came, where that was before the night that asked.
    """

    filename: str
    kept: Kept
    etag: str | None = None
    last_modified: str | None = None
    received_at: dt.datetime | None = None


@dataclass(frozen=True)
class Ground:
    """Where files are brought to and under which limits; `base` is what paths are relative to.

    `secret` gives the secret of a name, read anew at each call, or raises SourceError.
    """

    base: Path
    home: Path
    received: Received
    limits: Limits
    secret: Callable[[str], SecretStr]


@dataclass(frozen=True)
class Brought:
    """One file of a source, or why it did not come; `part` is its name where several stand, else empty."""

    part: str
    outcome: Fetched | SourceError
