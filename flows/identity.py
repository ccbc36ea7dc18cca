"""Who the person keys stand for: kept up by the night from the received files, asked for by name of a key."""

from __future__ import annotations

import datetime as dt
import getpass
import json
import os
from collections.abc import Iterable, Iterator, Sequence

import polars as pl

from flows.identity_file import IdentityFile
from flows.judging import judge_apart
from flows.night import Night
from flows.profiles import profile_of
from flows.pull import declared_name
from flows.received import Received
from flows.secret import person_secret
from flows.settings import Settings
from flows.version import rules_version
from schemas import DELIVERED
from schemas.person import IDENTITY
from transforms.verdict import PEOPLE_SHAPE, Submission, Verdict
from warehouse.manifest import InForce, Manifest

_TABLES = tuple(
    name
    for name, table in DELIVERED.items()
    if "person_key" in table.columns and table.columns["person_key"].keyed_on == IDENTITY
)
_FILE = ["epi_id", "delivery_id"]
SHORTEST_KEY = 8


def keep_identities(night: Night, known: pl.DataFrame, verdict: Verdict | None, manifest: Manifest) -> None:
    """Bring the identity file, which held those ``known``, to the deliveries in force: those judged tonight or known,
    and the rest read again."""
    standing = {(one.epi_id, one.delivery_id): one for one in manifest.in_force if one.table_name in _TABLES}
    secret = person_secret(night.settings.home)
    file = IdentityFile(night.settings.home, secret)
    people = _replaced(known, verdict)
    held = set(people.select(_FILE).unique().iter_rows())
    again = [one for key, one in sorted(standing.items()) if key not in held]
    if again:
        submissions = _submissions(night, again)
        people = _replaced(people, judge_apart(submissions, secret, rules_version(), night.settings))
    if not held <= standing.keys():
        wanted = pl.DataFrame(list(standing), schema={name: PEOPLE_SHAPE[name] for name in _FILE}, orient="row")
        people = people.join(wanted, on=_FILE, how="semi", maintain_order="left")
    people = _each_once(people)
    if not people.equals(known) or not file.path.exists():
        file.write(people)


def _each_once(people: pl.DataFrame) -> pl.DataFrame:
    """The rows without those that stand twice, for which few look: where all hashes differ, so do the rows."""
    return people if people.hash_rows().n_unique() == people.height else people.unique(maintain_order=True)


def ask_identities(settings: Settings, keys: Sequence[str]) -> list[dict[str, str]]:
    """The names and birth dates behind these keys, as each EPI writes them; the question is noted, the answer is not.

    A key may be cut short to its first ``SHORTEST_KEY`` characters or more.
    """
    people = IdentityFile(settings.home, person_secret(settings.home)).read().drop_nulls("person_key")
    _note_reading(settings, keys)
    wanted = [key for key in keys if len(key) >= SHORTEST_KEY]
    found = people.filter(
        pl.any_horizontal([pl.lit(value=False), *(pl.col("person_key").str.starts_with(k) for k in wanted)])
    )
    columns = ["person_key", "last_name", "first_name", "birth_date", "epi_id"]
    return found.select(pl.col(columns).cast(pl.String)).unique().sort(columns).to_dicts()


def _replaced(people: pl.DataFrame, verdict: Verdict | None) -> pl.DataFrame:
    """The people with those of the verdict in place of what was known; a file refused now keeps those it had."""
    if verdict is None:
        return people
    known = people.select(_FILE).unique()
    good = verdict.files.filter(pl.col("state") != "refused").select(_FILE)
    read = pl.concat([good, verdict.files.select(_FILE).join(known, on=_FILE, how="anti")]).unique()
    nobody = read.join(verdict.people, on=_FILE, how="anti")
    return pl.concat([people.join(read, on=_FILE, how="anti"), verdict.people, nobody], how="diagonal")


def _submissions(night: Night, wanted: Iterable[InForce]) -> Iterator[Submission]:
    """The files of the archive; one whose source is no longer declared, or that is gone, is left out."""
    received, judged = Received(night.settings.home / "received"), night.store.judged()
    filenames = {row[:2]: row[2] for row in judged.select(*_FILE, "filename").iter_rows()}
    epis = {epi.id: epi for epi in night.configuration.epis}
    for one in wanted:
        kept, epi = received.find(one.delivery_id), epis.get(one.epi_id)
        sources = epi.sources if epi else ()
        source = next((source for source in sources if source.name == declared_name(one.source_name)), None)
        if kept is not None and epi is not None and source is not None:
            filename = filenames.get((one.epi_id, one.delivery_id), "")
            profile = profile_of(night.configuration, epi, source)
            yield Submission(kept.path.read_bytes(), filename, one.delivery_id, profile)


def _note_reading(settings: Settings, keys: Sequence[str]) -> None:
    """Every reading of the restricted file leaves a line: when, who, which keys."""
    path = settings.home / "restricted" / "identity_readings.jsonl"
    line = {"at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), "user": getpass.getuser(), "keys": list(keys)}
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
