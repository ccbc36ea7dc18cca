"""One request to a server: what is asked, how, and as whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import requests
from pydantic import SecretStr
from requests.auth import AuthBase, HTTPBasicAuth

from flows.sources.errors import SourceError


@dataclass(frozen=True)
class Call:
    """One request. `named` is the address that the configuration names, where it is not `url` itself.

    A private address is reached when `named` names it, or with `allow_private`.
    """

    url: str
    allow_private: bool = False
    named: str = ""
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    auth: AuthBase | None = None
    statuses: tuple[int, ...] = (200,)


class _Bearer(AuthBase):
    def __init__(self, token: SecretStr) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token.get_secret_value()}"
        return request


def basic(username: str, password: SecretStr) -> AuthBase:
    """A user name and password, in UTF-8 (RFC 7617)."""
    return HTTPBasicAuth(username.encode(), password.get_secret_value().encode())


def bearer(token: SecretStr) -> AuthBase:
    """A token (RFC 6750); raises SourceError for one that no header can carry."""
    value = token.get_secret_value()
    if not (value.isascii() and value.isprintable()) or " " in value:
        raise SourceError("no_secret", "the token holds characters that no header can carry")
    return _Bearer(token)
