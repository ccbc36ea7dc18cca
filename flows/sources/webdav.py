"""Files of a folder on a WebDAV server: Nextcloud, by account or by public share."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import replace
from email.utils import parsedate_to_datetime
from urllib.parse import quote, unquote, urlsplit

from flows.sources.call import Call, basic
from flows.sources.choice import Entry, bring_each, choose
from flows.sources.errors import SourceError
from flows.sources.fetched import Brought, Fetched, Ground
from flows.sources.filename import plain_name
from flows.sources.http import fetch, fetch_version, read
from flows.sources.kinds import NextcloudSource, WebdavSource
from flows.sources.links import share_of

_ASKED = (
    b'<?xml version="1.0" encoding="utf-8"?><d:propfind xmlns:d="DAV:"><d:prop><d:resourcetype/><d:getetag/>'
    b"<d:getlastmodified/><d:getcontentlength/><d:displayname/></d:prop></d:propfind>"
)
_ANSWERED = (200, 207)


def bring_webdav(source: WebdavSource, ground: Ground, known: Mapping[str, Fetched]) -> list[Brought]:
    """The files chosen of the folder of an account. Raises SourceError when the folder cannot be listed."""
    auth = basic(source.username, ground.secret(source.password_secret))
    call = Call(f"{source.url.rstrip('/')}/", source.allow_private, source.url, auth=auth)
    return _bring(call, source, ground, known)


def bring_share(source: NextcloudSource, ground: Ground, known: Mapping[str, Fetched]) -> list[Brought]:
    """The files chosen of a public share (Nextcloud 29 and later). Raises SourceError when it cannot be listed.

    Source: Nextcloud developer manual, client APIs, WebDAV, public shares.
    """
    share = share_of(source.url)
    auth = basic("anonymous", ground.secret(source.password_secret)) if source.password_secret else None
    asked_by_script = {"X-Requested-With": "XMLHttpRequest"}
    url = f"{share.root}/public.php/dav/files/{share.token}/"
    return _bring(
        Call(url, source.allow_private, source.url, headers=asked_by_script, auth=auth), source, ground, known
    )


def _bring(
    call: Call, source: WebdavSource | NextcloudSource, ground: Ground, known: Mapping[str, Fetched]
) -> list[Brought]:
    chosen = choose(_entries(call, ground), source.files, many=source.gives_many)

    def fetch_entry(entry: Entry, before: Fetched | None) -> Fetched:
        def fetch_it() -> Fetched:
            return replace(fetch(replace(call, url=entry.place), ground.received, ground.limits), filename=entry.name)

        return fetch_version(before, entry.version, fetch_it)

    return bring_each(chosen, fetch_entry, known, many=source.gives_many)


def _entries(call: Call, ground: Ground) -> list[Entry]:
    """The files of the folder, by one PROPFIND."""
    headers = {**call.headers, "Depth": "1", "Content-Type": "application/xml; charset=utf-8"}
    asked = replace(call, method="PROPFIND", headers=headers, body=_ASKED, statuses=_ANSWERED)
    content = read(asked, ground.limits)
    try:
        # expat bounds what entities grow to, and opens none that is external
        root = ET.fromstring(content)  # noqa: S314
        is_list = root.tag == "{DAV:}multistatus"
        entries = list(_listed(root, call.url)) if is_list else []
    except (ET.ParseError, ValueError):
        raise SourceError("unexpected", "not XML, or not an address") from None
    if not is_list:
        raise SourceError("unexpected", "not the list of a folder")
    return entries


def _listed(root: ET.Element, url: str) -> Iterator[Entry]:
    """The files among the answers; a share of one file may answer with the file itself, in place of a folder."""
    for response in root.iter("{DAV:}response"):
        if response.find(".//{DAV:}resourcetype/{DAV:}collection") is not None:
            continue
        path = unquote(urlsplit(_text(response, "href")).path).rstrip("/")
        if path == unquote(urlsplit(url).path).rstrip("/"):
            segment, place = _text(response, "displayname"), url.rstrip("/")
        else:
            segment = path.rpartition("/")[2]
            place = f"{url}{quote(segment, safe='')}"
        name = plain_name(segment) or "fichier"
        modified = _text(response, "getlastmodified")
        mark = _text(response, "getetag") or f"{modified} {_text(response, 'getcontentlength')}".strip()
        yield Entry(name, place, _seconds(modified), f"{name} {mark}" if mark else "")


def _text(element: ET.Element, name: str) -> str:
    return (element.findtext(f".//{{DAV:}}{name}") or "").strip()


def _seconds(http_date: str) -> float:
    try:
        return parsedate_to_datetime(http_date).timestamp()
    except (ValueError, TypeError, OverflowError):
        return 0
