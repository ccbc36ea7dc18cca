"""From the sources that `epis.toml` declares to received files."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from flows.configuration import Epi
from flows.last_pulls import LastPull, read_last_pulls, write_last_pulls
from flows.named_secrets import NamedSecrets
from flows.received import Received
from flows.settings import Settings
from flows.sources.bring import bring
from flows.sources.declared import Source
from flows.sources.errors import CODES, SourceError
from flows.sources.fetched import Fetched, Ground, Limits

_NOW = dt.datetime.max.replace(tzinfo=dt.UTC)


@dataclass(frozen=True)
class Pulled:
    """A received file. `received_at` (UTC) is when this source first gave it; `origin` is safe to show.

    `source` is the name of the source, followed by `/` and the file's where each of its files stands.
    `is_unchanged` says that the source gave the same file last time, not that it was judged since.
    """

    epi_id: str
    source: str
    tables: tuple[str, ...] | None
    filename: str
    sha256: str
    size: int
    path: Path
    received_at: dt.datetime
    origin: str
    is_unchanged: bool
    place: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True)
class PullFailure:
    """A file that could not be pulled: the code of its finding, and the parameters of its sentence.

    `detail` is English, for logs. `is_transport` says that the source could not be reached (exit code 3).
    """

    epi_id: str
    source: str
    tables: tuple[str, ...] | None
    code: str
    params: Mapping[str, str]
    detail: str
    origin: str
    is_transport: bool

    @property
    def state(self) -> str:
        """What the report says of it: left, unreachable or refused."""
        if self.code == CODES["left"]:
            return "left"
        return "unreachable" if self.is_transport else "refused"


@dataclass(frozen=True)
class Memory:
    """What a source gave before, and which of its files the night before told of, by the file's name in the source."""

    last: dict[str, LastPull] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)


def pull_all(
    epis: Iterable[Epi],
    base: Path,
    home: Path,
    limits: Limits,
    at_once: int = 8,
    before: Collection[tuple[str, str]] = (),
    started: dt.datetime | None = None,
) -> list[Pulled | PullFailure]:
    """Pull every source of `epis` into `home`, `at_once` at a time; results in the order of `epis`.

    `base` is what paths are relative to; `before` holds the EPI and source of all that the night before told of;
    `started` (UTC) is when what is new is received, now when left out.
    Under the night's lock: clears what a killed run left half received.
    """
    received = Received(home / "received")
    received.clear_incoming()
    path = home / "last_pulls.json"
    last = read_last_pulls(path)
    started = started or dt.datetime.now(dt.UTC)
    ground = Ground(base, home, received, limits, NamedSecrets(home))
    memories = _memories(last, before)

    def pull_one(pair: tuple[Epi, Source]) -> list[Pulled | PullFailure]:
        epi, source = pair
        return pull(epi.id, source, ground, memories.get((epi.id, source.name), Memory()))

    with ThreadPoolExecutor(at_once, thread_name_prefix="pull") as threads:
        pulls = list(threads.map(pull_one, [(epi, source) for epi in epis for source in epi.sources]))
    received.sync()
    results = [_at(one, started) for some in pulls for one in some]
    now = {f"{one.epi_id}/{one.source}": _remembered(one) for one in results if isinstance(one, Pulled)}
    if now != {key: last.get(key) for key in now}:
        write_last_pulls(path, last | now)
    return results


def pull(epi_id: str, source: Source, ground: Ground, memory: Memory) -> list[Pulled | PullFailure]:
    """Pull one source; `memory` is of what it gave before. A fault of the source is returned, never raised.

    A source that fails as a whole fails for each of its files told of before, so that each goes on standing.
    """
    last = memory.last
    known = {part: fetched for part, one in last.items() if (fetched := _known(one, source, ground.received))}
    try:
        brought = bring(epi_id, source, ground, known)
    except SourceError as error:
        return [_failure(epi_id, source, part, error) for part in sorted(memory.told - {""}) or [""]]
    results: list[Pulled | PullFailure] = []
    for one in brought:
        if isinstance(one.outcome, SourceError):
            results.append(_failure(epi_id, source, one.part, one.outcome))
        else:
            before = last[one.part] if one.part in known else None
            results.append(_pulled(epi_id, source, one.part, one.outcome, before))
    gone = memory.told - {"", *(one.part for one in brought)} if source.gives_many else set[str]()
    return [*results, *(_left(epi_id, source, part) for part in sorted(gone))]


