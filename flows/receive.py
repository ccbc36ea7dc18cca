"""A file dropped for the next night: kept under its sha256, and noted in the inbox of its source."""

import dataclasses
import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from flows.configuration import Configuration
from flows.lock import locked
from flows.pull import pull_limits
from flows.read_configuration import load_configuration
from flows.received import Received
from flows.settings import ConfigurationError, Settings
from flows.sources import folder
from flows.sources.errors import SourceError
from flows.sources.filename import plain_name
from flows.sources.inbox import drop_file, move_inbox
from flows.sources.kinds import InboxSource


@dataclass(frozen=True)
class Receipt:
    """What was received. `is_new` is False for a file that the next night would take anyway."""

    epi_id: str
    source_name: str
    filename: str
    sha256: str
    is_new: bool
    dry_run: bool

    def as_json(self) -> str:
        """The receipt as one JSON object."""
        return json.dumps(dataclasses.asdict(self), ensure_ascii=False)

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        what = f"{self.filename} for {self.epi_id}/{self.source_name}, sha256 {self.sha256}"
        if self.dry_run:
            return f"Would keep {what}"
        return f"Kept {what}; the next night takes it" if self.is_new else f"Already kept: {what}"


def receive_file(path: Path, epi_id: str, source: str | None, settings: Settings, *, dry_run: bool) -> Receipt:
    """Keep the file for the next night; ConfigurationError for an unknown EPI or inbox, SourceError for the file."""
    inbox = _inbox(load_configuration(settings), epi_id, source, settings)
    name = plain_name(path.name) or "fichier"
    if not path.is_file():
        raise SourceError("unreadable", "not a file")
    if dry_run:
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        return Receipt(epi_id, inbox.name, name, sha256, is_new=True, dry_run=True)
    move_inbox(settings.home)
    with locked(settings.home / "received" / "inbox" / "lock"):
        received = Received(settings.home / "received", "dropped")
        received.clear_incoming()
        kept = folder.fetch(path, received, pull_limits(settings)).kept
        received.sync()
        is_new = drop_file(settings.home, epi_id, inbox.name, name, kept, dt.datetime.now(dt.UTC))
    return Receipt(epi_id, inbox.name, name, kept.sha256, is_new, dry_run=False)


def _inbox(configuration: Configuration, epi_id: str, name: str | None, settings: Settings) -> InboxSource:
    try:
        epi = configuration.epi(epi_id)
    except KeyError:
        known = ", ".join(sorted(epi.id for epi in configuration.epis))
        raise ConfigurationError(f"{settings.config}: no EPI has the id {epi_id!r}; known: {known}") from None
    inboxes = {source.name: source for source in epi.sources if isinstance(source, InboxSource)}
    if not inboxes:
        raise ConfigurationError(f'{settings.config}: EPI {epi_id!r} has no source of kind = "inbox"')
    if name is None and len(inboxes) == 1:
        return next(iter(inboxes.values()))
    if name not in inboxes:
        raise ConfigurationError(f"--source: EPI {epi_id!r} has these inboxes: {', '.join(inboxes)}")
    return inboxes[name]
