"""Where an explanation keeps its work while it is made: a folder of the data directory, removed whatever happens."""

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

_PREFIX = ".explain-"
_LONGEST = dt.timedelta(days=1)


@contextmanager
def explanation_folder(home: Path) -> Iterator[Path]:
    """An empty folder, for its owner alone, for as long as the block runs."""
    with TemporaryDirectory(dir=home, prefix=_PREFIX) as folder:
        yield Path(folder)


def clear_explanations(home: Path, clock: dt.datetime) -> None:
    """Remove the folders of explanations that were killed; `epi explain` holds no lock, so only those a day old."""
    for folder in home.glob(f"{_PREFIX}*"):
        if folder.stat().st_mtime < (clock - _LONGEST).timestamp():
            shutil.rmtree(folder, ignore_errors=True)
