"""`epi erase`: one person out of the received files and the identity file; the pseudonymous rows and totals stay."""

from __future__ import annotations

import datetime as dt
import getpass
import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from string import ascii_uppercase

import polars as pl

from flows.configuration import PARIS
from flows.decisions import JOURNAL
from flows.identity_file import IdentityFile
from flows.lock import locked
from flows.night_work import Clock, now
from flows.person_letters import empty_letter, letters_naming
from flows.person_rows import columns_that_stay, operations_set_aside, rows_of
from flows.person_texts import erase_texts
from flows.received import Received
from flows.redact_apart import redact_apart
from flows.redacted_copy import Copied, Job
from flows.retention import refuse_while_kept
from flows.secret import person_secret
from flows.settings import ConfigurationError, Settings
from transforms.pseudonyms import fold_name, keyed_hashes
from transforms.redact import Identity, Naming, Stays
from warehouse.kept_again import build_kept_again
from warehouse.store import Store


@dataclass(frozen=True)
class Erasure:
    """What was erased: files and cells, letters, texts of findings, and what a person must still look at.

    ``files`` counts cells and ``copies`` says how each copy was made, by delivery; ``doubtful`` are cells left.
    """

    person_key: str
    n_identities: int
    files: dict[str, int]
    copies: dict[str, str]
    letters: list[str]
    n_texts: int
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


def erase(
    settings: Settings,
    key: str,
    named: Identity | None,
    *,
    dry_run: bool,
    doubtful_too: bool = False,
    clock: Clock = now,
) -> Erasure:
    """Erase the person of this key; ``named`` adds to the spellings that the identity file knows.

    ``doubtful_too`` also erases the rows that hold both names without the birth date. Raises RetentionError while a
    period of retention runs or is unknown, ConfigurationError for a stranger, or a key of which nobody knows the names.
    """
    today = clock().astimezone(PARIS).date()
    with locked(settings.home / "lock"):
        store, archive = Store(settings.home / "store"), Received(settings.home / "received")
        file = IdentityFile(settings.home, person_secret(settings.home))
        known = file.read()
        mine, rows = known.filter(pl.col("person_key") == key), rows_of(store, key)
        _refuse(settings, rows, mine, today)
        people = _people(mine, named)
        copied, unreadable = redact_apart(_jobs(store, archive, rows, people, doubtful_too), settings)
        found = {name: one for name, one in copied.items() if one.cells}
        places = _places(rows, found)
        refuse_while_kept(settings, rows["operation_id"], today, operations_set_aside(store, places))
        naming = Naming(people, frozenset[str]().union(*(one.values for one in found.values())))
        letters = letters_naming(settings, people, naming)
        if not dry_run:
            store.forget_damaged()
            _replace(settings, archive, found, letters, today)
        n_texts = _erase_texts(settings, store, naming, places, dry_run)
        if not dry_run:
            file.write(_without(known, key, people))
            _note(settings, key, found)
        return Erasure(
            key, mine.height, {name: len(one.cells) for name, one in found.items()},
            {name: one.how for name, one in found.items()}, [_below(settings, one) for one in letters], n_texts,
            _doubtful(copied), unreadable, _remains(settings, store, rows, naming),
        )  # fmt: skip


def _refuse(settings: Settings, rows: pl.DataFrame, mine: pl.DataFrame, today: dt.date) -> None:
    """Refuse a stranger, and who is kept for a while yet, before any file is read."""
    if rows.is_empty() and mine.is_empty():
        raise ConfigurationError("nobody has this key: no row and no identity is kept of it")
    refuse_while_kept(settings, rows["operation_id"], today)


def _replace(
    settings: Settings, archive: Received, found: dict[str, Copied], letters: Iterable[Path], today: dt.date
) -> None:
    for name, one in found.items():
        archive.redact(name, one.copy, _record(archive, name, one))
    for letter in letters:
        empty_letter(settings, letter, today)


def _erase_texts(settings: Settings, store: Store, naming: Naming, places: set[tuple[str, int]], dry_run: bool) -> int:
    """Erase the texts kept of findings, and build the nights kept again without them, also where that was cut short."""
    n_texts, begun = erase_texts(store, naming, places, dry_run=True), settings.home / "restricted" / "erasing"
    if (n_texts or begun.exists()) and not dry_run:
        begun.touch()
        erase_texts(store, naming, places, dry_run=False)
        build_kept_again(settings.home, settings.build_memory_mb)
        begun.unlink()
    return n_texts


