"""The secrets that `epis.toml` names: from the environment, or from a file of mode 600; read anew at each use."""

import os
import tomllib
from pathlib import Path

from pydantic import SecretStr

from flows.secret import others_can_read
from flows.sources.errors import SourceError

PREFIX = "EPI_SECRET_"


class NamedSecrets:
    """The secrets of this machine: `EPI_SECRET_<NAME>`, else the key `<NAME>` of `restricted/secrets.toml`."""

    def __init__(self, home: Path) -> None:
        self._path = home / "restricted" / "secrets.toml"

    def __call__(self, name: str) -> SecretStr:
        """The secret of this name; raises SourceError, whose text holds no value, when it cannot be had."""
        value = os.environ.get(PREFIX + name) or self._from_file(name)
        if not isinstance(value, str) or not value:
            raise SourceError("no_secret", f"no secret {name}: set {PREFIX}{name}, or {name} in {self._path}")
        return SecretStr(value)

    def _from_file(self, name: str) -> object:
        try:
            with self._path.open("rb") as file:
                if others_can_read(os.fstat(file.fileno())):
                    raise SourceError("no_secret", f"{self._path}: others can read it; run chmod 600 on it")
                return tomllib.load(file).get(name)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise SourceError("no_secret", f"{self._path}: {error.strerror}") from None
        except ValueError:
            raise SourceError("no_secret", f"{self._path}: not TOML in UTF-8") from None
