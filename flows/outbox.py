"""The letters of the nights as `.eml` files below `outbox/`: those that wait, those that left, and what was told.

`letters/` beside it has a link to each, whose name stays when the letter moves: pages point there.
"""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from warehouse.durable import sync, write_whole

_TOLD = "X-EPI-Told"
_HEADERS = BytesParser(policy=policy.default)
_NO_LINKS = (errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP)
PLACES = ("waiting", "sending", "sent", "refused")


@dataclass
class Told:
    """What was told: of each source, its last file; of each missing period, its last step."""

    files: dict[str, str] = field(default_factory=dict)
    steps: dict[str, int] = field(default_factory=dict)
    coordinator: dict[str, int] = field(default_factory=dict)

    def learn(self, other: Told) -> None:
        """Add what another tells."""
        self.files |= other.files
        self.steps |= other.steps
        self.coordinator |= other.coordinator


class Outbox:
    """The folder of the letters of a data directory, for its owner alone: one folder a place, and `told.json`.

    A letter that a killed run was sending stays in `sending/`: it may have left, and is never sent twice.
    """

    def __init__(self, home: Path) -> None:
        self._home, self.root, self._links = home, home / "outbox", home / "letters"
        for folder in (*(self.root / place for place in PLACES), self._links):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def told(self) -> Told:
        """What was told, that of letters whose run was killed before it wrote it down too."""
        path = self.root / "told.json"
        kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        known = set(kept.pop("letters", ()))
        told = Told(**kept)
        for letter in (one for one in self.waiting() if one.name not in known):
            with letter.open("rb") as file:
                headers = _HEADERS.parse(file, headersonly=True)
            told.learn(Told(**json.loads(str(headers[_TOLD]))))
        return told

    def put(self, name: str, message: EmailMessage, tells: Told) -> bool:
        """Keep a letter by its name, one a night and reader; False where there is one already.

        What it tells is in it, for the next night to know; `remember` all that was told before any letter leaves.
        """
        if find_letter(self._home, name):
            return False
        message[_TOLD] = json.dumps(tells.__dict__)
        aside = self.root / f".{name}.part"
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(message.as_bytes())
            file.flush()
            os.fsync(file.fileno())
        self.move(aside, "waiting", name)
        return True

    def remember(self) -> None:
        """Write down what the letters tell, and the names of those that wait, whose headers no later night reads."""
        kept = self.told().__dict__ | {"letters": [letter.name for letter in self.waiting()]}
        write_whole(self.root / "told.json", json.dumps(kept, indent=1, sort_keys=True))

    def waiting(self) -> list[Path]:
        """The letters to send, oldest first."""
        return sorted((self.root / "waiting").glob("*.eml"))

    def of_day(self, day: dt.date) -> tuple[str, ...]:
        """The names of the letters written in the night of that day, wherever they are; their links are put right."""
        found = sorted(path for place in PLACES for path in (self.root / place).glob(f"{day:%Y-%m-%d}-*.eml"))
        for path in found:
            self._link(path)
        return tuple(sorted({path.name for path in found}))

    def move(self, letter: Path, place: str, name: str = "") -> Path:
        """Put a letter into another of the folders; its path there."""
        target = self.root / place / (name or letter.name)
        letter.replace(target)
        sync(target.parent)
        self._link(target)
        return target

    def _link(self, letter: Path) -> None:
        """Let the link of the letter lead to where it is now, at once; none on a file system that has no links."""
        aside = self._links / f".{letter.name}.part"
        aside.unlink(missing_ok=True)
        try:
            aside.symlink_to(Path("..", *letter.parts[-3:]))
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            return
        aside.replace(self._links / letter.name)


def find_letter(home: Path, name: str) -> Path | None:
    """Where the letter of this name is now; None where there is none."""
    return next((path for place in PLACES if (path := home / "outbox" / place / name).is_file()), None)
