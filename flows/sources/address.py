"""Which addresses a file may be pulled from."""

import ipaddress
from urllib.parse import urlsplit


class ForbiddenAddressError(Exception):
    """The address is private, and the configuration does not name it."""


def check_url(url: str) -> None:
    """Raise ValueError, saying why, for a URL that no file is pulled from."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        raise ValueError("an address in https:// or http:// is expected")
    if not parts.hostname:
        raise ValueError("the address names no server")
    if parts.username is not None or parts.password is not None:
        raise ValueError("no user name or password may stand in an address")
    _ = parts.port


def is_private(address: str) -> bool:
    """Whether an IP address, as text, is one that the Internet does not route."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return not ip.is_global or ip.is_multicast


def is_named(address: str, url: str) -> bool:
    """Whether a configured `url` names the private IP `address` itself: by its digits, or as localhost."""
    host = urlsplit(url).hostname or ""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if host == "localhost":
        return ip.is_loopback
    try:
        named = ipaddress.ip_address(host)
    except ValueError:
        return False
    return ip == named or (ip.is_loopback and named.is_loopback)
