"""`epi erase`: one person out of the received files and the identity file; the pseudonymous rows and totals stay."""

from __future__ import annotations

import datetime as dt
import getpass
import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

import polars as pl

from flows.identity_file import IdentityFile
from flows.isolation import WorkerDied, WorkerPool
from flows.lock import locked
from flows.person_rows import columns_that_stay, rows_of
from flows.received import Received
from flows.retention import refuse_while_kept
from flows.secret import person_secret
from flows.settings import ConfigurationError, Settings
from flows.worker_process import WorkerLimits
from transforms.pseudonyms import keyed_hashes
from transforms.raw import DeliveryError
from transforms.read import read
from transforms.redact import Identity, Redaction, Stays, redact
from warehouse.store import Store


@dataclass(frozen=True)
class Job:
    """One kept file, the columns that stay of it, and who the person is."""

    delivery_id: str
    content: bytes
    stays: Stays
    people: tuple[Identity, ...]


@dataclass(frozen=True)
class Erasure:
    """What was erased: files and cells, and what a person must still look at, by delivery."""

    person_key: str
    n_identities: int
    files: dict[str, int]
    doubtful: dict[str, list[str]]
    unreadable: list[str]
    remains: list[str]

    def as_json(self) -> str:
        """The same as one JSON object."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2)


def key_of(settings: Settings, last_name: str, first_name: str, birth_date: dt.date) -> str:
    """The key of a person, from name and birth date."""
    columns = [pl.Series([last_name]), pl.Series([first_name]), pl.Series([birth_date])]
    return str(keyed_hashes(columns, person_secret(settings.home))[0])


def erase(settings: Settings, key: str, named: Identity | None, *, dry_run: bool) -> Erasure:
    """Erase the person of this key; ``named`` adds to the spellings that the identity file knows.

    Raises RetentionError while a period of retention runs or is unknown, ConfigurationError for a stranger.
    """
    with locked(settings.home / "lock"):
        store, archive = Store(settings.home / "store"), Received(settings.home / "received")
        file = IdentityFile(settings.home, person_secret(settings.home))
        known = file.read()
        mine = known.filter(pl.col("person_key") == key)
        rows = rows_of(store, key)
        if rows.is_empty() and mine.is_empty():
            raise ConfigurationError("nobody has this key: no row and no identity is kept of it")
        refuse_while_kept(settings, rows["operation_id"])
        people = _identities(mine, named)
        redacted, unreadable = _redacted(settings, store, archive, rows, people)
        found = {name: one for name, one in redacted.items() if one.cells}
        if not dry_run:
            for name, one in found.items():
                archive.redact(name, one.copy, _record(archive, name, one))
            file.write(_without(known, key, people))
            _note(settings, key, found)
        doubtful = {
            n: [f"{s}!{r}" if s else str(r) for s, r in one.doubtful] for n, one in redacted.items() if one.doubtful
        }
        return Erasure(
            key, mine.height, {name: len(one.cells) for name, one in found.items()}, doubtful, unreadable,
            _remains(settings),
        )  # fmt: skip


def redact_jobs(jobs: Sequence[Job]) -> list[tuple[str, Redaction | None]]:
    """What runs in a worker: each file without the person; None for one that cannot be read."""
    made: list[tuple[str, Redaction | None]] = []
    for job in jobs:
        try:
            made.append((job.delivery_id, redact(read(job.content, ""), job.stays, job.people)))
        except DeliveryError:
            made.append((job.delivery_id, None))
    return made


def _identities(mine: pl.DataFrame, named: Identity | None) -> tuple[Identity, ...]:
    spelt = mine.select("last_name", "first_name", "birth_date").drop_nulls().unique(maintain_order=True)
    return (*(Identity(*row) for row in spelt.iter_rows()), *([named] if named else []))


def _redacted(
    settings: Settings, store: Store, archive: Received, rows: pl.DataFrame, people: tuple[Identity, ...]
) -> tuple[dict[str, Redaction], list[str]]:
    """Every kept file as it would be without the person, and those that cannot be read."""
    limits = WorkerLimits(settings.worker_seconds, settings.worker_memory_mb * 1_000_000)
    kept = columns_that_stay(store, rows)
    jobs = (Job(name, _content(archive, name), kept.get(name, Stays({}, {})), people) for name in archive.files())
    redacted, unreadable = dict[str, Redaction](), list[str]()
    preload = ("polars", "fastexcel", "transforms.read")
    with WorkerPool[Job, list[tuple[str, Redaction | None]]]("flows.erase:redact_jobs", 1, limits, preload) as pool:
        for outcome in pool.map([job] for job in jobs):
            pairs = [(outcome.item.delivery_id, None)] if isinstance(outcome, WorkerDied) else outcome.value
            redacted |= {name: one for name, one in pairs if one is not None}
            unreadable += [name for name, one in pairs if one is None]
    return redacted, unreadable


def _content(archive: Received, name: str) -> bytes:
    """A file as received, also where an erasure was cut short before it went; else its redacted copy."""
    kept = archive.find(name)
    return (kept.path if kept else archive.redacted(name) or archive.path(name)).read_bytes()


def _record(archive: Received, name: str, one: Redaction) -> str:
    """The record of what was done to a file, after those before it: when, how many cells, and the copy's hash."""
    known = archive.known(name)
    size = known.size if known else 0
    before = json.loads(archive.redactions(name) or "{}").get("redactions", [])
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    done = {"at": now, "cells": [list(cell) for cell in one.cells], "copy_sha256": hashlib.sha256(one.copy).hexdigest()}
    return json.dumps({"delivery_id": name, "size": size, "redactions": [*before, done]}, ensure_ascii=False, indent=1)


def _without(known: pl.DataFrame, key: str, people: tuple[Identity, ...]) -> pl.DataFrame:
    """The identities of all others; names without a key that are the person's go too. A delivery of which nobody is
    left stays known as read."""
    spelt = [(one.last_name, one.first_name) for one in people]
    mine = pl.DataFrame(spelt, schema=dict.fromkeys(("last_name", "first_name"), pl.String), orient="row").unique()
    keyed = known.filter(pl.col("person_key") != key)
    keyless = known.filter(pl.col("person_key").is_null())
    others = pl.concat([keyed, keyless.join(mine, on=["last_name", "first_name"], how="anti")])
    files = known.select("epi_id", "delivery_id").unique()
    nobody = files.join(others, on=["epi_id", "delivery_id"], how="anti")
    return pl.concat([others, nobody], how="diagonal").sort(pl.all())


def _note(settings: Settings, key: str, found: Iterable[str]) -> None:
    """Every erasure leaves a line: when, who, which key, which files."""
    path = settings.home / "restricted" / "erasures.jsonl"
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    line = {"at": now, "user": getpass.getuser(), "person_key": key, "files": sorted(found)}
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def _remains(settings: Settings) -> list[str]:
    """Where a copy may lie that is not ours to change."""
    packs = sorted(str(path) for path in (settings.home / "evidence").glob("*.zip"))
    return ["the EPI's own file, until the EPI erases the person from it", *packs, "backups"]
