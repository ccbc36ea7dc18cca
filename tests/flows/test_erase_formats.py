"""A person leaves a file of any format: no byte of the copy names the person, and every other cell is as it was."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from flows.erase import Erasure, erase, key_of
from flows.evidence import make_evidence
from flows.received import Received
from flows.redacted_copy import Job, redact_jobs
from flows.settings import Settings
from flows.workbooks.rewrite import with_hidden_sheets
from schemas.wording import ERASED
from tests.flows.erasing import (
    ARCHIVES,
    BORN,
    CONTRACTS,
    FIRST,
    LAST,
    OPERATIONS,
    PHONE,
    WORDS,
    WORKBOOKS,
    book,
    cells,
    delimited,
    found_words,
    network,
)
from tests.flows.workbooks.given import opened
from tests.nights import ROOT, night, rows
from transforms.raw import RawBook
from transforms.read import read
from transforms.redact import Identity, Stays

PERSONAL = (1, 2, 3, 4)
PHONE_AS_TYPE = f"{LAST} 0475000001"


def published(folder: Path, files: dict[str, dict[str, bytes]]) -> Settings:
    settings = Settings(home=folder / "home", config=network(folder, files), worker_processes=1)
    assert night(settings.home, settings.config).outcome == "published"
    return settings


def erased(settings: Settings, **options: bool) -> Erasure:
    key = key_of(settings, LAST, FIRST, BORN)
    return erase(settings, key, Identity(LAST, FIRST, BORN), dry_run=False, **options)


def figures(settings: Settings) -> list[list[tuple[object, ...]]]:
    names = ("core.contracts", "mart.answers", "mart.epi_overview", "ledger.deliveries", "ledger.runs")
    return [rows(settings.home, f"SELECT * FROM {name} ORDER BY ALL") for name in names]


def sealed(settings: Settings, path: Path) -> dict[str, Any]:
    """The rows of the operation's pack with the texts of their cells, once the pack has been verified alone."""
    make_evidence(settings, "201400026", path)
    verify = [sys.executable, "-I", str(ROOT / "flows" / "templates" / "verify.py"), str(path)]
    assert subprocess.run(verify, capture_output=True, text=True, check=False).stdout == "true\n"
    with zipfile.ZipFile(path) as pack:
        return {name: json.loads(pack.read(name)) for name in ("rows.json", "figures.json")}


def whole(content: bytes) -> RawBook:
    return with_hidden_sheets(read(content, ""), content)


def texts(one: RawBook, sheet: int) -> list[list[str | None]]:
    return [list(row) for row in one.sheets[sheet].text.iter_rows()]


def expected(before: Iterable[list[str | None]], gone: dict[int, Iterable[int]]) -> list[list[str | None]]:
    """The rows with the cells at these places erased."""
    return [[ERASED if c in gone.get(r, ()) else value for c, value in enumerate(row)] for r, row in enumerate(before)]


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_a_workbook_loses_the_person_and_keeps_every_other_cell(tmp_path: Path, kind: str) -> None:
    hidden = "Archives/2013 de la commune de Die" if kind == "ods" else "Archives"
    content = WORKBOOKS[kind](book(hidden))
    settings = published(tmp_path, {"die": {f"suivi.{kind}": content}})
    (tmp_path / "die" / f"suivi.{kind}").unlink()
    before, traced = figures(settings), cells(settings)
    assert {word for _, word in found_words(settings.home / "received")} >= {LAST}

    done = erased(settings)
    assert (done.n_identities, done.doubtful, done.unreadable) == (1, {}, [])
    assert found_words(settings.home) == set()
    assert figures(settings) == before
    assert cells(settings) == traced

    [delivery] = done.files
    archive = Received(settings.home / "received")
    copy = (archive.redacted(delivery) or Path()).read_bytes()
    received, kept = whole(content), whole(copy)
    assert [one.visible for one in kept.sheets] == [one.visible for one in received.sheets]
    assert texts(kept, 0) == expected(texts(received, 0), {1: PERSONAL, 3: PERSONAL})
    assert texts(kept, 1) == texts(received, 1)
    assert texts(kept, 2) == expected(texts(received, 2), {1: range(4), 2: [0]})
    assert ARCHIVES[3][0] in [row[0] for row in texts(kept, 2)]
    record = json.loads(archive.redactions(delivery) or "")["redactions"][-1]
    assert record["copy"] == done.copies[delivery] == ("patched" if kind in ("xlsx", "xlsm") else "rewritten")
    assert record["sheets"] == ({hidden: "Archives-2013 de la commune de "} if kind == "ods" else {})


