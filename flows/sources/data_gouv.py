"""The newest resource of a format in a dataset of data.gouv.fr."""

from typing import Any

from flows.sources.answers import read_json
from flows.sources.call import Call
from flows.sources.errors import SourceError
from flows.sources.exchange import redirected
from flows.sources.fetched import Fetched, Ground
from flows.sources.http import fetch, fetch_version
from flows.sources.kinds import DataGouvSource


def fetch_newest(source: DataGouvSource, ground: Ground, known: Fetched | None) -> Fetched:
    """The resource changed last, not downloaded again when the dataset tells of the same change. Raises SourceError.

    Source: API of data.gouv.fr, `/api/1/datasets/{dataset}/`.
    """
    page = f"{source.url.rstrip('/')}/api/1/datasets/{source.dataset}/"
    dataset = read_json(Call(page, source.allow_private, source.url), ground.limits)
    newest = _newest(dataset.get("resources"), source.format)
    url = redirected(page, newest["url"])

    def fetch_it() -> Fetched:
        return fetch(Call(url, source.allow_private, source.url), ground.received, ground.limits)

    changed = newest.get("last_modified")
    return fetch_version(known, f"{url} {changed}" if changed else "", fetch_it)


def _newest(resources: Any, wanted: str) -> dict[str, Any]:
    """The resource of the format changed last; times are ISO 8601, so text orders them."""
    if not isinstance(resources, list):
        raise SourceError("unexpected", "a dataset without resources")
    fitting = [one for one in resources if isinstance(one, dict) and isinstance(one.get("url"), str)]
    fitting = [one for one in fitting if str(one.get("format", "")).lower().lstrip(".") == wanted]
    if not fitting:
        raise SourceError("missing", f"no resource of the format {wanted}")
    return max(fitting, key=lambda one: str(one.get("last_modified") or ""))
