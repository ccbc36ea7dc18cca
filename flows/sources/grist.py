"""A document of Grist, or one of its tables."""

from urllib.parse import quote

from flows.sources.answers import read_json
from flows.sources.call import Call, bearer
from flows.sources.fetched import Fetched, Ground
from flows.sources.http import fetch, fetch_version
from flows.sources.kinds import GristSource


def fetch_document(source: GristSource, ground: Ground, known: Fetched | None) -> Fetched:
    """The document as xlsx or its table as CSV; not downloaded again when Grist tells the time of the same change.

    An xlsx of Grist carries the time it was made: its bytes differ each time. Raises SourceError.
    Source: Grist REST API, `docs`.
    """
    auth = bearer(ground.secret(source.token_secret)) if source.token_secret else None
    document = f"{source.url.rstrip('/')}/api/docs/{source.document}"
    call = Call(document, source.allow_private, source.url, auth=auth)
    updated_at = read_json(call, ground.limits).get("updatedAt")
    if source.table is None:
        url = f"{document}/download/xlsx"
    else:
        url = f"{document}/download/csv?tableId={quote(source.table)}"

    def fetch_it() -> Fetched:
        return fetch(Call(url, source.allow_private, source.url, auth=auth), ground.received, ground.limits)

    return fetch_version(known, updated_at if isinstance(updated_at, str) else "", fetch_it)
