"""Files on a web server, over HTTP and HTTPS."""

import datetime as dt
import os
import random
import time
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

import requests
import urllib3
from requests.utils import get_environ_proxies

from flows.received import Received
from flows.sources.address import ForbiddenAddressError, check_url, is_named, is_private
from flows.sources.errors import SourceError, too_large
from flows.sources.fetched import Fetched, Limits
from flows.sources.filename import filename_of
from flows.sources.guard import Guard, guarded_session

_REDIRECTS = (301, 302, 303, 307, 308)
_MAX_REDIRECTS = 5
_WORTH_RETRYING = (408, 425, 429, 500, 502, 503, 504)
_GONE = (404, 410)
_CHUNK = 1 << 16


class _TryAgainError(Exception):
    """A fault that may pass: what it was, and how long the server asks us to wait, in seconds."""

    def __init__(self, fault: SourceError, wait: float | None = None) -> None:
        super().__init__(fault.detail)
        self.fault = fault
        self.wait = wait


def fetch(
    url: str, received: Received, limits: Limits, *, allow_private: bool, known: Fetched | None = None
) -> Fetched:
    """Keep the file at `url`; `known` itself, kept before, when the server says that it did not change.

    Raises SourceError.
    """
    guard = Guard(url, allow_private, time.monotonic() + limits.seconds)
    try:
        return _fetch(url, received, limits, guard, known)
    except ForbiddenAddressError:
        raise SourceError("forbidden", "private address; allow_private = true lets it through") from None
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        if guard.remaining <= 0:
            raise _too_slow(limits) from None
        raise SourceError("unreachable", type(error).__name__) from None


def _fetch(url: str, received: Received, limits: Limits, guard: Guard, known: Fetched | None) -> Fetched:
    for attempt in range(limits.attempts):
        try:
            return _try(url, received, limits, guard, known)
        except _TryAgainError as again:
            wait = again.wait if again.wait is not None else _backoff(attempt, limits)
            if guard.remaining <= 0:
                raise _too_slow(limits) from None
            if attempt + 1 == limits.attempts or wait >= guard.remaining:
                raise again.fault from None
            time.sleep(wait)
    raise AssertionError("a fetch has at least one attempt")


def _backoff(attempt: int, limits: Limits) -> float:
    """Seconds to wait before the next try: doubled each time, with jitter."""
    return limits.backoff_seconds * float(2**attempt) * random.SystemRandom().uniform(0.5, 1)


def _try(url: str, received: Received, limits: Limits, guard: Guard, known: Fetched | None) -> Fetched:
    try:
        with (
            guarded_session(guard) as session,
            _follow(session, url, limits, guard, _conditions(known)) as response,
        ):
            if response.status_code == 304 and known is not None:
                return known
            _check_status(response)
            kept = received.keep(_chunks(response, limits, guard))
    except requests.exceptions.SSLError:
        raise SourceError("unreachable", "certificate or encryption not valid") from None
    except (requests.Timeout, requests.ConnectionError, requests.exceptions.ChunkedEncodingError) as error:
        raise _TryAgainError(SourceError("unreachable", type(error).__name__)) from None
    name = filename_of(response.headers.get("Content-Disposition"), response.url)
    return Fetched(name, kept, response.headers.get("ETag"), response.headers.get("Last-Modified"))


def _conditions(known: Fetched | None) -> dict[str, str]:
    """The headers that ask for a newer version only."""
    if known is None:
        return {}
    headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in headers.items() if value}


def _follow(
    session: requests.Session, url: str, limits: Limits, guard: Guard, conditions: Mapping[str, str]
) -> requests.Response:
    """The response at the end of the redirects, its body not yet read."""
    headers = {"Accept-Encoding": "identity", "User-Agent": "epi-fse", **conditions}
    for _ in range(_MAX_REDIRECTS + 1):
        proxies = get_environ_proxies(url)
        guard.is_proxied = urlsplit(url).scheme in proxies or "all" in proxies
        _check_literal(url, guard)
        response = session.get(
            url,
            headers=headers,
            proxies=proxies,
            stream=True,
            allow_redirects=False,
            timeout=(limits.connect_seconds, limits.read_seconds),
            verify=os.environ.get("REQUESTS_CA_BUNDLE") or True,
        )
        if response.status_code not in _REDIRECTS:
            return response
        response.close()
        url = _redirected(url, response.headers.get("Location", ""))
    raise SourceError("forbidden", f"more than {_MAX_REDIRECTS} redirects")


def _check_literal(url: str, guard: Guard) -> None:
    """Refuse a private IP written out in `url`, which a proxy would reach for us."""
    host = urlsplit(url).hostname or ""
    try:
        private = is_private(host)
    except ValueError:
        return
    if private and not guard.allow_private and not is_named(host, guard.url):
        raise ForbiddenAddressError(host)


def _redirected(url: str, location: str) -> str:
    target = urljoin(url, location)
    try:
        check_url(target)
    except ValueError as error:
        raise SourceError("forbidden", f"redirected, and {error}") from None
    if urlsplit(url).scheme == "https" and urlsplit(target).scheme == "http":
        raise SourceError("forbidden", "redirected from https to http")
    return target


def _check_status(response: requests.Response) -> None:
    """Let 200 through; raise for anything else."""
    status = response.status_code
    if status == 200:
        return
    told = f"HTTP {status}"
    if status in _WORTH_RETRYING:
        raise _TryAgainError(SourceError("unreachable", told), _retry_after(response.headers.get("Retry-After")))
    raise SourceError("missing" if status in _GONE else "refused", told, status=str(status))


def _retry_after(header: str | None) -> float | None:
    """Seconds that a Retry-After header asks for, written as seconds or as a date."""
    if header is None:
        return None
    if header.strip().isdigit():
        return float(header)
    try:
        return max(0.0, (parsedate_to_datetime(header) - dt.datetime.now(dt.UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def _chunks(response: requests.Response, limits: Limits, guard: Guard) -> Iterator[bytes]:
    """The body, refused as soon as it is known to be too large, or to be cut."""
    announced = response.headers.get("Content-Length", "")
    if announced.isdigit() and int(announced) > limits.max_bytes:
        raise too_large(limits.max_bytes)
    size = 0
    for chunk in response.iter_content(_CHUNK):
        size += len(chunk)
        if size > limits.max_bytes:
            raise too_large(limits.max_bytes)
        yield chunk
    if guard.remaining <= 0:
        raise _too_slow(limits)
    if not size and not announced and "Transfer-Encoding" not in response.headers:
        raise _TryAgainError(SourceError("unreachable", "cut before its content"))


def _too_slow(limits: Limits) -> SourceError:
    return SourceError("too_slow", f"not done in {limits.seconds:g} s", seconds=f"{limits.seconds:g}")
