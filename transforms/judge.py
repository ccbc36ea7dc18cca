"""The verdict on what an EPI sent: read, find the tables, match the headings, normalise, validate, decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from schemas import DELIVERED
from schemas.rules import RULES
from transforms.finding import finding, findings_frame, sentence
from transforms.judge_sheet import Kept, SheetTables, read_sheet
from transforms.judge_table import judge_table
from transforms.lookalike_tables import without_lookalikes
from transforms.normalise import Block
from transforms.raw import DeliveryError, RawBook, RawSheet
from transforms.read import read
from transforms.spelling_doubts import spelling_doubts
from transforms.table_verdict import TableVerdict
from transforms.thresholds import over_threshold
from transforms.verdict import EMPTY, FILE_SHAPE, IGNORED_SHAPE, Profile, Submission, Verdict


def judge(content: bytes, filename: str, epi: Profile, delivery_id: str, secret: bytes, rules_version: str) -> Verdict:
    """The verdict on one file: the same on the command line and in the night."""
    return judge_many([Submission(content, filename, delivery_id, epi)], secret, rules_version)


@dataclass
class _Reading:
    """What is gathered while the files are read one by one."""

    findings: list[dict[str, object]] = field(default_factory=list)
    ignored: list[dict[str, object]] = field(default_factory=list)
    n_rows_read: dict[int, int] = field(default_factory=dict)
    blocks: dict[str, list[Block]] = field(default_factory=dict)
    unreadable: set[int] = field(default_factory=set)
    sheets: dict[int, list[str]] = field(default_factory=dict)


def judge_many(submissions: Sequence[Submission], secret: bytes, rules_version: str) -> Verdict:
    """The verdict on many files: each is read alone, then every table is normalised and validated once."""
    reading = _Reading()
    for number, submission in enumerate(submissions):
        _read_one(number, submission, reading)
    verdicts = [
        judge_table(name, reading.blocks.pop(name), submissions, secret, rules_version)
        for name in DELIVERED
        if name in reading.blocks
    ]
    return _decide(submissions, reading, verdicts)


def _read_one(number: int, submission: Submission, reading: _Reading) -> None:
    facts = _facts(submission)
    reading.n_rows_read[number] = 0
    try:
        book = read(submission.content, submission.filename)
    except DeliveryError as error:
        reading.unreadable.add(number)
        reading.findings.append(finding(error.code, sentence(error.code, error.params), **facts))
        return
    reading.findings += _remarks(book, facts)
    reading.sheets[number] = [sheet.name for sheet in book.sheets]
    kept, seen = Kept(), [sheet for sheet in book.sheets if sheet.visible == "visible"]
    spoilt = [_spoilt(book, sheet) for sheet in seen]
    read_sheets = [
        read_sheet(sheet, submission.epi, kept, facts, lost) for sheet, lost in zip(seen, spoilt, strict=True)
    ]
    read_sheets = without_lookalikes(read_sheets, facts)
    for sheet, new, lost in zip(seen, read_sheets, spoilt, strict=True):
        _gather(number, submission, sheet, new, lost, reading)
    hidden = (sheet.name for sheet in book.sheets if sheet.visible != "visible")
    reading.findings += [finding("ENTETE-08", sentence("ENTETE-08", {"sheet": name}), **facts) for name in hidden]
    if not any(new.tables for new in read_sheets):
        reading.unreadable.add(number)
        has_form = any(new.reason == "form" for new in read_sheets)
        reading.findings.append(finding("ENTETE-12" if has_form else "ENTETE-05", **facts))


def _facts(submission: Submission) -> dict[str, Any]:
    return {
        "epi_id": submission.epi.epi_id,
        "delivery_id": submission.delivery_id,
        "filename": submission.filename,
    }


def _remarks(book: RawBook, facts: dict[str, Any]) -> list[dict[str, object]]:
    return [
        finding(
            remark.code, sentence(remark.code, remark.params), sheet=remark.sheet, row_number=remark.row,
            column_letter=remark.column, **facts,
        )
        for remark in book.remarks
    ]  # fmt: skip


def _spoilt(book: RawBook, sheet: RawSheet) -> dict[int, str]:
    """Rows of the sheet that could not be cut into cells, with the code that sets them aside."""
    return {
        remark.row: remark.code
        for remark in book.remarks
        if remark.row is not None
        and RULES[remark.code].severity == "reject"
        and (remark.sheet or "") == (sheet.name or "")
    }


def _gather(
    number: int, submission: Submission, sheet: RawSheet, new: SheetTables, spoilt: dict[int, str], reading: _Reading
) -> None:
    """Keep what one sheet gave."""
    for table in new.tables:
        reading.blocks.setdefault(table.table, []).append(Block(number, table, spoilt))
    reading.n_rows_read[number] += new.n_rows
    reading.findings += new.findings
    common = {"epi_id": submission.epi.epi_id, "delivery_id": submission.delivery_id, "sheet": sheet.name}
    reading.ignored += [{**common, "row_number": row, "why": why} for row, why in new.ignored]


def _decide(submissions: Sequence[Submission], reading: _Reading, verdicts: list[TableVerdict]) -> Verdict:
    over = over_threshold(submissions, verdicts)
    refused = reading.unreadable | over.keys()
    reading.findings += [one for number in sorted(over) for one in over[number]]
    verdicts = [verdict.without(refused) for verdict in verdicts]
    ignored = pl.concat([pl.DataFrame(reading.ignored, schema=IGNORED_SHAPE), *(v.ignored for v in verdicts)])
    people = pl.concat([EMPTY.people, *(v.people for v in verdicts)]).unique(maintain_order=True)
    doubts = spelling_doubts(people, verdicts, submissions)
    notes = pl.concat([findings_frame(reading.findings), doubts]).with_columns(is_private=False)
    findings = pl.concat([notes, *(v.findings for v in verdicts)])
    quarantine = pl.concat([EMPTY.quarantine, *(v.quarantine for v in verdicts)])
    accepted = EMPTY.accepted | {v.name: v.accepted.drop("delivery") for v in verdicts}
    return Verdict(
        files=_files(submissions, reading, verdicts, refused, findings, ignored),
        accepted={name: accepted[name] for name in DELIVERED},
        tables=pl.concat([EMPTY.tables, *(v.tables for v in verdicts)]),
        columns=pl.concat([EMPTY.columns, *(v.columns for v in verdicts)]),
        findings=findings,
        quarantine=quarantine,
        ignored=ignored,
        people=people,
    )


def _files(
    submissions: Sequence[Submission], reading: _Reading, verdicts: list[TableVerdict], refused: set[int],
    findings: pl.DataFrame, ignored: pl.DataFrame,
) -> pl.DataFrame:  # fmt: skip
    """One row per file. A file judged twice under one hash is one delivery per EPI."""
    counted = [v.counts.select(pl.col(name).cast(dtype) for name, dtype in _COUNTS.items()) for v in verdicts]
    counts = pl.concat([pl.DataFrame(schema=_COUNTS), *counted])
    by_file = {row[0]: row[1:] for row in counts.group_by("delivery").sum().iter_rows()}
    serious = findings.filter(pl.col("severity") != "info").select("epi_id", "delivery_id").unique()
    doubtful = set(serious.iter_rows())
    out = ignored.group_by("epi_id", "delivery_id").len()
    n_ignored = {(epi, delivery): n for epi, delivery, n in out.iter_rows()}
    rows = []
    for number, submission in enumerate(submissions):
        accepted, set_aside, eur = by_file.get(number, (0, 0, 0))
        key = (submission.epi.epi_id, submission.delivery_id)
        state = "refused" if number in refused else "accepted_with_reservations" if key in doubtful else "accepted"
        rows.append(
            (
                *key,
                submission.filename,
                state,
                reading.n_rows_read[number],
                accepted,
                set_aside,
                n_ignored.get(key, 0),
                eur,
                reading.sheets.get(number, []),
            )
        )
    return pl.DataFrame(rows, schema=FILE_SHAPE, orient="row")


_COUNTS: dict[str, pl.DataType] = {
    "delivery": pl.UInt32(),
    "accepted": pl.Int64(),
    "set_aside": pl.Int64(),
    "eur": FILE_SHAPE["set_aside_eur"],
}


def refuse(submission: Submission, code: str) -> Verdict:
    """The verdict on a file that could not be judged at all, by the code of the reason."""
    facts = _facts(submission)
    reading = _Reading([finding(code, **facts)], n_rows_read={0: 0}, unreadable={0})
    return _decide([submission], reading, [])
