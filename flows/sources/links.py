"""What the links that people copy from their browser point to."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from flows.sources.address import check_declared

_SHARE = re.compile(r"^(?P<root>.*?)(/index\.php)?/s/(?P<token>[A-Za-z0-9_-]+)/?(download/?)?$")
_SHEET = re.compile(r"^/spreadsheets/(u/\d+/)?d/(?P<document>[A-Za-z0-9_-]+)(/.*)?$")


class Share(NamedTuple):
    """A public share of Nextcloud: where the server lives, and the token of the share."""

    root: str
    token: str


def share_of(url: str) -> Share:
    """The share that a public link of Nextcloud points to; ValueError when it is no such link."""
    check_declared(url)
    parts = urlsplit(url)
    found = _SHARE.match(parts.path)
    if not found:
        raise ValueError("the link of a public share is expected, as in https://cloud.example/s/AbCdEf12345")
    return Share(f"{parts.scheme}://{parts.netloc}{found['root']}", found["token"])


def sheet_of(url: str) -> str:
    """The address of a Google Sheets document as xlsx; ValueError when `url` is no link to one."""
    check_declared(url)
    parts = urlsplit(url)
    found = _SHEET.match(parts.path)
    if not found or found["document"] == "e":
        raise ValueError("the link of a document is expected, as in https://docs.google.com/spreadsheets/d/…/edit")
    return f"{parts.scheme}://{parts.netloc}/spreadsheets/d/{found['document']}/export?format=xlsx"
