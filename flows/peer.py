"""Whose process is at the other end of a connection of loopback."""

from __future__ import annotations

import socket
import struct
from pathlib import Path

_SOCKETS = Path("/proc/net/tcp")


def peer_uid(client: tuple[str, int], server: tuple[str, int]) -> int | None:
    """The user id of the process that calls from the address ``client``; None where the system does not say."""
    ends = [_as_listed(*client), _as_listed(*server)]
    try:
        lines = _SOCKETS.read_text().splitlines()[1:]
    except OSError:  # not Linux
        return None
    return next((int(fields[7]) for fields in map(str.split, lines) if fields[1:3] == ends), None)


def _as_listed(host: str, port: int) -> str:
    (address,) = struct.unpack("=I", socket.inet_aton(host))
    return f"{address:08X}:{port:04X}"
