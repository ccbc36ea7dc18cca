"""The key of the pseudonyms: from the environment, or from a file of mode 600 made at first use."""

import os
import secrets
from pathlib import Path

from flows.settings import ConfigurationError

VARIABLE = "EPI_PERSON_KEY"


def person_secret(home: Path) -> bytes:
    """The key, at least 32 bytes; a short key or a file that others can read is a ConfigurationError."""
    if given := os.environ.get(VARIABLE):
        return _checked(given.encode(), VARIABLE)
    path = home / "restricted" / "person.key"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        if others_can_read(path.stat()):
            raise ConfigurationError(
                f"{path}: others can read the key of the pseudonyms; run chmod 600 on it"
            ) from None
        return _checked(path.read_bytes().strip(), str(path))
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_hex(32))
        file.flush()
        os.fsync(file.fileno())
    return path.read_bytes()


def passing_secret(home: Path) -> bytes:
    """The key where there is one, else one for this call alone: for a judgement of which nothing is kept."""
    is_kept = os.environ.get(VARIABLE) or (home / "restricted" / "person.key").exists()
    return person_secret(home) if is_kept else secrets.token_hex(32).encode()


def others_can_read(status: os.stat_result) -> bool:
    """Whether the mode of a file lets anyone but its owner read or write it."""
    return bool(status.st_mode & 0o077)


def _checked(key: bytes, where: str) -> bytes:
    if len(key) < 32:
        raise ConfigurationError(f"{where}: the key of the pseudonyms has fewer than 32 characters")
    return key
