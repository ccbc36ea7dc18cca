"""The headings of an EPI that need a word from a person: what is proposed, and what is confirmed from then on."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from flows.configuration import Configuration, Epi
from flows.judging import judge_apart
from flows.last_pulls import read_last_pulls
from flows.profiles import profile_of
from flows.pull import declared_name
from flows.read_configuration import load_configuration
from flows.received import Received
from flows.secret import person_secret
from flows.settings import ConfigurationError, Settings
from flows.version import rules_version
from flows.write_headings import write_headings
from schemas import DELIVERED
from transforms.headings import proposed_column
from transforms.verdict import Submission

Decisions = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Heading:
    """A heading of one file: how it was matched, and the column, as ``table.column``, it is read for or proposed."""

    filename: str
    sheet: str
    cell: str
    heading: str
    table_name: str
    matched: str
    column: str | None

    @property
    def title(self) -> str:
        """The French title of the column, empty without one."""
        return DELIVERED[self.table_name].columns[self.column.partition(".")[2]].title if self.column else ""


@dataclass(frozen=True)
class Confirmation:
    """The headings that wait for a decision, and what was decided now: columns by heading, none where ignored."""

    epi_id: str
    waiting: tuple[Heading, ...]
    decided: Decisions
    is_written: bool

    def as_json(self) -> str:
        """The whole as one JSON object."""
        plain: dict[str, Any] = asdict(self)
        plain["waiting"] = [asdict(one) | {"title": one.title} for one in self.waiting]
        return json.dumps(plain, ensure_ascii=False, indent=2)


@dataclass(frozen=True)
class Asked:
    """What was asked: one heading for one column, every proposal, or headings to leave unread."""

    heading: str | None = None
    column: str | None = None
    everything: bool = False
    ignored: tuple[str, ...] = ()


def confirm(
    settings: Settings, epi_id: str, asked: Asked, day: dt.date, file: Path | None, *, dry_run: bool
) -> Confirmation:
    """Say what is proposed for the EPI's files, and record in `epis.toml` what is decided, with its day.

    The files are those received last, or `file`. ConfigurationError where a decision cannot stand.
    """
    configuration = load_configuration(settings)
    if epi_id not in {epi.id for epi in configuration.epis}:
        raise ConfigurationError(f"{settings.config}: no EPI has the id {epi_id!r}")
    headings = _headings(_submissions(configuration, configuration.epi(epi_id), settings, file), settings)
    waiting = tuple(one for one in headings if one.matched in ("near", "unknown"))
    decided = _decide(asked, headings)
    if decided and not dry_run:
        write_headings(settings, epi_id, decided, day)
    return Confirmation(epi_id, waiting, decided, bool(decided) and not dry_run)


def _submissions(configuration: Configuration, epi: Epi, settings: Settings, file: Path | None) -> Iterator[Submission]:
    if file is not None:
        content = file.read_bytes()
        yield Submission(content, file.name, hashlib.sha256(content).hexdigest(), profile_of(configuration, epi))
        return
    last, received = read_last_pulls(settings.home), Received(settings.home / "received")
    sources = {source.name: source for source in epi.sources}
    for key, pulled in sorted(last.items()):
        epi_id, _, name = key.partition("/")
        source, kept = sources.get(declared_name(name)), received.find(pulled.sha256)
        if epi_id == epi.id and source and kept:
            profile = profile_of(configuration, epi, source)
            yield Submission(kept.path.read_bytes(), pulled.filename, kept.sha256, profile)


def _headings(submissions: Iterable[Submission], settings: Settings) -> list[Heading]:
    files = list(submissions)
    if not files:
        raise ConfigurationError("no file of this EPI was received yet; give one, with --file")
    verdict = judge_apart(files, person_secret(settings.home), rules_version(), settings)
    names = {one.delivery_id: one.filename for one in files}
    told = verdict.findings.filter(verdict.findings["code"] == "ENTETE-02")
    holding = set(told.select("delivery_id", "sheet", "column_letter").iter_rows())
    found = []
    for row in verdict.columns.iter_rows(named=True):
        column, matched = row["column_name"], row["matched"]
        if matched == "near":
            column = proposed_column(row["heading"], row["table_name"])
        if matched == "unknown" and (row["delivery_id"], row["sheet"], row["column_letter"]) not in holding:
            continue
        found.append(
            Heading(
                names[row["delivery_id"]], row["sheet"], f"{row['column_letter']}{row['header_row']}",
                row["heading"].strip(), row["table_name"], matched, column and f"{row['table_name']}.{column}",
            )
        )  # fmt: skip
    return found


def _decide(asked: Asked, headings: Sequence[Heading]) -> Decisions:
    decided: Decisions = {}
    if asked.everything:
        for one in _clear_proposals(headings):
            decided[one.heading] = tuple(dict.fromkeys((*decided.get(one.heading, ()), str(one.column))))
    if asked.heading is not None and asked.column is not None:
        decided[_known(asked.heading, headings)] = (_free(asked.column, asked.heading, headings),)
    return decided | {_known(heading, headings): () for heading in asked.ignored}


def _clear_proposals(headings: Sequence[Heading]) -> list[Heading]:
    """The proposals that no other heading of the same file contests."""
    claims = Counter((one.filename, one.column) for one in headings)
    return [one for one in headings if one.matched == "near" and claims[one.filename, one.column] == 1]


def _known(heading: str, headings: Sequence[Heading]) -> str:
    if heading.strip() not in {one.heading for one in headings}:
        raise ConfigurationError(f"no table of the EPI's files has the heading {heading!r}")
    return heading.strip()


def _free(column: str, heading: str, headings: Sequence[Heading]) -> str:
    table, _, name = column.partition(".")
    if table not in DELIVERED or name not in DELIVERED[table].read_columns:
        raise ConfigurationError(f"no such column: {column!r}; a column is written as in contracts.start_date")
    for one in headings:
        if one.column == column and one.matched != "near" and one.heading != heading.strip():
            raise ConfigurationError(
                f"{column} is already read from {one.heading!r}, cell {one.cell} of {one.filename}"
            )
    return column
