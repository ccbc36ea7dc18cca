"""The warehouse before any row, declared once and kept, so that a night begins with a copy of it."""

from __future__ import annotations

import gzip
import zlib
from hashlib import sha256
from pathlib import Path

import duckdb

from warehouse.ddl import literal
from warehouse.declare import declarations, declare
from warehouse.query import QUIET

STORAGE_VERSION = "v1.4.0"
ATTACHED = f"STORAGE_VERSION '{STORAGE_VERSION}', RECOVERY_MODE no_wal_writes"
"""How a file is attached that is thrown away unless it is closed whole: without a log."""


def start_blank(folder: Path, path: Path) -> None:
    """Write at ``path`` a new file with every table, code and view, and no other row.

    ``folder`` keeps it for the next night of the same declarations and engine. Raises OSError where the disk refuses.
    """
    told = "\n".join((duckdb.__version__, STORAGE_VERSION, *declarations()))
    kept = folder / f"{sha256(told.encode()).hexdigest()}.duckdb.gz"
    content = _read(kept)
    if content is None:
        _declare(path)
        _keep(path, kept)
    else:
        path.write_bytes(content)


def _read(kept: Path) -> bytes | None:
    """What was kept; None where nothing was, or where the disk did not keep it whole."""
    try:
        return gzip.decompress(kept.read_bytes()) or None
    except (FileNotFoundError, EOFError, gzip.BadGzipFile, zlib.error):
        return None


def _declare(path: Path) -> None:
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute(QUIET)
        connection.execute(f"ATTACH {literal(str(path))} AS warehouse ({ATTACHED})")
        connection.execute("USE warehouse")
        connection.execute("BEGIN")
        declare(connection)
        connection.execute("COMMIT")
        connection.execute("CHECKPOINT warehouse")
        connection.execute("USE memory")
        connection.execute("DETACH warehouse")


def _keep(path: Path, kept: Path) -> None:
    """Keep it in the place of those of other declarations."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    for other in kept.parent.iterdir():
        other.unlink()
    aside = kept.with_suffix(".part")
    aside.write_bytes(gzip.compress(path.read_bytes(), 1, mtime=0))
    aside.replace(kept)