def declared_name(source: str) -> str:
    """The name in the configuration of a source as the store names it."""
    return source.partition("/")[0]


def _memories(last: Mapping[str, LastPull], before: Collection[tuple[str, str]]) -> dict[tuple[str, str], Memory]:
    """What is remembered of each source, by EPI and name in the configuration."""
    memories: defaultdict[tuple[str, str], Memory] = defaultdict(Memory)
    for key, one in last.items():
        epi_id, name, part = _split(key)
        memories[epi_id, name].last[part] = one
    for epi_id, stored in before:
        _, name, part = _split(f"{epi_id}/{stored}")
        memories[epi_id, name].told.add(part)
    return memories


def _split(key: str) -> tuple[str, str, str]:
    """`epi/source/file` in its three parts; the last is empty for a source of one file."""
    epi_id, _, stored = key.partition("/")
    name, _, part = stored.partition("/")
    return epi_id, name, part


def pull_limits(settings: Settings) -> Limits:
    """The limits that the settings set for one file."""
    return Limits(
        seconds=settings.pull_seconds,
        connect_seconds=settings.pull_connect_seconds,
        read_seconds=settings.pull_read_seconds,
        attempts=settings.pull_attempts,
        backoff_seconds=settings.pull_backoff_seconds,
        max_bytes=settings.pull_max_mb * 1_000_000,
    )


def _at(one: Pulled | PullFailure, night: dt.datetime) -> Pulled | PullFailure:
    """What is new of one night is received at one time, so that no order depends on which thread was faster."""
    return replace(one, received_at=night) if isinstance(one, Pulled) and one.received_at == _NOW else one


def _known(last: LastPull, source: Source, received: Received) -> Fetched | None:
    """What this source gave last, when the configuration still points there and the file is still kept."""
    if last.place != source.place:
        return None
    kept = received.known(last.sha256)
    return Fetched(last.filename, kept, last.etag, last.last_modified) if kept else None


def _pulled(epi_id: str, source: Source, part: str, fetched: Fetched, last: LastPull | None) -> Pulled:
    kept = fetched.kept
    unchanged = last if last and last.sha256 == kept.sha256 else None
    return Pulled(
        epi_id=epi_id,
        source=_stored_name(source, part),
        tables=source.tables,
        filename=fetched.filename,
        sha256=kept.sha256,
        size=kept.size,
        path=kept.path,
        received_at=unchanged.received_at if unchanged else fetched.received_at or _NOW,
        origin=source.origin,
        is_unchanged=unchanged is not None,
        place=source.place,
        etag=fetched.etag,
        last_modified=fetched.last_modified,
    )


def _failure(epi_id: str, source: Source, part: str, error: SourceError) -> PullFailure:
    return PullFailure(
        epi_id=epi_id,
        source=_stored_name(source, part),
        tables=source.tables,
        code=error.code,
        params=error.params,
        detail=error.detail,
        origin=f"{source.origin}/{part}" if part else source.origin,
        is_transport=error.is_transport,
    )


def _left(epi_id: str, source: Source, part: str) -> PullFailure:
    """What is told of a file that left, under the name of its source, so that the file stands no more."""
    failure = _failure(epi_id, source, part, SourceError("left", f"{part} is no longer there"))
    return replace(failure, source=source.name)


def _stored_name(source: Source, part: str) -> str:
    return f"{source.name}/{part}" if part else source.name


def _remembered(pulled: Pulled) -> LastPull:
    return LastPull(
        place=pulled.place,
        filename=pulled.filename,
        sha256=pulled.sha256,
        received_at=pulled.received_at,
        etag=pulled.etag,
        last_modified=pulled.last_modified,
    )