def _places(rows: pl.DataFrame, found: dict[str, Copied]) -> set[tuple[str, int]]:
    """Delivery and row of everything known to be of the person."""
    cells = ((name, cell) for name, one in found.items() for _, cell in one.cells)
    return {(name, int(cell.lstrip(ascii_uppercase))) for name, cell in cells} | set(
        rows.select("delivery_id", "row_number").iter_rows()
    )


def _doubtful(copied: dict[str, Copied]) -> dict[str, list[str]]:
    return {n: [f"{s}!{r}" if s else str(r) for s, r in one.doubtful] for n, one in copied.items() if one.doubtful}


def _people(mine: pl.DataFrame, named: Identity | None) -> tuple[Identity, ...]:
    """Every spelling of the person; ConfigurationError where there is none to look for."""
    spelt = mine.select("last_name", "first_name", "birth_date").drop_nulls().unique(maintain_order=True)
    people = (*(Identity(*row) for row in spelt.iter_rows()), *([named] if named else []))
    if not people:
        raise ConfigurationError(
            "no file in force tells who has this key, and texts and rows set aside may name the person: instead of "
            "the key, give the last name, first name and birth date when asked for"
        )
    return people


def _jobs(
    store: Store, archive: Received, rows: pl.DataFrame, people: tuple[Identity, ...], doubtful_too: bool
) -> Iterable[Job]:
    """Every kept file, and what is known of the person in it."""
    kept = columns_that_stay(store, rows)
    for name in archive.files():
        stays, sheets = kept.get(name, Stays({}, {})), archive.sheets_in_copy(name)
        yield Job(name, _content(archive, name), stays, people, sheets, doubtful_too)


def _content(archive: Received, name: str) -> bytes:
    """A file as received, also where an erasure was cut short before it went; else its redacted copy."""
    kept = archive.find(name)
    return (kept.path if kept else archive.redacted(name) or archive.path(name)).read_bytes()


def _record(archive: Received, name: str, one: Copied) -> str:
    """The record of what was done to a file, after those before it: when, how many cells, and the copy's hash."""
    known = archive.known(name)
    size = known.size if known else 0
    before = json.loads(archive.redactions(name) or "{}").get("redactions", [])
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    done = {
        "at": now, "cells": [list(cell) for cell in one.cells], "copy": one.how, "sheets": one.sheets,
        "copy_sha256": hashlib.sha256(one.copy).hexdigest(),
    }  # fmt: skip
    return json.dumps({"delivery_id": name, "size": size, "redactions": [*before, done]}, ensure_ascii=False, indent=1)


def _without(known: pl.DataFrame, key: str, people: tuple[Identity, ...]) -> pl.DataFrame:
    """The identities of all others; names without a key that are the person's, however spelt, go too. A delivery of
    which nobody is left stays known as read."""
    mine = {(fold_name(one.last_name), fold_name(one.first_name)) for one in people}
    keyless = known.filter(pl.col("person_key").is_null())
    spelt = keyless.select(pl.col("last_name", "first_name").fill_null(""))
    # A loop over the names without a key alone, folded as those with one were.
    are_theirs = [(fold_name(last), fold_name(first)) in mine for last, first in spelt.iter_rows()]
    others = keyless.filter(~pl.Series(are_theirs, dtype=pl.Boolean))
    others = pl.concat([known.filter(pl.col("person_key") != key), others])
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


def _below(settings: Settings, path: Path) -> str:
    return path.relative_to(settings.home).as_posix()


def _remains(settings: Settings, store: Store, rows: pl.DataFrame, naming: Naming) -> list[str]:
    """Where a copy may lie that is not ours to change, and what bears the person's name and stays."""
    names = pl.concat([store.judged().select("delivery_id", name="filename"), rows.select("delivery_id", name="sheet")])
    bearing = {one for one, name in names.unique().iter_rows() if name and naming.both(name)}
    numbers = rows.drop_nulls("contract_id").select("delivery_id", "contract_id").unique()
    bearing |= {one for one, number in numbers.iter_rows() if naming.either(number)}
    told = [f"a file name, a sheet name or a contract number bears the name: {one}" for one in sorted(bearing)]
    notes = settings.home / JOURNAL
    lines = notes.read_text(encoding="utf-8").splitlines() if notes.exists() else []
    told += [f"a note bears the name: {notes.name}, line {n}" for n, one in enumerate(lines, 1) if naming.both(one)]
    made = sorted(str(path) for kind in ("evidence/*.zip", "as_of/*.duckdb") for path in settings.home.glob(kind))
    return ["the EPI's own file, until the EPI erases the person from it", *told, *made, "backups"]
