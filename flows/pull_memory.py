"""What is remembered of each source between two nights."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from flows.last_pulls import LastPull


@dataclass(frozen=True)
class Memory:
    """What a source gave before, and which of its files the night before told of, by the file's name in the source."""

    last: dict[str, LastPull] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)


def memories_of(last: Mapping[str, LastPull], before: Collection[tuple[str, str]]) -> dict[tuple[str, str], Memory]:
    """What is remembered of each source, by EPI and name in the configuration."""
    memories: defaultdict[tuple[str, str], Memory] = defaultdict(Memory)
    parts: dict[tuple[str, str, str], str] = {}
    for key, one in last.items():
        epi_id, name, part = _split(key)
        memories[epi_id, name].last[part] = one
        parts[epi_id, name, one.told_as or part] = part
    for epi_id, stored in before:
        _, name, part = _split(f"{epi_id}/{stored}")
        memories[epi_id, name].told.add(parts.get((epi_id, name, part), part))
    return memories


def _split(key: str) -> tuple[str, str, str]:
    """`epi/source/file` in its three parts; the last is empty for a source of one file."""
    epi_id, _, stored = key.partition("/")
    name, _, part = stored.partition("/")
    return epi_id, name, part


def stored_name(source: str, part: str) -> str:
    """How the store names a source, or the file of this name in it."""
    return f"{source}/{part}" if part else source
