"""What a connector brings back."""

from dataclasses import dataclass

from flows.received import Kept


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
    """A file as its source gave it; `etag` and `last_modified` are what the source calls this version."""

    filename: str
    kept: Kept
    etag: str | None = None
    last_modified: str | None = None