def test_evidence_made_before_and_after_verifies_and_tells_the_same_cells(tmp_path: Path) -> None:
    hidden = "Archives/2013 de la commune de Die"
    settings = published(tmp_path, {"die": {"suivi.ods": WORKBOOKS["ods"](book(hidden))}})
    before = sealed(settings, tmp_path / "before.zip")
    erased(settings)
    assert sealed(settings, tmp_path / "after.zip") == before


def test_an_xlsx_keeps_its_formulas_formats_and_lists_but_those_that_name_the_person(tmp_path: Path) -> None:
    settings = published(tmp_path, {"die": {"suivi.xlsx": WORKBOOKS["xlsx"](book())}})
    [delivery] = erased(settings).files
    copy = (Received(settings.home / "received").redacted(delivery) or Path()).read_bytes()
    sheet = opened(copy)["Contrats"]
    assert (sheet["K10"].value, sheet["K11"].value) == (2, "=1+1")
    assert sheet["D3"].number_format == "dd/mm/yyyy"
    assert [one.formula1 for one in sheet.data_validations.dataValidation] == ['"CDD,CDI"']
    assert sheet["K9"].value == "À vérifier"


@pytest.mark.parametrize(
    ("codec", "separator"),
    [("utf-8", ";"), ("utf-8-sig", ","), ("cp1252", "\t"), ("mac_roman", ";"), ("utf-16-le", "\t"), ("utf-16-be", ";")],
)
def test_a_text_keeps_its_encoding_and_every_line_of_others(tmp_path: Path, codec: str, separator: str) -> None:
    content = delimited(CONTRACTS, codec, separator)
    kept = dict.fromkeys((2, 4), ("A", "F", "G", "H", "I"))
    stays = Stays({("", row): letters for row, letters in kept.items()}, {})
    [(_, made)] = redact_jobs([Job("d", content, stays, (Identity(LAST, FIRST, BORN),), {})])
    assert made is not None
    (tmp_path / "copy.csv").write_bytes(made.copy)
    assert found_words(tmp_path) == set()
    before, after = (one.decode(codec).split("\r\n") for one in (content, made.copy))
    assert len(after) == len(before)
    assert [at for at, (old, new) in enumerate(zip(before, after, strict=True)) if old != new] == [1, 3]
    assert after[1].split(separator)[1:5] == [ERASED] * 4
    assert made.copy.startswith(content[:3])


def test_a_text_whose_lines_are_not_its_rows_is_written_anew(tmp_path: Path) -> None:
    content = f'N° contrat;Nom;Prénom\r\nC-1;"{LAST}\r\n";{FIRST}\r\nC-2;Garance;Octave\r\n'.encode()
    [(_, made)] = redact_jobs([Job("d", content, Stays({("", 2): ("A",)}, {}), (), {})])
    assert made is not None
    (tmp_path / "copy.csv").write_bytes(made.copy)
    assert found_words(tmp_path) == set()
    assert texts(read(made.copy, ""), 0)[1:] == [["C-1", ERASED, ERASED], ["C-2", "Garance", "Octave"]]


def test_a_person_leaves_the_files_of_two_epi(tmp_path: Path) -> None:
    contents = {
        "die": {"suivi.xlsx": WORKBOOKS["xlsx"](book())},
        "crest": {"contrats.csv": delimited(CONTRACTS, "cp1252")},
    }
    settings = published(tmp_path, contents)
    done = erased(settings)
    assert (done.n_identities, len(done.files)) == (2, 2)
    assert found_words(settings.home) == set()


