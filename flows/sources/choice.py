"""Which files of a folder are taken, here or on a server."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from flows.sources.errors import SourceError
from flows.sources.fetched import Brought, Fetched

_MOST = 1000
_FAILED_IN_A_ROW = 3


@dataclass(frozen=True)
class Entry:
    """A file in a folder: its name, when it changed (seconds since 1970), and what the server calls this version."""

    name: str
    place: str
    modified: float = 0
    version: str = ""


def choose(entries: Iterable[Entry], pattern: str, *, many: bool) -> list[Entry]:
    """The newest file that fits the pattern, or all of them, by name. Raises SourceError when there is none."""
    fitting = [entry for entry in entries if _fits(entry.name, pattern)]
    if not fitting:
        raise SourceError("missing", "no file of that pattern")
    if not many:
        return [max(fitting, key=lambda entry: (entry.modified, entry.name))]
    if len(fitting) > _MOST:
        raise SourceError("unexpected", f"more than {_MOST} files")
    return list(_told_apart(sorted(fitting, key=lambda entry: (entry.name, entry.place))))


def bring_each(
    chosen: Iterable[Entry],
    fetch: Callable[[Entry, Fetched | None], Fetched],
    known: Mapping[str, Fetched],
    *,
    many: bool,
) -> list[Brought]:
    """Each chosen file, or why it did not come; one that fails stops no other.

    After three in a row that the server did not give in time, it is asked for no more: the rest fails likewise.
    """
    brought: list[Brought] = []
    for entry in chosen:
        part = entry.name if many else ""
        last = [one.outcome for one in brought[-_FAILED_IN_A_ROW:]]
        slow = [one for one in last if isinstance(one, SourceError) and one.reason in ("unreachable", "too_slow")]
        if len(slow) == _FAILED_IN_A_ROW:
            brought.append(Brought(part, slow[-1]))
            continue
        try:
            brought.append(Brought(part, fetch(entry, known.get(part))))
        except SourceError as error:
            brought.append(Brought(part, error))
    return brought


def _told_apart(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries, numbered where what can be shown of their names is the same."""
    seen: Counter[str] = Counter()
    for entry in entries:
        seen[entry.name] += 1
        yield entry if seen[entry.name] == 1 else replace(entry, name=f"{entry.name} ({seen[entry.name]})")


def _fits(name: str, pattern: str) -> bool:
    """Whether a name fits, whatever its capitals and the way its accents are written; no hidden or lock file does."""
    return not name.startswith((".", "~$")) and fnmatchcase(_folded(name), _folded(pattern))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
