"""What a Nextcloud answers to PROPFIND, for the test server."""

import datetime as dt
from email.utils import format_datetime
from urllib.parse import quote

from tests.flows.web import Answer, Web

START = dt.datetime(2015, 7, 1, tzinfo=dt.UTC)


class Folder:
    """A folder of a WebDAV server at ``path``: its listing and its files, asked for with ``login``."""

    def __init__(self, web: Web, path: str, login: str | None = None) -> None:
        self.web = web
        self.path = path
        self.login = login
        self.files: dict[str, tuple[int, bytes]] = {}
        self._list()

    def put(self, name: str, content: bytes, day: int) -> None:
        """Add or replace a file, changed on that day."""
        self.files[name] = (day, content)
        self.web.says(self.path + quote(name), Answer(content, login=self.login))
        self._list()

    def remove(self, name: str) -> None:
        """Remove a file."""
        del self.files[name]
        self.web.says(self.path + quote(name), Answer(status=404))
        self._list()

    def _list(self) -> None:
        listed = "".join(file_xml(self.path + quote(name), day) for name, (day, _) in self.files.items())
        root = f"<d:response><d:href>{self.path}</d:href>{prop('<d:resourcetype><d:collection/></d:resourcetype>')}</d:response>"
        sub = f"<d:response><d:href>{self.path}Archives/</d:href>{prop('<d:resourcetype><d:collection/></d:resourcetype>')}</d:response>"
        self.web.says(f"PROPFIND {self.path}", Answer(multistatus(root + sub + listed), 207, login=self.login))


def file_xml(href: str, day: int, name: str = "") -> str:
    """One file of a listing."""
    changed = (
        format_datetime(START + dt.timedelta(days=day), usegmt=True)
        if abs(day) < 10**5
        else f"Sat, 01 Aug {day} 00:00:00 GMT"
    )
    found = prop(
        f"<d:resourcetype/><d:getetag>&quot;{quote(href)}-{day}&quot;</d:getetag>"
        f"<d:getlastmodified>{changed}</d:getlastmodified><d:displayname>{name}</d:displayname>"
    )
    absent = "<d:propstat><d:prop><d:quota/></d:prop><d:status>HTTP/1.1 404 Not Found</d:status></d:propstat>"
    return f"<d:response><d:href>{href}</d:href>{found}{absent}</d:response>"


def prop(content: str) -> str:
    """Properties that were found."""
    return f"<d:propstat><d:prop>{content}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat>"


def multistatus(responses: str) -> bytes:
    """The whole answer."""
    return f'<?xml version="1.0"?><d:multistatus xmlns:d="DAV:">{responses}</d:multistatus>'.encode()
