"""Files and answers from a web server, over HTTP and HTTPS."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import requests

from flows.received import Received
from flows.sources.call import Call
from flows.sources.errors import SourceError
from flows.sources.exchange import exchange
from flows.sources.fetched import Fetched, Limits
from flows.sources.filename import filename_of

_LONGEST_ANSWER = 10_000_000
_START = 1000


def fetch(call: Call, received: Received, limits: Limits, known: Fetched | None = None) -> Fetched:
    """Keep the file at the address; `known` itself, kept before, when the server says that it did not change.

    Raises SourceError.
    """

    def keep(response: requests.Response, chunks: Iterator[bytes]) -> Fetched:
        if response.status_code == 304 and known is not None:
            return known
        kept = received.keep(chunks)
        name = filename_of(response.headers.get("Content-Disposition"), response.url)
        return Fetched(name, kept, response.headers.get("ETag"), response.headers.get("Last-Modified"))

    return exchange(_if_newer(call, known), limits, keep)


def fetch_version(known: Fetched | None, version: str, fetch_it: Callable[[], Fetched]) -> Fetched:
    """`known` when the source already said that it is this version, else the file fetched, marked with it.

    Nothing and a web page are no version of a file: not marked, they are fetched again the next time.
    """
    if known is not None and version and known.etag == version:
        return known
    fetched = fetch_it()
    is_version = bool(version and fetched.kept.size and not _is_web_page(_start_of(fetched.kept.path)))
    return replace(fetched, etag=version if is_version else None, last_modified=None)


def read(call: Call, limits: Limits) -> bytes:
    """The body of a short answer, as an API gives it; raises SourceError, also for a web page in its place."""

    def join(_: requests.Response, chunks: Iterator[bytes]) -> bytes:
        return b"".join(chunks)

    content = exchange(call, replace(limits, max_bytes=min(limits.max_bytes, _LONGEST_ANSWER)), join)
    if _is_web_page(content[:_START]):
        raise SourceError("web_page", "a web page in place of the answer")
    return content


def _start_of(path: Path) -> bytes:
    """How a file begins; nothing of one of which a redacted copy alone is left."""
    if not path.is_file():
        return b""
    with path.open("rb") as file:
        return file.read(_START)


def _is_web_page(start: bytes) -> bool:
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html"))


def _if_newer(call: Call, known: Fetched | None) -> Call:
    """The call, asking for a newer version only."""
    if known is None:
        return call
    conditions = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    sent = {name: value for name, value in conditions.items() if value}
    return replace(call, headers={**call.headers, **sent}, statuses=(*call.statuses, 304))
