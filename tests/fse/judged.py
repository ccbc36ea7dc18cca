"""Rows written under the titles of a declared table, judged as a file of an EPI would be."""

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence

import polars as pl

from schemas import DELIVERED
from transforms.judge import judge
from transforms.verdict import Profile, Threshold, Verdict

SECRET = b"k" * 32
Cells = Mapping[str, str]


def csv_of(table: str, rows: Sequence[Cells]) -> bytes:
    """A CSV of the table: the titles of the columns that the rows name, then the rows."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow([DELIVERED[table].columns[name].title for name in names])
    writer.writerows([row.get(name, "") for name in names] for row in rows)
    return text.getvalue().encode()


def judged(table: str, *rows: Cells) -> Verdict:
    """The verdict on a file of one table; no limit refuses it whole."""
    content = csv_of(table, rows)
    epi = Profile("die", thresholds={name: Threshold(rate=None) for name in DELIVERED})
    return judge(content, "fichier.csv", epi, hashlib.sha256(content).hexdigest(), SECRET, "v")


def accepted(table: str, *rows: Cells) -> pl.DataFrame:
    """The rows of the table that are accepted."""
    return judged(table, *rows).accepted[table]


def codes(table: str, *rows: Cells) -> set[str]:
    """The codes of the rules that the rows break."""
    return set(judged(table, *rows).findings["code"])
