"""What staff read of a file is a sentence of the catalogue with its parameters filled, and never a library's text."""

import hashlib
import re
import zipfile
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest

from schemas import DELIVERED
from schemas.rules import RULES
from schemas.template_words import example_of
from tests.nights import SAMPLE_FILES, contracts_csv
from transforms.judge import judge
from transforms.verdict import Profile, Verdict
from warehouse.template import template

ODD = (
    "", "hier", "31/02/2015", "2015", "sept. 2015", "03/04", "#REF!", "#N/A", "=1+1", "NC", "néant", "-", "????", "12 000 $",
    "1.234", "1,234.5", "-5", "1E+20", "4.5E+13", "73282932000075", "26", "26:75", "120 %", "1", "oui et non", "{title}", "{0}",
    "Médiath\u00c3\u00a8que", "12/03/1990 et 13/03/1990", "NULL", "TRUE", "00/01/1900", "x" * 400, "W26200", "Total",
)  # fmt: skip


def sentence_of(code: str) -> re.Pattern[str]:
    """The sentence of a rule, any text in the place of each parameter."""
    parts = re.split(r"\{\w+\}", RULES[code].what)
    return re.compile("(.+)".join(map(re.escape, parts)), re.DOTALL)


def verdict(content: bytes, filename: str) -> Verdict:
    return judge(content, filename, Profile("die"), hashlib.sha256(content).hexdigest(), b"k" * 32, "v")


def assert_in_our_words(found: Verdict, *, quotes: str = "") -> None:
    assert found.findings.height
    for code, severity, message in found.findings.select("code", "severity", "message").iter_rows():
        assert sentence_of(code).fullmatch(message), (code, message)
        assert severity == RULES[code].severity
        told = message.replace(quotes, "") if quotes else message
        assert not re.search(r"[{}]|Error|Exception|Traceback|errno|polars|calamine|None", told), message


def zipped(**members: bytes) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, body in members.items():
            archive.writestr(name.replace("__", "/"), body)
    return content.getvalue()


WORKBOOK = template()
HOSTILE = {
    "empty.xlsx": b"",
    "cut.xlsx": WORKBOOK[: len(WORKBOOK) // 2],
    "cut_early.xlsx": WORKBOOK[:60],
    "flipped.xlsx": bytes(byte ^ (0x5A if 400 <= at < 460 else 0) for at, byte in enumerate(WORKBOOK)),
    "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
    "page.xls": b"<!DOCTYPE html><html><body><h1>Connexion</h1></body></html>",
    "erreur.xlsx": b"<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>",
    "facture.pdf": b"%PDF-1.4 rien",
    "photo.xlsx": b"\x89PNG\r\n\x1a\n" + b"\x00" * 50,
    "archive.zip": zipped(a=b"x;y\n1;2\n", b=b"x;y\n1;2\n"),
    "bomb.xlsx": zipped(xl__workbook=b"0" * 5_000_000),
    "nom.numbers": zipped(Index__Document=b"x"),
    "binaire.csv": bytes(range(256)) * 8,
    "guillemet.csv": contracts_csv(1).replace(b"C-1", b'"C-1') + b"a\n" * 80,
    "prose.csv": "Bonjour, voici le fichier demandé.\nCordialement.\n".encode(),
    "autre.csv": b"a;b\n1;2\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_our_words(name: str) -> None:
    found = verdict(HOSTILE[name], name)
    assert found.files["state"].to_list() == ["refused"]
    assert_in_our_words(found)


@pytest.mark.parametrize("table", DELIVERED)
def test_whatever_is_typed_in_any_column_is_told_in_our_words(table: str) -> None:
    columns = list(DELIVERED[table].read_columns.values())
    lines = [";".join(column.title for column in columns)]
    for column in columns:
        lines += [";".join(odd if one is column else example_of(one) for one in columns) for odd in ODD]
    found = verdict("\n".join(lines).encode(), "essai.csv")
    assert found.findings["code"].n_unique() > 5
    assert_in_our_words(found)


@pytest.mark.parametrize("path", SAMPLE_FILES, ids=lambda path: path.name)
def test_the_samples_are_told_in_our_words(path: Path) -> None:
    content = path.read_bytes()
    found = verdict(content, path.name)
    if found.findings.height:
        assert_in_our_words(found)


def test_headings_that_look_like_parameters_are_quoted_as_they_are() -> None:
    content = contracts_csv(1).replace("Date de fin prévue\n".encode(), b"{title}\n")
    found = verdict(content, "essai.csv")
    message = found.findings.filter(pl.col("code") == "ENTETE-02")["message"][0]
    assert "« {title} »" in message
    assert_in_our_words(found, quotes="{title}")
