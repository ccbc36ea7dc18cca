"""The kinds of source that `epis.toml` may declare, each with its keys."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Discriminator, StringConstraints, Tag, model_validator

from flows.sources.declared import Choosing, Pattern, Remote, SecretName, Source, Taking, Url
from flows.sources.links import share_of, sheet_of

Username = Annotated[str, StringConstraints(pattern=r"^[^:]+$", max_length=200)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_~.-]*$", max_length=200)]


class FolderSource(Choosing):
    """A file at `path`, relative to the folder of `epis.toml`; with `files`, those of the folder at `path`."""

    kind: Literal["folder"] = "folder"
    path: Annotated[str, StringConstraints(pattern=r"^[^\x00]+$")]

    @property
    def origin(self) -> str:
        """The path."""
        return self.path

    @model_validator(mode="after")
    def _take_chooses(self) -> Self:
        if self.files is None and self.take == "all":
            raise ValueError('take = "all" goes with files, a pattern as in "*.xlsx"')
        return self


class HttpSource(Remote):
    """A file at `url`, asked for openly, by user name and password, or by a bearer token."""

    kind: Literal["http"] = "http"
    username: Username | None = None
    password_secret: SecretName | None = None
    token_secret: SecretName | None = None

    @model_validator(mode="after")
    def _whole_credentials(self) -> Self:
        if (self.username is None) != (self.password_secret is None):
            raise ValueError("username and password_secret go together")
        if len(self.secret_names) > 1:
            raise ValueError("a source has either a password_secret or a token_secret")
        return self


class WebdavSource(Remote, Choosing):
    """A folder of a WebDAV server, as Nextcloud's `remote.php/dav/files/…`, read with an account."""

    kind: Literal["webdav"] = "webdav"
    files: Pattern
    username: Username
    password_secret: SecretName


class NextcloudSource(Remote, Choosing):
    """A public share of Nextcloud, by its link `…/s/…`: one file, or those of a folder."""

    kind: Literal["nextcloud"] = "nextcloud"
    url: Annotated[str, AfterValidator(lambda url: share_of(url) and url)]
    files: Pattern = "*"
    password_secret: SecretName | None = None

    @property
    def origin(self) -> str:
        """The server alone: who has the link has the files."""
        return self.server


class GristSource(Remote):
    """A document of Grist as xlsx, or one of its tables as CSV."""

    kind: Literal["grist"] = "grist"
    document: Identifier
    table: Identifier | None = None
    token_secret: SecretName | None = None

    @property
    def origin(self) -> str:
        """The server and the document."""
        return f"{self.server}/{self.document}"


class GoogleSheetsSource(Remote):
    """A Google Sheets document that anyone with the link can read, by that link, as xlsx."""

    kind: Literal["google_sheets"] = "google_sheets"
    url: Annotated[str, AfterValidator(lambda url: sheet_of(url) and url)]

    @property
    def origin(self) -> str:
        """The server alone: who has the link has the document."""
        return self.server


class DataGouvSource(Remote):
    """The newest resource of a format in a dataset of data.gouv.fr."""

    kind: Literal["data_gouv"] = "data_gouv"
    url: Url = "https://www.data.gouv.fr"
    dataset: Identifier
    format: Annotated[str, StringConstraints(to_lower=True, pattern=r"^[A-Za-z0-9]+$")]

    @property
    def origin(self) -> str:
        """The page of the dataset."""
        return f"{self.server}/datasets/{self.dataset}"


class InboxSource(Taking):
    """What `epi receive` is given: the last file, or the last of each name."""

    kind: Literal["inbox"] = "inbox"

    @property
    def origin(self) -> str:
        """The drop box of that name."""
        return f"epi receive --source {self.name}"


KINDS: dict[str, type[Source]] = {
    "folder": FolderSource, "http": HttpSource, "webdav": WebdavSource, "nextcloud": NextcloudSource,
    "grist": GristSource, "google_sheets": GoogleSheetsSource, "data_gouv": DataGouvSource, "inbox": InboxSource,
}  # fmt: skip


def _kind_of(value: Any) -> str | None:
    """The kind declared, or the one that `path` or `url` alone tells; None when nothing tells it."""
    if isinstance(value, Source):
        return next(name for name, kind in KINDS.items() if type(value) is kind)
    if not isinstance(value, dict):
        return None
    if "kind" in value:
        return str(value["kind"])
    if ("path" in value) == ("url" in value):
        return None
    return "folder" if "path" in value else "http"


AnySource = Annotated[
    Annotated[FolderSource, Tag("folder")]
    | Annotated[HttpSource, Tag("http")]
    | Annotated[WebdavSource, Tag("webdav")]
    | Annotated[NextcloudSource, Tag("nextcloud")]
    | Annotated[GristSource, Tag("grist")]
    | Annotated[GoogleSheetsSource, Tag("google_sheets")]
    | Annotated[DataGouvSource, Tag("data_gouv")]
    | Annotated[InboxSource, Tag("inbox")],
    Discriminator(_kind_of),
]
