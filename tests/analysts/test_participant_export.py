import csv
import json
from pathlib import Path

import openpyxl
import polars as pl

from flows.identity_file import IdentityFile
from flows.secret import person_secret
from flows.settings import Settings
from schemas import CORE_TABLES
from tests.flows.test_cli import epi
from tests.nights import rows

OPERATION = "201400026"
NAMES = ["last_name", "first_name", "birth_date"]
SENSITIVE = [name for name, one in CORE_TABLES["participations"].columns.items() if one.privacy == "sensitive"]


def exported(settings: Settings, folder: Path, *options: str) -> list[dict[str, str]]:
    told = epi("export-participants", OPERATION, "--out", str(folder), "--json", *options, home=settings.home)
    assert (told.returncode, told.stderr) == (0, "")
    return list(csv.DictReader((folder / f"participants-{OPERATION}.csv").read_text(encoding="utf-8").splitlines()))


def readings(settings: Settings) -> list[str]:
    log = settings.home / "restricted" / "identity_readings.jsonl"
    return log.read_text(encoding="utf-8").splitlines() if log.exists() else []


def people(settings: Settings) -> pl.DataFrame:
    return IdentityFile(settings.home, person_secret(settings.home)).read().drop_nulls("person_key")


def test_one_row_a_participation_without_names_or_sensitive_answers_for_its_owner_alone(
    settings: Settings, tmp_path: Path
) -> None:
    before, made = readings(settings), exported(settings, tmp_path)
    kept = rows(settings.home, "SELECT epi_id, person_key, sex_code FROM core.participations ORDER BY ALL")
    assert sorted((row["epi_id"], row["person_key"], row["sex_code"]) for row in made) == kept
    assert len(made) == 12
    assert not set(made[0]) & {*NAMES, *SENSITIVE}
    files = sorted(tmp_path.iterdir())
    assert [(file.stat().st_mode & 0o777) for file in files] == [0o600] * 6
    texts = "".join(file.read_text(encoding="utf-8-sig") for file in files if file.suffix == ".csv")
    written = {cell for row in csv.reader(texts.replace(";", ",").splitlines()) for cell in row}
    assert not written & set(people(settings)["last_name"])
    assert readings(settings) == before


def test_every_column_is_in_the_mapping_which_says_that_the_authority_s_heading_is_not_known(
    settings: Settings, tmp_path: Path
) -> None:
    made = exported(settings, tmp_path, "--with-sensitive")
    name = f"participants-{OPERATION}-correspondance"
    mapping = list(csv.DictReader((tmp_path / f"{name}.csv").read_text(encoding="utf-8").splitlines()))
    assert [row["Colonne de l'export"] for row in mapping] == list(made[0])
    assert {*SENSITIVE} < {*made[0]}
    assert all(row["Intitulé dans Ma démarche FSE"].startswith("Non connu") and row["Sens"] for row in mapping)
    sex = next(row for row in mapping if row["Colonne de l'export"] == "sex_code")
    assert sex["Codes"].startswith("F = Femme ; M = Homme")
    book = openpyxl.load_workbook(tmp_path / f"participants-{OPERATION}.xlsx")
    assert [row[0] for row in list(book["Colonnes"].values)[1:]] == list(made[0])


def test_names_come_only_when_asked_for_and_the_reading_is_noted(settings: Settings, tmp_path: Path) -> None:
    before, made = readings(settings), exported(settings, tmp_path, "--with-names")
    known = set(people(settings).select("person_key", "epi_id", *NAMES).cast(pl.String).rows())
    assert {(row["person_key"], row["epi_id"], *(row[name] for name in NAMES)) for row in made} <= known
    [noted] = readings(settings)[len(before) :]
    assert json.loads(noted)["keys"] == sorted({row["person_key"] for row in made})


def test_a_dry_run_reads_no_name_and_writes_nothing(settings: Settings, tmp_path: Path) -> None:
    before = readings(settings)
    asked = ("export-participants", OPERATION, "--out", str(tmp_path / "out"), "--with-names", "--dry-run", "--json")
    told = json.loads(epi(*asked, home=settings.home).stdout)
    assert (len(told["files"]), told["participations"], told["dry_run"]) == (6, 12, True)
    assert not (tmp_path / "out").exists()
    assert readings(settings) == before


def test_an_unknown_operation_is_a_wrong_command_that_names_those_known(settings: Settings, tmp_path: Path) -> None:
    told = epi("export-participants", "999", "--out", str(tmp_path / "out"), home=settings.home)
    assert (told.returncode, told.stdout) == (2, "")
    assert OPERATION in told.stderr
