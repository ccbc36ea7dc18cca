"""The verdict on what an EPI sent: read, find the tables, match the headings, normalise, validate, decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from schemas import DELIVERED, TABLES
from schemas.rules import RULES
from transforms.finding import column_params, finding, findings_frame, sentence
from transforms.judge_table import TableVerdict, judge_table
from transforms.layout import RawTable, find_tables
from transforms.normalise import Block
from transforms.raw import DeliveryError, RawBook, RawSheet
from transforms.read import read
from transforms.verdict import EMPTY, FILE_SHAPE, IGNORED_SHAPE, Profile, Submission, Threshold, Verdict


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


def judge_many(submissions: Sequence[Submission], secret: bytes, rules_version: str) -> Verdict:
    """The verdict on many files: each is read alone, then every table is normalised and validated once."""
    reading = _Reading()
    for number, submission in enumerate(submissions):
        _read_one(number, submission, reading)
    verdicts = [
        judge_table(name, reading.blocks[name], submissions, secret, rules_version)
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
    found = 0
    for sheet in book.sheets:
        if sheet.visible == "visible":
            reading.n_rows_read[number] += sheet.text.height
            found += _read_sheet(number, submission, sheet, _spoilt(book, sheet), reading)
        else:
            reading.findings.append(finding("ENTETE-08", sentence("ENTETE-08", {"sheet": sheet.name}), **facts))
    if not found:
        reading.unreadable.add(number)
        reading.findings.append(finding("ENTETE-05", **facts))


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


def _read_sheet(number: int, submission: Submission, sheet: RawSheet, spoilt: dict[int, str], reading: _Reading) -> int:
    """Find the tables of the sheet; the rows outside their bodies are ignored, each with its reason."""
    epi = submission.epi
    tables = find_tables(sheet, epi.headings, epi.tables or tuple(DELIVERED))
    for table in tables:
        reading.blocks.setdefault(table.table, []).append(Block(number, table, spoilt))
        reading.findings += _heading_findings(table, _facts(submission))
    headers = {table.header_row for table in tables}
    top = min(headers, default=sheet.first_row + sheet.text.height)
    above = sheet.text.head(top - sheet.first_row)
    blank = (
        above.select(pl.all_horizontal(pl.all().is_null()).alias("b"))["b"]
        if above.width
        else pl.Series([], dtype=pl.Boolean)
    )
    rows = [(sheet.first_row + i, "blank" if is_blank else "title") for i, is_blank in enumerate(blank)]
    rows += [(row, "header") for row in sorted(headers)]
    common = {"epi_id": epi.epi_id, "delivery_id": submission.delivery_id, "sheet": sheet.name}
    reading.ignored += [{**common, "row_number": row, "why": why} for row, why in rows]
    return len(tables)


def _heading_findings(table: RawTable, facts: dict[str, Any]) -> list[dict[str, object]]:
    declared = DELIVERED[table.table]
    place = {"table_name": table.table, "sheet": table.sheet.name, "row_number": table.header_row, **facts}
    found: list[dict[str, object]] = []
    twice: set[str] = set()
    for match in table.matches:
        at = {"column_letter": match.column, "heading": match.heading, **place}
        if match.how == "unknown" and table.body()[match.column].null_count() < table.body().height:
            found.append(finding("ENTETE-02", sentence("ENTETE-02", {"heading": match.heading}), **at))
        elif match.how == "near" and match.suggestion:
            title = declared.columns[match.suggestion].title
            found.append(finding("ENTETE-03", sentence("ENTETE-03", {"heading": match.heading, "title": title}), **at))
        elif match.how == "twice" and match.field and match.field not in twice:
            twice.add(match.field)
            found.append(
                finding("ENTETE-04", sentence("ENTETE-04", column_params(declared.columns[match.field])), **at)
            )
    read_fields = {match.field for match in table.read_matches}
    missing = [name for name in declared.required_columns if name not in read_fields]
    found += [finding("ENTETE-01", sentence("ENTETE-01", column_params(declared.columns[n])), **place) for n in missing]
    return found


def _decide(submissions: Sequence[Submission], reading: _Reading, verdicts: list[TableVerdict]) -> Verdict:
    refused = reading.unreadable | _over_threshold(submissions, verdicts)
    for number in sorted(refused - reading.unreadable):
        reading.findings.append(finding("FICHIER-90", **_facts(submissions[number])))
    verdicts = [verdict.without(refused) for verdict in verdicts]
    ignored = pl.concat([pl.DataFrame(reading.ignored, schema=IGNORED_SHAPE), *(v.ignored for v in verdicts)])
    notes = findings_frame(reading.findings).with_columns(pl.lit(value=False).alias("is_private"))
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
    )


def _over_threshold(submissions: Sequence[Submission], verdicts: list[TableVerdict]) -> set[int]:
    """The files that pass a threshold, or of which no row at all was accepted."""
    over, taken, aside = set[int](), set[int](), set[int]()
    for verdict in verdicts:
        for number, accepted, set_aside, eur in verdict.counts().iter_rows():
            limit = submissions[number].epi.thresholds.get(verdict.name, Threshold())
            rate = set_aside / (accepted + set_aside)
            (taken if accepted else aside).add(number)
            passed = (
                limit.rate is not None and rate > limit.rate and set_aside > 1,
                limit.count is not None and set_aside > limit.count,
                limit.eur is not None and eur > limit.eur,
            )
            if any(passed):
                over.add(number)
    return over | (aside - taken)


def _files(
    submissions: Sequence[Submission], reading: _Reading, verdicts: list[TableVerdict], refused: set[int],
    findings: pl.DataFrame, ignored: pl.DataFrame,
) -> pl.DataFrame:  # fmt: skip
    """One row per file. A file judged twice under one hash is one delivery per EPI."""
    counts = pl.concat([pl.DataFrame(schema=_COUNTS), *(v.counts().cast(_COUNTS) for v in verdicts)])  # type: ignore[arg-type]
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
            )
        )
    return pl.DataFrame(rows, schema=FILE_SHAPE, orient="row")


_COUNTS = {
    "delivery": pl.UInt32,
    "accepted": pl.Int64,
    "set_aside": pl.Int64,
    "eur": TABLES["quarantine"].columns["amount_eur"].dtype,
}


def refuse(submission: Submission, code: str) -> Verdict:
    """The verdict on a file that could not be judged at all, by the code of the reason."""
    facts = _facts(submission)
    reading = _Reading([finding(code, **facts)], n_rows_read={0: 0}, unreadable={0})
    return _decide([submission], reading, [])
