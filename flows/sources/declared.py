"""The base of every kind of source, and the fields that several kinds share."""

from __future__ import annotations

import hashlib
from abc import abstractmethod
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, StringConstraints, model_validator

from flows.declared import Declared, Slug
from flows.sources.address import check_declared, names_private

SecretName = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]{0,63}$")]
Pattern = Annotated[str, StringConstraints(pattern=r"^[^/\\]+$", max_length=200)]

_HOW = {"name", "tables", "allow_private", "username", "password_secret", "token_secret"}


def _pullable(url: str) -> str:
    check_declared(url)
    return url


Url = Annotated[str, AfterValidator(_pullable)]


class Source(Declared):
    """One place that an EPI's files come from: its name, and the tables that it gives, all when left out."""

    name: Slug = "fichier"
    tables: tuple[str, ...] | None = None

    @property
    @abstractmethod
    def origin(self) -> str:
        """Where the files come from, safe to show."""

    @property
    def gives_many(self) -> bool:
        """Whether each of its files is a delivery that stands beside the others."""
        return False

    @property
    def place(self) -> str:
        """A mark of the place, the same while the source points there, that does not tell it."""
        return hashlib.sha256(self.model_dump_json(exclude=_HOW).encode()).hexdigest()


class Taking(Source):
    """A source of several files: the newest replaces the one before, or all of them stand, each by its name."""

    take: Literal["newest", "all"] = "newest"

    @property
    def gives_many(self) -> bool:
        """Whether all of them stand."""
        return self.take == "all"


class Choosing(Taking):
    """A source that takes files whose name fits a pattern."""

    files: Pattern | None = None


class Remote(Source):
    """A source on a server, at `url`; `allow_private` lets a private address through."""

    url: Url
    allow_private: bool = False

    @property
    def origin(self) -> str:
        """The address without its query."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}{parts.path}"

    @property
    def server(self) -> str:
        """The scheme and the server of the address."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def secret_names(self) -> tuple[str, ...]:
        """The names of the secrets that the source is asked with."""
        named = (getattr(self, field, None) for field in ("password_secret", "token_secret"))
        return tuple(name for name in named if name is not None)

    @model_validator(mode="after")
    def _no_secret_in_clear(self) -> Self:
        is_clear = urlsplit(self.url).scheme == "http"
        if self.secret_names and is_clear and not (self.allow_private or names_private(self.url)):
            raise ValueError("a secret is sent over https:// only")
        return self
