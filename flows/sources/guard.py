"""HTTP connections that refuse private addresses and are cut at a deadline, whatever the server does."""

import contextlib
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field

from requests import Session
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from flows.sources.address import ForbiddenAddressError, is_named, is_private


@dataclass
class Guard:
    """What one fetch may do: reach `url`, private addresses if `allow_private`, until `deadline`.

    `deadline` is on the clock of `time.monotonic`. The address of a proxy is not judged.
    """

    url: str
    allow_private: bool
    deadline: float
    is_proxied: bool = False
    _open: list[socket.socket] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def remaining(self) -> float:
        """Seconds before the deadline; not positive once it has passed."""
        return self.deadline - time.monotonic()

    def admit(self, connection: socket.socket) -> None:
        """Let a connection through, or raise ForbiddenAddressError before anything is sent on it."""
        address = connection.getpeername()[0]
        allowed = self.allow_private or self.is_proxied or is_named(address, self.url)
        if is_private(address) and not allowed:
            connection.close()
            raise ForbiddenAddressError(address)
        with self._lock:
            self._open.append(socket.socket(fileno=os.dup(connection.fileno())))

    def cut(self) -> None:
        """End every connection at once, so that a reader waiting on one is freed."""
        with self._lock:
            while self._open:
                connection = self._open.pop()
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
                connection.close()


_GUARD: ContextVar[Guard] = ContextVar("guard")


class _GuardedConnection(HTTPConnection):
    debuglevel = 0  # whatever http.client is told: it would print the headers, credentials among them

    def _new_conn(self) -> socket.socket:
        connection = super()._new_conn()
        _GUARD.get().admit(connection)
        return connection


class _GuardedTlsConnection(HTTPSConnection):
    debuglevel = 0

    def _new_conn(self) -> socket.socket:
        connection = super()._new_conn()
        _GUARD.get().admit(connection)
        return connection


class _GuardedPool(HTTPConnectionPool):
    ConnectionCls = _GuardedConnection


class _GuardedTlsPool(HTTPSConnectionPool):
    ConnectionCls = _GuardedTlsConnection


class _GuardedAdapter(HTTPAdapter):
    def init_poolmanager(self, *args: object, **kwargs: object) -> None:
        super().init_poolmanager(*args, **kwargs)  # type: ignore[arg-type]
        self.poolmanager.pool_classes_by_scheme = {"http": _GuardedPool, "https": _GuardedTlsPool}


@contextlib.contextmanager
def guarded_session(guard: Guard) -> Iterator[Session]:
    """A session under `guard`, without the environment's credentials, cut at the deadline."""
    token = _GUARD.set(guard)
    timer = threading.Timer(max(guard.remaining, 0), guard.cut)
    timer.daemon = True
    timer.start()
    try:
        with Session() as session:
            session.trust_env = False
            for scheme in ("http://", "https://"):
                session.mount(scheme, _GuardedAdapter())
            yield session
    finally:
        timer.cancel()
        guard.cut()
        _GUARD.reset(token)
