"""The identity file: who each person key stands for, encrypted, apart from the warehouse.

AES-256-GCM over Parquet, by a key derived from that of the pseudonyms. DuckDB's own encryption is not used: it writes
only with its httpfs extension, which exists as a wheel for one version and brings a network client into the process.
"""

from __future__ import annotations

import os
import secrets
from io import BytesIO
from pathlib import Path

import polars as pl
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from flows.secret import others_can_read
from flows.settings import ConfigurationError
from transforms.verdict import PEOPLE_SHAPE
from warehouse.durable import sync

_MAGIC = b"EPI-IDENTITY-1\n"
_NONCE = 12


class IdentityFile:
    """`restricted/identity.parquet.aes` below a data directory, mode 600, of the shape ``PEOPLE_SHAPE``.

    A delivery without anyone in it has one row without a key, so that it is known to have been read.
    """

    def __init__(self, home: Path, secret: bytes) -> None:
        self.path = home / "restricted" / "identity.parquet.aes"
        derived = HKDF(SHA256(), length=32, salt=None, info=_MAGIC).derive(secret)
        self._cipher = AESGCM(derived)

    def read(self) -> pl.DataFrame:
        """Everyone in it; nobody where it is not there, is damaged, or was written with another key."""
        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            return pl.DataFrame(schema=PEOPLE_SHAPE)
        if others_can_read(self.path.stat()):
            raise ConfigurationError(f"{self.path}: others can read the identity file; run chmod 600 on it")
        start = len(_MAGIC) + _NONCE
        try:
            plain = self._cipher.decrypt(content[len(_MAGIC) : start], content[start:], content[: len(_MAGIC)])
        except (InvalidTag, ValueError):
            return pl.DataFrame(schema=PEOPLE_SHAPE)
        return pl.read_parquet(BytesIO(plain)).select(list(PEOPLE_SHAPE))

    def write(self, people: pl.DataFrame) -> None:
        """Replace what it holds, whole or not at all."""
        plain, nonce = BytesIO(), secrets.token_bytes(_NONCE)
        people.select(list(PEOPLE_SHAPE)).write_parquet(
            plain, compression="zstd", compression_level=1, statistics=False
        )
        aside = self.path.with_name(f".{self.path.name}.part")
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(_MAGIC + nonce + self._cipher.encrypt(nonce, plain.getvalue(), _MAGIC))
            sync(aside)
            aside.replace(self.path)
        finally:
            aside.unlink(missing_ok=True)
        sync(self.path.parent)
