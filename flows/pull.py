"""From the sources that `epis.toml` declares to received files."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from flows.configuration import Epi
from flows.last_pulls import LastPull, move_last_pulls, read_last_pulls, write_last_pulls
from flows.named_secrets import NamedSecrets
from flows.pull_memory import Memory, memories_of, stored_name
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

    `source` is the name of the source, followed by `/` and the file's where each of its files stands, as it is told;
    `part` is the name of the file in the source then.
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
    part: str = ""


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
    part: str = ""

    @property
    def state(self) -> str:
        """What the report says of it: left, unreachable or refused."""
        if self.code == CODES["left"]:
            return "left"
        return "unreachable" if self.is_transport else "refused"


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
    move_last_pulls(home)
    last = read_last_pulls(home)
    started = started or dt.datetime.now(dt.UTC)
    ground = Ground(base, home, received, limits, NamedSecrets(home))
    memories = memories_of(last, before)

    def pull_one(pair: tuple[Epi, Source]) -> list[Pulled | PullFailure]:
        epi, source = pair
        return pull(epi.id, source, ground, memories.get((epi.id, source.name), Memory()))

    with ThreadPoolExecutor(at_once, thread_name_prefix="pull") as threads:
        pulls = list(threads.map(pull_one, [(epi, source) for epi in epis for source in epi.sources]))
    received.sync()
    results = [_at(one, started) for some in pulls for one in some]
    remember(home, results)
    return results


def remember(home: Path, pulled: Iterable[Pulled | PullFailure]) -> None:
    """Keep in memory what was pulled, and what each file is told as."""
    last = read_last_pulls(home)
    now = {memory_key(one): _remembered(one) for one in pulled if isinstance(one, Pulled)}
    if now != {key: last.get(key) for key in now}:
        write_last_pulls(home, last | now)


def memory_key(one: Pulled | PullFailure) -> str:
    """Under which a file is remembered: EPI, source, and its name in the source."""
    return f"{one.epi_id}/{stored_name(declared_name(one.source), one.part)}"


def pull(epi_id: str, source: Source, ground: Ground, memory: Memory) -> list[Pulled | PullFailure]:
    """Pull one source; `memory` is of what it gave before. A fault of the source is returned, never raised.

    A source that fails as a whole fails for each of its files told of before, so that each goes on standing.
    """
    last = memory.last
    known = {part: fetched for part, one in last.items() if (fetched := _known(one, source, ground.received))}
    try:
        brought = bring(epi_id, source, ground, known)
    except SourceError as error:
        return [_failure(epi_id, source, part, error, last.get(part)) for part in sorted(memory.told - {""}) or [""]]
    results: list[Pulled | PullFailure] = []
    for one in brought:
        if isinstance(one.outcome, SourceError):
            results.append(_failure(epi_id, source, one.part, one.outcome, last.get(one.part)))
        else:
            results.append(
                _pulled(epi_id, source, one.part, one.outcome, last.get(one.part), is_known=one.part in known)
            )
    gone = memory.told - {"", *(one.part for one in brought)} if source.gives_many else set[str]()
    return [*results, *(_left(epi_id, source, part) for part in sorted(gone))]


def declared_name(source: str) -> str:
    """The name in the configuration of a source as the store names it."""
    return source.partition("/")[0]


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


def _pulled(
    epi_id: str, source: Source, part: str, fetched: Fetched, last: LastPull | None, *, is_known: bool
) -> Pulled:
    kept = fetched.kept
    unchanged = last if last and is_known and last.sha256 == kept.sha256 else None
    return Pulled(
        epi_id=epi_id,
        source=_told_name(source, part, last),
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
        part=part,
    )


def _failure(epi_id: str, source: Source, part: str, error: SourceError, last: LastPull | None = None) -> PullFailure:
    return PullFailure(
        epi_id=epi_id,
        source=_told_name(source, part, last),
        tables=source.tables,
        code=error.code,
        params=error.params,
        detail=error.detail,
        origin=f"{source.origin}/{part}" if part else source.origin,
        is_transport=error.is_transport,
        part=part,
    )


def _left(epi_id: str, source: Source, part: str) -> PullFailure:
    """What is told of a file that left, under the name of its source, so that the file stands no more."""
    failure = _failure(epi_id, source, part, SourceError("left", f"{part} is no longer there"))
    return replace(failure, source=source.name)


def _told_name(source: Source, part: str, last: LastPull | None) -> str:
    return stored_name(source.name, (last and last.told_as) or part)


def _remembered(pulled: Pulled) -> LastPull:
    told_as = pulled.source.partition("/")[2]
    return LastPull(
        told_as=told_as if told_as != pulled.part else None,
        place=pulled.place,
        filename=pulled.filename,
        sha256=pulled.sha256,
        received_at=pulled.received_at,
        etag=pulled.etag,
        last_modified=pulled.last_modified,
    )