def test_what_findings_letters_and_nights_kept_tell_of_the_person_leaves_too(tmp_path: Path) -> None:
    contracts = [*CONTRACTS, ["C-5", "Aubier", "Basile", "21/07/1988", "", f"{FIRST} {LAST}", "", "", "201400026"]]
    contracts[3] = [*contracts[3][:5], PHONE_AS_TYPE, *contracts[3][6:]]
    files = {"contrats.csv": delimited(contracts, "utf-8"), "operations.csv": delimited(OPERATIONS, "utf-8")}
    settings = published(tmp_path, {"die": files})
    assert night(settings.home, settings.config, force=True).outcome == "published"
    held = {name for name, _ in found_words(settings.home)}
    assert held >= {"findings.parquet", "quarantine.parquet", "warehouse.duckdb"}
    assert any(name.endswith(".eml") for name in held)
    letters = list((settings.home / "outbox").glob("*/*.eml"))
    before = figures(settings)
    packs = {path: pl.read_parquet(path) for path in (settings.home / "store").rglob("*.parquet")}

    done = erased(settings)
    (tmp_path / "die" / "contrats.csv").unlink()
    assert found_words(settings.home) == set()
    assert figures(settings) == before
    assert done.n_texts > 0
    assert len(done.letters) == len(letters) == len(list((settings.home / "outbox").glob("refused/*.eml")))
    assert rows(settings.home, "SELECT count(*) FROM quality.quarantine") == [(2,)]
    assert ERASED in {one for (one,) in rows(settings.home, "SELECT value_read FROM quality.findings")}
    for path, kept in packs.items():
        after = pl.read_parquet(path)
        assert (after.schema, after.height) == (kept.schema, kept.height)


def test_rows_with_the_names_alone_are_left_and_listed_until_somebody_looked(tmp_path: Path) -> None:
    sheets = dict(book()) | {"Suivi": [["Nom", "Prénom"], [LAST, FIRST], [LAST, "Basile"]]}
    settings = published(tmp_path, {"die": {"suivi.xls": WORKBOOKS["xls"](sheets)}})
    done = erased(settings)
    assert list(done.doubtful.values()) == [["Suivi!2"]]
    assert LAST in {word for _, word in found_words(settings.home)}
    again = erased(settings, doubtful_too=True)
    assert (again.doubtful, list(again.files.values())) == ({}, [2])
    [delivery] = again.files
    archive = Received(settings.home / "received")
    copy = (archive.redacted(delivery) or Path()).read_bytes()
    assert texts(whole(copy), 3) == [["Nom", "Prénom"], [ERASED, ERASED], [LAST, "Basile"]]
    assert len(json.loads(archive.redactions(delivery) or "")["redactions"]) == 2


def test_names_among_other_words_are_the_persons_with_the_birth_date_and_doubtful_without(tmp_path: Path) -> None:
    others = [["Basile", f"voir {FIRST} {LAST}", "0475000004"], [f"Mme {LAST}", "Octave", BORN, "0475000002"]]
    mine = [[f"Mme {LAST}", f"{FIRST} Marie", BORN, PHONE], [f"{LAST} (ép. Aubier)", FIRST, "12 mars 1990", PHONE]]
    settings = published(tmp_path, {"die": {"suivi.xlsx": WORKBOOKS["xlsx"](book() | {"Suivi": [*others, *mine]})}})
    done = erased(settings)
    assert list(done.doubtful.values()) == [["Suivi!4"]]
    copy = (Received(settings.home / "received").redacted(next(iter(done.files))) or Path()).read_bytes()
    assert texts(whole(copy), 3) == [
        ["Basile", ERASED, "0475000004", None],
        [f"Mme {LAST}", "Octave", f"{BORN} 00:00:00", "0475000002"],
        [ERASED] * 4,
        [f"{LAST} (ép. Aubier)", FIRST, "12 mars 1990", PHONE],
    ]


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_a_sheet_named_after_the_person_has_another_name_in_the_copy(tmp_path: Path, kind: str) -> None:
    sheets = {f"{FIRST} {LAST}" if name == "Contrats" else name: rows for name, rows in book().items()}
    settings = published(tmp_path, {"die": {f"suivi.{kind}": WORKBOOKS[kind](sheets)}})
    before = cells(settings)
    done = erased(settings)
    assert found_words(settings.home) == set()
    assert not any(word in done.as_json() for word in WORDS)
    assert cells(settings) == before
    copy = (Received(settings.home / "received").redacted(next(iter(done.files))) or Path()).read_bytes()
    assert [sheet.name for sheet in whole(copy).sheets] == ["Feuille 1", "Opérations", "Archives"]


def test_a_file_named_after_the_person_is_told_without_the_name(tmp_path: Path) -> None:
    files = {f"{LAST}.csv": delimited(CONTRACTS, "utf-8"), "operations.csv": delimited(OPERATIONS, "utf-8")}
    settings = published(tmp_path, {"die": files})
    done = erased(settings)
    assert not any(word in done.as_json() for word in WORDS)
