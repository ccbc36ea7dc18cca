"""A call and its answer: guarded, redirected, tried again within bounds, and always ended in time."""

import datetime as dt
import os
import random
import time
from collections.abc import Callable, Iterator
from email.utils import parsedate_to_datetime
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

import requests
import urllib3
from requests.utils import get_environ_proxies

from flows.received import ArchiveError
from flows.sources.address import ForbiddenAddressError, check_url, is_named, is_private
from flows.sources.call import Call
from flows.sources.errors import Reason, SourceError, too_large
from flows.sources.fetched import Limits
from flows.sources.guard import Guard, guarded_session
from flows.sources.unpacked import BrokenBodyError, body

_REDIRECTS = (301, 302, 303, 307, 308)
_MAX_REDIRECTS = 5
_WORTH_RETRYING = (408, 425, 429, 500, 502, 503, 504)
_GONE = (404, 410)
_MAY_PASS = (requests.Timeout, requests.ConnectionError, requests.exceptions.ChunkedEncodingError, BrokenBodyError)

Answer = TypeVar("Answer")
Receive = Callable[[requests.Response, Iterator[bytes]], Answer]


class _TryAgainError(Exception):
    """A fault that may pass: what it was, and how long the server asks us to wait, in seconds."""

    def __init__(self, fault: SourceError, wait: float | None = None) -> None:
        super().__init__(fault.detail)
        self.fault = fault
        self.wait = wait


def exchange(call: Call, limits: Limits, receive: Receive[Answer]) -> Answer:
    """What `receive` makes of the answer and its body, one of the statuses of `call`. Raises SourceError."""
    guard = Guard(call.named or call.url, call.allow_private, time.monotonic() + limits.seconds)
    try:
        return _exchange(call, limits, guard, receive)
    except ArchiveError:
        raise
    except ForbiddenAddressError:
        raise SourceError("forbidden", "private address; allow_private = true lets it through") from None
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        if guard.remaining <= 0:
            raise _too_slow(limits) from None
        raise SourceError("unreachable", type(error).__name__) from None


def _exchange(call: Call, limits: Limits, guard: Guard, receive: Receive[Answer]) -> Answer:
    for attempt in range(limits.attempts):
        try:
            return _try(call, limits, guard, receive)
        except _TryAgainError as again:
            wait = again.wait if again.wait is not None else _backoff(attempt, limits)
            if guard.remaining <= 0:
                raise _too_slow(limits) from None
            if attempt + 1 == limits.attempts or wait >= guard.remaining:
                raise again.fault from None
            time.sleep(wait)
    raise AssertionError("an exchange has at least one attempt")


def _backoff(attempt: int, limits: Limits) -> float:
    """Seconds to wait before the next try: doubled each time, with jitter."""
    return limits.backoff_seconds * float(2**attempt) * random.SystemRandom().uniform(0.5, 1)


def _try(call: Call, limits: Limits, guard: Guard, receive: Receive[Answer]) -> Answer:
    try:
        with guarded_session(guard) as session, _follow(session, call, limits, guard) as response:
            _check_status(response, call)
            return receive(response, _chunks(response, limits, guard))
    except requests.exceptions.SSLError:
        raise SourceError("unreachable", "certificate or encryption not valid") from None
    except _MAY_PASS as error:
        raise _TryAgainError(SourceError("unreachable", type(error).__name__)) from None


def _follow(session: requests.Session, call: Call, limits: Limits, guard: Guard) -> requests.Response:
    """The response at the end of the redirects, its body not yet read; credentials stay with the first server."""
    url, auth = call.url, call.auth
    headers = {"Accept-Encoding": "identity", "User-Agent": "epi-fse", **call.headers}
    for _ in range(_MAX_REDIRECTS + 1):
        proxies = get_environ_proxies(url)
        guard.is_proxied = urlsplit(url).scheme in proxies or "all" in proxies
        _check_literal(url, guard)
        response = session.request(
            call.method,
            url,
            headers=headers,
            data=call.body,
            auth=auth,
            proxies=proxies,
            stream=True,
            allow_redirects=False,
            timeout=(limits.connect_seconds, limits.read_seconds),
            verify=os.environ.get("REQUESTS_CA_BUNDLE") or True,
        )
        if response.status_code not in _REDIRECTS:
            return response
        response.close()
        target = redirected(url, response.headers.get("Location", ""))
        url, auth = target, auth if _server(target) == _server(call.url) else None
    raise SourceError("forbidden", f"more than {_MAX_REDIRECTS} redirects")


def _server(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port


def _check_literal(url: str, guard: Guard) -> None:
    """Refuse a private IP written out in `url`, which a proxy would reach for us."""
    host = urlsplit(url).hostname or ""
    try:
        private = is_private(host)
    except ValueError:
        return
    if private and not guard.allow_private and not is_named(host, guard.url):
        raise ForbiddenAddressError(host)


def redirected(url: str, location: str) -> str:
    """Where `url` sends us to; SourceError for a place that no file is pulled from, or in clear from https."""
    if not location:
        raise SourceError("unexpected", "redirected without an address")
    try:
        target = urljoin(url, location)
        check_url(target)
    except ValueError as error:
        raise SourceError("forbidden", f"redirected, and {error}") from None
    if urlsplit(url).scheme == "https" and urlsplit(target).scheme == "http":
        raise SourceError("forbidden", "redirected from https to http")
    return target


def _check_status(response: requests.Response, call: Call) -> None:
    """Let the statuses of the call through; raise for anything else."""
    status = response.status_code
    if status in call.statuses:
        return
    told = f"HTTP {status}"
    if status in _WORTH_RETRYING:
        raise _TryAgainError(SourceError("unreachable", told), _retry_after(response.headers.get("Retry-After")))
    refusal: Reason = "refused" if 400 <= status < 500 else "unexpected"
    raise SourceError("missing" if status in _GONE else refusal, told, status=str(status))


def _retry_after(header: str | None) -> float | None:
    """Seconds that a Retry-After header asks for, written as seconds or as a date."""
    if header is None:
        return None
    if header.strip().isdigit():
        return float(header)
    try:
        return max(0.0, (parsedate_to_datetime(header) - dt.datetime.now(dt.UTC)).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None


def _chunks(response: requests.Response, limits: Limits, guard: Guard) -> Iterator[bytes]:
    """The body, refused as soon as it is known to be too large, or to be cut."""
    announced = response.headers.get("Content-Length", "")
    if announced.isdigit() and int(announced) > limits.max_bytes:
        raise too_large(limits.max_bytes)
    size = 0
    for chunk in body(response):
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
