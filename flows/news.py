"""What is new of the files of an EPI: those that came, those that did not, and those that others now contradict."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
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
from flows.told_mark import published_marks, told_mark
from flows.version import rules_version
from flows.workbooks.annotated import Task
from schemas.letters import FOUND_SINCE, NOT_RECEIVED
from transforms.finding import sentence
from transforms.verdict import EMPTY, Verdict, join_verdicts


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

    A file that was not judged tonight is judged once more, nothing kept of it, where other files changed what the
    checks across files find in it: it is its reader's to mend as much as what its own file shows.
    """
    verdict, since = judgement.verdict if epis else None, list[Pulled]()
    if epis and published and published.exists():
        contacts = {epi.id for epi in epis}
        since = _told_otherwise(published, [one for one in pulled if one.epi_id in contacts], verdict, told)
        verdict = join_verdicts([verdict or EMPTY, *([judge_files(night, since)] if since else [])])
        verdict = with_found_across(verdict, published)
    again = {(one.epi_id, one.sha256) for one in since}
    return {epi.id: _news(epi.id, pulled, verdict, told, again) for epi in epis}


def _told_otherwise(
    path: Path, pulled: Sequence[Pulled | PullFailure], verdict: Verdict | None, told: Told
) -> list[Pulled]:
    """The files not judged tonight of which the last letter no longer says what is published: other files moved it."""
    judged = set(verdict.files.select("epi_id", "delivery_id").iter_rows()) if verdict else set()
    files = {
        (one.epi_id, one.source, one.sha256): one
        for one in pulled
        if isinstance(one, Pulled) and (one.epi_id, one.sha256) not in judged and one.path.is_file()
        and told.files.get(f"{one.epi_id}/{one.source}", "").startswith(f"{one.sha256}:")
    }  # fmt: skip
    marks = published_marks(path, files) if files else {}
    return [files[key] for key, mark in marks.items() if told.files[f"{key[0]}/{key[1]}"] != mark]


def _news(
    epi_id: str,
    pulled: Sequence[Pulled | PullFailure],
    verdict: Verdict | None,
    told: Told,
    again: Collection[tuple[str, str]],
) -> list[News]:
    """What is new of the files of an EPI; those ``again``, by EPI and delivery, are as they were when last told."""
    found = []
    for one in pulled:
        if one.epi_id == epi_id:
            is_again = isinstance(one, Pulled) and (one.epi_id, one.sha256) in again
            news = _failure(one) if isinstance(one, PullFailure) else _judged(one, verdict, is_again=is_again)
            if news and told.files.get(f"{epi_id}/{one.source}") != news.mark:
                found.append(news)
    return found


def _failure(one: PullFailure) -> News:
    said = sentence(one.code, one.params)
    return News(one.source, one.code, one.origin.rpartition("/")[2], f"{said} [{one.code}]", NOT_RECEIVED, 3)


def _judged(one: Pulled, verdict: Verdict | None, *, is_again: bool) -> News | None:
    """The news of a file judged tonight, with its workbook where there is something to mend."""
    alone = verdict and verdict_of(verdict, one.epi_id, one.sha256)
    if not alone or alone.files.is_empty():
        return None
    file = alone.files.row(0, named=True)
    mark = told_mark(one.sha256, file, alone.findings)
    letter = (f"{FOUND_SINCE}\n\n" if is_again else "") + check_letter(alone, rules_version())
    has_faults = alone.tables.height > 0 and alone.findings["severity"].is_in(["reject", "warn"]).any()
    task = Task(one.path.read_bytes(), one.filename, alone) if has_faults else None
    subject = decision(file).partition(" (")[0].rstrip(".")
    asks = {"refused": 4, "accepted_with_reservations": 2}.get(file["state"], 1 if task else 0)
    return News(one.source, mark, one.filename, letter, subject, asks, task)


def verdict_of(verdict: Verdict, epi_id: str, delivery_id: str) -> Verdict:
    """The part of a verdict that is of one delivery."""
    ours = (pl.col("epi_id") == epi_id) & (pl.col("delivery_id") == delivery_id)
    frames = {
        field.name: getattr(verdict, field.name).filter(ours)
        for field in dataclasses.fields(verdict) if field.name != "accepted"
    }  # fmt: skip
    return Verdict(accepted={name: frame.filter(ours) for name, frame in verdict.accepted.items()}, **frames)
