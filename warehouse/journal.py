"""The journal of the published nights: one JSON file a night, which holds what changed since the night before."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, asdict, dataclass, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from warehouse.durable import write_whole
from warehouse.manifest import InForce, Loss, Manifest, Receipt, TableCount

Key = tuple[str, ...]
# What a manifest holds by key, each written down only where it differs from the night before.
_KEYS: Mapping[str, tuple[type[Receipt | InForce | TableCount], tuple[str, ...]]] = {
    "received": (Receipt, ("epi_id", "source_name")),
    "in_force": (InForce, ("epi_id", "source_name", "table_name")),
    "counts": (TableCount, ("epi_id", "table_name")),
}
_FACTS = tuple(field.name for field in fields(Manifest) if field.name not in _KEYS)
# What a night written down before the fact was is taken to have said.
_DEFAULTS = {one.name: one.default for one in fields(Manifest) if one.name in _FACTS and one.default is not MISSING}


@dataclass(frozen=True)
class Entry:
    """One night of the journal: the facts of its run and, by kind and key, what came (None: what left).

    ``is_whole`` as the first nights were written down: ``changes`` is then all that was there.
    """

    facts: Mapping[str, Any]
    changes: Mapping[str, Mapping[Key, Mapping[str, Any] | None]]
    is_whole: bool = False

    @property
    def run_id(self) -> str:
        """The name of the night."""
        return str(self.facts["run_id"])


class Journal:
    """The published nights below a folder; a night costs what changed in it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def nights(self) -> list[str]:
        """The names of the published nights, oldest first."""
        return sorted(path.stem for path in self.root.glob("*.json"))

    def entries(self, until: str | None = None) -> list[Entry]:
        """The nights up to one, itself included, oldest first."""
        read = [self._read(night) for night in self.nights() if until is None or night <= until]
        return [_since(before, one) for before, one in zip([None, *read], read, strict=False)]

    def manifest(self, run_id: str) -> Manifest | None:
        """The whole manifest of one published night; None when it was never published."""
        entries = self.entries(run_id)
        return _fold(entries) if entries and entries[-1].run_id == run_id else None

    def entries_with(self, manifest: Manifest) -> list[Entry]:
        """The nights before that of the manifest, then it, written down or not."""
        entries = [entry for entry in self.entries(manifest.run_id) if entry.run_id != manifest.run_id]
        before = _state(_fold(entries)) if entries else {kind: {} for kind in _KEYS}
        changes = {kind: dict(_changes(before[kind], after)) for kind, after in _state(manifest).items()}
        facts = asdict(replace(manifest, received=(), in_force=(), counts=()))
        return [*entries, Entry({name: facts[name] for name in _FACTS}, changes)]

    def write(self, manifest: Manifest) -> None:
        """Keep the night, which must be later than every night kept."""
        entry = self.entries_with(manifest)[-1]
        changes = {kind: list(rows.items()) for kind, rows in entry.changes.items()}
        self.root.mkdir(parents=True, exist_ok=True)
        text = json.dumps({**entry.facts, "changes": changes}, sort_keys=True, ensure_ascii=False)
        write_whole(self.root / f"{manifest.run_id}.json", text)

    def forget_after(self, run_id: str) -> None:
        """Remove later nights, which a killed run wrote down and never published; only under the lock."""
        for night in self.nights():
            if night > run_id:
                (self.root / f"{night}.json").unlink()

    def set_damaged_aside(self) -> list[str]:
        """Rename the nights that cannot be read, so that the others go on; their names. Only under the lock."""
        damaged = []
        for night in self.nights():
            try:
                self._read(night)
            except (ValueError, KeyError, TypeError):
                path = self.root / f"{night}.json"
                path.replace(path.with_suffix(".damaged"))
                damaged.append(night)
        return damaged

    def _read(self, night: str) -> Entry:
        path = self.root / f"{night}.json"
        state = path.stat()
        return _entry(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=10_000)
def _entry(path: Path, _mtime_ns: int, _size: int) -> Entry:
    """What a file of the journal says, which a night asks seven times; read once as long as the file stays as it is."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    facts = _DEFAULTS | {"run_id": raw["run_id"]} | {name: raw[name] for name in _FACTS if name in raw}
    if "changes" not in raw:
        whole = {kind: {_key(kind, row): row for row in raw.get(kind, ())} for kind in _KEYS}
        return Entry(facts, whole, is_whole=True)
    return Entry(facts, {kind: {tuple(key): row for key, row in raw["changes"][kind]} for kind in _KEYS})


def _since(before: Entry | None, night: Entry) -> Entry:
    """The night by what changed in it; whole ones follow one another, from the first night on."""
    if before is None or not night.is_whole:
        return night
    pairs = {kind: (before.changes[kind], rows) for kind, rows in night.changes.items()}
    return replace(night, changes={kind: dict(_changes(*pair)) for kind, pair in pairs.items()})


def _state(manifest: Manifest) -> dict[str, dict[Key, Mapping[str, Any]]]:
    return {kind: {_key(kind, row.__dict__): row.__dict__ for row in getattr(manifest, kind)} for kind in _KEYS}


def _key(kind: str, row: Mapping[str, Any]) -> Key:
    return tuple(row[name] for name in _KEYS[kind][1])


def _changes(
    before: Mapping[Key, Mapping[str, Any] | None], after: Mapping[Key, Mapping[str, Any] | None]
) -> Iterable[tuple[Key, Mapping[str, Any] | None]]:
    yield from ((key, row) for key, row in sorted(after.items()) if before.get(key) != row)
    yield from ((key, None) for key in sorted(before.keys() - after.keys()))


def _fold(entries: Iterable[Entry]) -> Manifest:
    """The manifest of the last of the nights."""
    state: dict[str, dict[Key, Mapping[str, Any]]] = {kind: {} for kind in _KEYS}
    facts: Mapping[str, Any] = {}
    for entry in entries:
        facts = entry.facts
        for kind, changes in entry.changes.items():
            for key, row in changes.items():
                if row is None:
                    state[kind].pop(key, None)
                else:
                    state[kind][key] = row
    rows = {kind: tuple(made(**state[kind][key]) for key in sorted(state[kind])) for kind, (made, _) in _KEYS.items()}
    losses = tuple(Loss(**one) for one in facts.get("losses", ()))
    return Manifest(**{**facts, **rows, "losses": losses})
