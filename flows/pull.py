"""From the sources that `epis.toml` declares to received files."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from flows.configuration import Epi, Source
from flows.last_pulls import LastPull, read_last_pulls, write_last_pulls
from flows.received import Received
from flows.settings import Settings
from flows.sources import folder
from flows.sources.errors import SourceError
from flows.sources.fetched import Fetched, Limits


@dataclass(frozen=True)
class Pulled:
    """A received file. `received_at` (UTC) is when this source first gave it; `origin` is safe to show.

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


def pull_all(
    epis: Iterable[Epi], base: Path, home: Path, limits: Limits, at_once: int = 8
) -> list[Pulled | PullFailure]:
    """Pull every source of `epis` into `home`, `at_once` at a time; results in the order of `epis`.

    `base` is what paths are relative to. Under the night's lock: clears what a killed run left half received.
    """
    received = Received(home / "received")
    received.clear_incoming()
    path = home / "last_pulls.json"
    last = read_last_pulls(path)
    started = dt.datetime.now(dt.UTC)

    def pull_one(pair: tuple[Epi, Source]) -> Pulled | PullFailure:
        epi, source = pair
        return pull(epi.id, source, base, received, limits, last.get(f"{epi.id}/{source.name}"))

    with ThreadPoolExecutor(at_once, thread_name_prefix="pull") as threads:
        pulls = list(threads.map(pull_one, [(epi, source) for epi in epis for source in epi.sources]))
    received.sync()
    results = [_at(one, started) for one in pulls]
    pulled = [result for result in results if isinstance(result, Pulled)]
    now = {f"{one.epi_id}/{one.source}": _remembered(one) for one in pulled}
    if now != {key: last.get(key) for key in now}:
        write_last_pulls(path, last | now)
    return results


def pull(
    epi_id: str, source: Source, base: Path, received: Received, limits: Limits, last: LastPull | None = None
) -> Pulled | PullFailure:
    """Pull one source; `last` is what it gave before. A fault of the source is returned, never raised."""
    known = _known(last, source, received)
    try:
        fetched = _fetch(source, base, received, limits, known)
    except SourceError as error:
        return PullFailure(
            epi_id=epi_id,
            source=source.name,
            tables=source.tables,
            code=error.code,
            params=error.params,
            detail=error.detail,
            origin=_origin(source),
            is_transport=error.is_transport,
        )
    return _pulled(epi_id, source, fetched, last if known else None)


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
    return one if isinstance(one, PullFailure) or one.is_unchanged else replace(one, received_at=night)


def _known(last: LastPull | None, source: Source, received: Received) -> Fetched | None:
    """What this source gave last, when the configuration still points there and the file is still kept."""
    if last is None or last.place != _place(source):
        return None
    kept = received.find(last.sha256)
    return Fetched(last.filename, kept, last.etag, last.last_modified) if kept else None


def _fetch(source: Source, base: Path, received: Received, limits: Limits, known: Fetched | None) -> Fetched:
    if source.url is None:
        return folder.fetch(base / (source.path or ""), received, limits)
    from flows.sources import http  # a night of folders alone need not load requests

    return http.fetch(source.url, received, limits, allow_private=source.allow_private, known=known)


def _pulled(epi_id: str, source: Source, fetched: Fetched, last: LastPull | None) -> Pulled:
    kept = fetched.kept
    unchanged = last if last and last.sha256 == kept.sha256 else None
    return Pulled(
        epi_id=epi_id,
        source=source.name,
        tables=source.tables,
        filename=fetched.filename,
        sha256=kept.sha256,
        size=kept.size,
        path=kept.path,
        received_at=unchanged.received_at if unchanged else dt.datetime.now(dt.UTC),
        origin=_origin(source),
        is_unchanged=unchanged is not None,
        place=_place(source),
        etag=fetched.etag,
        last_modified=fetched.last_modified,
    )


def _remembered(pulled: Pulled) -> LastPull:
    return LastPull(
        place=pulled.place,
        filename=pulled.filename,
        sha256=pulled.sha256,
        received_at=pulled.received_at,
        etag=pulled.etag,
        last_modified=pulled.last_modified,
    )


def _origin(source: Source) -> str:
    """Where the file comes from, without what an address may hold of secrets."""
    if source.url is None:
        return source.path or ""
    parts = urlsplit(source.url)
    return f"{parts.scheme}://{parts.netloc}{parts.path}"


def _place(source: Source) -> str:
    """A mark of the whole address, query included, that does not tell it."""
    return hashlib.sha256((source.url or source.path or "").encode()).hexdigest()
