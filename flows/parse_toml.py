"""The text of a TOML file of the configuration, and its keys as they are written there."""

import tomllib
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from flows.settings import ConfigurationError


def parse_toml(path: Path) -> dict[str, Any]:
    """What the file says; ConfigurationError with the file and the reason."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except FileNotFoundError:
        raise ConfigurationError(f"{path}: no such file; EPI_CONFIG names the configuration") from None
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{path}: not in UTF-8 at byte {error.start}") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{path}: not TOML: {error}") from None


def key_of(location: Sequence[str | int]) -> str:
    """`("epis", 2, "insee_code")` as `epis[2].insee_code`; positions count from 0."""
    written = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return written.removeprefix(".")
