"""From a source, whatever its kind, to its files."""

from collections.abc import Mapping

from flows.sources import folder
from flows.sources.declared import Source
from flows.sources.fetched import Brought, Fetched, Ground
from flows.sources.inbox import bring_inbox
from flows.sources.kinds import (
    DataGouvSource,
    FolderSource,
    GoogleSheetsSource,
    GristSource,
    HttpSource,
    InboxSource,
    NextcloudSource,
    WebdavSource,
)
from flows.sources.links import sheet_of


def bring(epi_id: str, source: Source, ground: Ground, known: Mapping[str, Fetched]) -> list[Brought]:
    """The files that the source gives; `known` is what it gave before, by part. Raises SourceError."""
    if isinstance(source, FolderSource):
        return folder.bring_folder(source, ground, known)
    if isinstance(source, InboxSource):
        return bring_inbox(epi_id, source, ground)
    return _bring_remote(source, ground, known)


def _bring_remote(source: Source, ground: Ground, known: Mapping[str, Fetched]) -> list[Brought]:
    from flows.sources import data_gouv, grist, webdav  # a night of folders alone need not load requests

    match source:
        case WebdavSource():
            return webdav.bring_webdav(source, ground, known)
        case NextcloudSource():
            return webdav.bring_share(source, ground, known)
        case GristSource():
            fetched = grist.fetch_document(source, ground, known.get(""))
        case DataGouvSource():
            fetched = data_gouv.fetch_newest(source, ground, known.get(""))
        case HttpSource() | GoogleSheetsSource():
            fetched = _fetch_page(source, ground, known.get(""))
        case _:
            raise AssertionError(f"no connector for {type(source).__name__}")
    return [Brought("", fetched)]


def _fetch_page(source: HttpSource | GoogleSheetsSource, ground: Ground, known: Fetched | None) -> Fetched:
    from flows.sources import http
    from flows.sources.call import Call, basic, bearer

    if isinstance(source, GoogleSheetsSource):
        call = Call(sheet_of(source.url), source.allow_private)
    elif source.token_secret is not None:
        call = Call(source.url, source.allow_private, auth=bearer(ground.secret(source.token_secret)))
    elif source.username is not None and source.password_secret is not None:
        call = Call(
            source.url, source.allow_private, auth=basic(source.username, ground.secret(source.password_secret))
        )
    else:
        call = Call(source.url, source.allow_private)
    return http.fetch(call, ground.received, ground.limits, known)
