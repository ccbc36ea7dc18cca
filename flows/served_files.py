"""The pages of the nights and their letters, read-only, on the port of `epi serve`: below `/epi`.

A page names nobody, and is shown like Prefect's own. A letter is personal: it is given to the user whom the server runs
as, calling from this machine, and to nobody else.
"""

from __future__ import annotations

import os
import re
from collections.abc import Awaitable, Callable, MutableMapping
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flows.outbox import find_letter
from flows.peer import peer_uid

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]
Answer = tuple[int, dict[str, str], bytes]

ADDRESS = "/epi"
_PAGE = re.compile(rf"{ADDRESS}/pages/(\d{{4}}-\d\d-\d\d\.html)")
_LETTER = re.compile(rf"{ADDRESS}/letters/(\d{{4}}-\d\d-\d\d-[a-z0-9_-]+\.eml)")
_ALWAYS = {
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
    "cross-origin-resource-policy": "same-origin",
}


def with_files(app: Application, home: Path) -> Application:
    """The application, with `/epi` (the page of the last night), `/epi/pages/…` and `/epi/letters/…` of ``home``."""

    async def files_first(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not (scope["path"] + "/").startswith(ADDRESS + "/"):
            await app(scope, receive, send)
            return
        status, headers, body = _answer(scope, home) if scope["method"] in ("GET", "HEAD") else _told(405)
        told = {**_ALWAYS, **headers, "content-length": str(len(body))}
        encoded = [(name.encode(), value.encode()) for name, value in told.items()]
        await send({"type": "http.response.start", "status": status, "headers": encoded})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    return files_first


def _answer(scope: Message, home: Path) -> Answer:
    path = scope["path"].rstrip("/")
    if path == ADDRESS:
        pages = sorted((home / "pages").glob("[0-9]*.html"))
        return (302, {"location": f"{ADDRESS}/pages/{pages[-1].name}"}, b"") if pages else _told(404, "no_page.txt")
    if page := _PAGE.fullmatch(path):
        return _file(home / "pages" / page[1], {"content-type": "text/html; charset=utf-8"})
    if letter := _LETTER.fullmatch(path):
        if not _is_own_user(scope):
            return _told(403, "not_for_you.txt")
        headers = {"content-type": "message/rfc822", "content-disposition": f'attachment; filename="{letter[1]}"'}
        return _file(find_letter(home, letter[1]), headers)
    return _told(404)


def _file(path: Path | None, headers: dict[str, str]) -> Answer:
    try:
        return (200, headers, path.read_bytes()) if path else _told(404)
    except OSError:
        return _told(404)


def _told(status: int, template: str = "") -> Answer:
    text = files("flows").joinpath("templates", template).read_bytes() if template else b""
    return status, {"content-type": "text/plain; charset=utf-8"}, text


def _is_own_user(scope: Message) -> bool:
    """Whether a process of the server's own user calls from this machine, by its own name: no page of another site."""
    host = urlsplit("//" + dict(scope["headers"]).get(b"host", b"").decode("latin-1")).hostname
    return (
        host in ("127.0.0.1", "localhost") and peer_uid(tuple(scope["client"]), tuple(scope["server"])) == os.geteuid()
    )
