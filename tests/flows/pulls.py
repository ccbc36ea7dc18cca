"""Pulling one EPI, for the tests of the kinds of source."""

import base64
from collections.abc import Collection
from pathlib import Path
from typing import Any

from flows.configuration import Epi
from flows.pull import Pulled, PullFailure, pull_all
from flows.sources.declared import Source
from flows.sources.fetched import Limits

QUICK = Limits(seconds=5, attempts=2, backoff_seconds=0, max_bytes=20_000)


def die(**source: Any) -> Epi:
    """An EPI of one source, as `epis.toml` would declare it."""
    return Epi.model_validate(
        {
            "id": "die",
            "name": "EPI de Die",
            "commune": "Die",
            "insee_code": "26113",
            "postcode": "26150",
            "sources": [source],
        }
    )


def only_source(epi: Epi) -> Source:
    """Its source."""
    (source,) = epi.sources
    return source


def pull_epi(
    folder: Path, epi: Epi, limits: Limits = QUICK, before: Collection[str] = ()
) -> list[Pulled | PullFailure]:
    """What the night gets of it; ``before`` names what the night before told of."""
    told = [(epi.id, name) for name in before]
    return pull_all([epi], folder, folder / "home", limits, before=told)


def one_file(folder: Path, epi: Epi) -> Pulled:
    """The one file that comes."""
    (file,) = pull_epi(folder, epi)
    assert isinstance(file, Pulled), file
    return file


def one_failure(folder: Path, epi: Epi, limits: Limits = QUICK) -> PullFailure:
    """Why the one file did not come; nothing is left of it."""
    (failure,) = pull_epi(folder, epi, limits)
    assert isinstance(failure, PullFailure), failure
    assert [path for path in (folder / "home" / "received").rglob("*") if path.is_file()] == []
    return failure


def basic_login(username: str, password: str) -> str:
    """The Authorization header of a user name and password."""
    return "Basic " + base64.b64encode(f"{username}:{password}".encode()).decode()
