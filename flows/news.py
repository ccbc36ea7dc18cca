"""What is new of the files of an EPI: those that came, those that did not, those of which the checks now find more."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows.configuration import Epi
from flows.found_across import with_found_across
from flows.judgement import Judgement, judge_files
from flows.letters import check_letter
from flows.night import Night
from flows.outbox import Told
from flows.pull import Pulled, PullFailure
from flows.told import decision
from flows.told_mark import Digests, digests, published_marks, told_mark
from flows.version import rules_version
from flows.workbooks.annotated import Task
from schemas.letters import FOUND_SINCE, NOT_RECEIVED
from transforms.finding import sentence
from transforms.verdict import EMPTY, Verdict, join_verdicts

_File = tuple[str, str]


@dataclass(frozen=True)
class News:
    """A file judged tonight, or one that did not come: what is told of it, and what is remembered of that."""

    source: str
    mark: str
    filename: str
    told: str
    subject: str
    asks: int  # of little to do first: the subject of a letter is that of the file that asks for most
    task: Task | None = None


def news_of(
    night: Night,
    epis: Sequence[Epi],
    pulled: Sequence[Pulled | PullFailure],
    judgement: Judgement,
    told: Told,
    published: Path | None,
) -> dict[str, list[News]]:
    """By EPI, what its last letters did not say of what its sources gave; ``published`` what tonight's checks found.

    A file that was not judged tonight is judged once more, nothing kept of it, where the checks across files find
    something else in it than was told: it is its reader's to mend as much as what its own file shows.
    """
    by_epi: dict[str, list[Pulled | PullFailure]] = {epi.id: [] for epi in epis}
    for one in pulled:
        if one.epi_id in by_epi:
            by_epi[one.epi_id].append(one)
    verdict, again = judgement.verdict if epis else None, set[_File]()
    if epis and published and published.exists():
        since = _told_otherwise(published, [one for some in by_epi.values() for one in some], verdict, told)
        again = {(one.epi_id, one.sha256) for one in since}
        if since:
            verdict = join_verdicts([verdict or EMPTY, judge_files(night, since)])
        verdict = verdict and with_found_across(verdict, published)
    judged, found = _files(verdict), digests(verdict.findings) if verdict else {}
    return {
        epi_id: [
            news for one in some if (news := _news(one, verdict, judged, found, again)) and _is_new(news, one, told)
        ]
        for epi_id, some in by_epi.items()
    }


def _files(verdict: Verdict | None) -> set[_File]:
    return set(verdict.files.select("epi_id", "delivery_id").iter_rows()) if verdict else set()


def _told_otherwise(
    path: Path, pulled: Sequence[Pulled | PullFailure], verdict: Verdict | None, told: Told
) -> list[Pulled]:
    """The files not judged tonight of which the last letter no longer says what is published."""
    judged = _files(verdict)
    files = {
        (one.epi_id, one.source, one.sha256): one
        for one in pulled
        if isinstance(one, Pulled) and (one.epi_id, one.sha256) not in judged and one.path.is_file()
        and told.files.get(f"{one.epi_id}/{one.source}", "").startswith(f"{one.sha256}:")
    }  # fmt: skip
    marks = published_marks(path, files) if files else {}
    return [files[key] for key, mark in marks.items() if told.files[f"{key[0]}/{key[1]}"] != mark]


def _news(
    one: Pulled | PullFailure, verdict: Verdict | None, judged: set[_File], found: Digests, again: set[_File]
) -> News | None:
    """What may be told of what a source gave; of those ``again`` the file is as it was when it was last told."""
    if isinstance(one, PullFailure):
        return _failure(one)
    file = (one.epi_id, one.sha256)
    return (
        _judged(one, verdict_of(verdict, *file), found, is_again=file in again) if verdict and file in judged else None
    )


def _is_new(news: News, one: Pulled | PullFailure, told: Told) -> bool:
    return told.files.get(f"{one.epi_id}/{one.source}") != news.mark


def _failure(one: PullFailure) -> News:
    said = sentence(one.code, one.params)
    return News(one.source, one.code, one.origin.rpartition("/")[2], f"{said} [{one.code}]", NOT_RECEIVED, 3)


def _judged(one: Pulled, alone: Verdict, found: Digests, *, is_again: bool) -> News:
    """The news of a file judged tonight, with its workbook where there is something to mend."""
    file = alone.files.row(0, named=True)
    letter = (f"{FOUND_SINCE}\n\n" if is_again else "") + check_letter(alone, rules_version())
    has_faults = alone.tables.height > 0 and alone.findings["severity"].is_in(["reject", "warn"]).any()
    task = Task(one.path.read_bytes(), one.filename, alone) if has_faults else None
    subject = decision(file).partition(" (")[0].rstrip(".")
    asks = {"refused": 4, "accepted_with_reservations": 2}.get(file["state"], 1 if task else 0)
    return News(one.source, told_mark(file, found), one.filename, letter, subject, asks, task)


def verdict_of(verdict: Verdict, epi_id: str, delivery_id: str) -> Verdict:
    """The part of a verdict that is of one delivery."""
    ours = (pl.col("epi_id") == epi_id) & (pl.col("delivery_id") == delivery_id)
    frames = {
        field.name: getattr(verdict, field.name).filter(ours)
        for field in dataclasses.fields(verdict) if field.name != "accepted"
    }  # fmt: skip
    return Verdict(accepted={name: frame.filter(ours) for name, frame in verdict.accepted.items()}, **frames)
