"""The letters of the nights as `.eml` files below `outbox/`: those that wait, those that left, and what was told."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from warehouse.durable import sync, write_whole

_TOLD = "X-EPI-Told"


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
    """The folder, for its owner alone: `waiting/`, `sending/`, `sent/`, `refused/`, and `told.json`.

    A letter that a killed run was sending stays in `sending/`: it may have left, and is never sent twice.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in ("waiting", "sending", "sent", "refused"):
            (root / name).mkdir(parents=True, exist_ok=True, mode=0o700)

    def told(self) -> Told:
        """What was told, that of letters whose run was killed before it wrote it down too."""
        path = self.root / "told.json"
        told = Told(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else Told()
        for letter in self.waiting():
            message: Any = message_from_bytes(letter.read_bytes(), policy=policy.default)
            told.learn(Told(**json.loads(str(message[_TOLD]))))
        return told

    def put(self, name: str, message: EmailMessage, tells: Told) -> bool:
        """Keep a letter by its name, one a night and reader; False where there is one already."""
        if any((self.root / place / name).exists() for place in ("waiting", "sending", "sent", "refused")):
            return False
        message[_TOLD] = json.dumps(tells.__dict__)
        aside = self.root / f".{name}.part"
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(message.as_bytes())
            file.flush()
            os.fsync(file.fileno())
        aside.replace(self.root / "waiting" / name)
        sync(self.root / "waiting")
        told = self.told()
        told.learn(tells)
        write_whole(self.root / "told.json", json.dumps(told.__dict__, indent=1, sort_keys=True))
        return True

    def waiting(self) -> list[Path]:
        """The letters to send, oldest first."""
        return sorted((self.root / "waiting").glob("*.eml"))

    def move(self, letter: Path, place: str) -> Path:
        """Put a letter into another of the folders; its path there."""
        target = self.root / place / letter.name
        letter.replace(target)
        sync(target.parent)
        return target
