"""Which addresses a file may be pulled from."""

import ipaddress
from urllib.parse import parse_qsl, urlsplit

_CREDENTIALS = {"password", "passwd", "pwd", "secret", "access_token", "api_key", "apikey", "api-key"}

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_LOCAL_NAT64 = ipaddress.ip_network("64:ff9b:1::/48")
_COMPATIBLE = ipaddress.ip_network("::/96")


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


def check_declared(url: str) -> None:
    """Raise ValueError, saying why, for a URL that the configuration may not name; the text never repeats it."""
    check_url(url)
    if any(name.lower() in _CREDENTIALS for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True)):
        raise ValueError("no password or key may stand in an address; name it with password_secret or token_secret")


def is_private(address: str) -> bool:
    """Whether an IP address, as text, is one that the Internet does not route."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.is_site_local or ip in _LOCAL_NAT64:
            return True
        ip = _within(ip) or ip
    return not ip.is_global or ip.is_multicast


def _within(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 one leads to: mapped, by 6to4, translated by NAT64, or compatible of old."""
    if ip in _NAT64 or ip in _COMPATIBLE:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour


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


def names_private(url: str) -> bool:
    """Whether `url` names a private address itself: by its digits, or as localhost."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or is_private(host)
    except ValueError:
        return False
