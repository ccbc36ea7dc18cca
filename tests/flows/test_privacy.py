"""Names and birth dates of people are in the received files and the encrypted identity file, and nowhere else."""

import datetime as dt
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest

from flows.artifacts import night_page
from flows.check import check_file
from flows.settings import Settings
from samples.people import PEOPLE
from tests.nights import ROOT, SAMPLE_FILES, SAMPLES, night

FIRST_NAMES = {one.first_name for one in PEOPLE}
BIRTH_DATES = {dt.date.fromisoformat(one.birth_date) for one in PEOPLE}
WRITTEN = {form for day in BIRTH_DATES for form in (f"{day:%Y-%m-%d}", f"{day:%d/%m/%Y}", f"{day:%d/%m/%y}")}
HOLDERS = ("received", "restricted")


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A data directory after a night run as from cron, and all that it printed."""
    home = tmp_path_factory.mktemp("home")
    environment = {"EPI_HOME": str(home), "EPI_CONFIG": str(SAMPLES / "epis.toml"), "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-c", "from flows.cli import main; main()", "run", "--json"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    return home, done.stdout + done.stderr


def leaks(text: str) -> set[str]:
    """First names as whole words, and birth dates as they are written, in a text."""
    words = set(re.findall(r"\w+", text))
    return (FIRST_NAMES & words) | {form for form in WRITTEN if form in text}


def others(home: Path) -> Iterator[Path]:
    """Every file outside those that may hold names."""
    for path in home.rglob("*"):
        if path.is_file() and path.relative_to(home).parts[0] not in HOLDERS:
            yield path


@pytest.mark.prefect
def test_no_byte_outside_the_received_and_identity_files_names_anyone(ran: tuple[Path, str]) -> None:
    home, printed = ran
    assert leaks(printed) == set()
    needles = [one.encode(form) for one in (*FIRST_NAMES, *WRITTEN) if len(one) > 3 for form in ("utf-8", "utf-16-le")]
    read = list(others(home))
    assert {path.suffix for path in read} >= {".duckdb", ".parquet"}
    for path in read:
        content = path.read_bytes()
        assert [one for one in needles if one in content] == [], path
    for path in (home / "restricted").iterdir():
        assert [one for one in needles if one in path.read_bytes()] == [], path


@pytest.mark.prefect
def test_no_value_of_the_packs_names_anyone(ran: tuple[Path, str]) -> None:
    packs = sorted((ran[0] / "store").rglob("*.parquet"))
    assert packs
    for path in packs:
        assert_nobody(pl.read_parquet(path), str(path))


@pytest.mark.prefect
def test_no_value_of_the_published_file_names_anyone(ran: tuple[Path, str]) -> None:
    with duckdb.connect(str(ran[0] / "warehouse.duckdb"), read_only=True) as connection:
        names = connection.sql("SELECT schema_name || '.' || table_name FROM duckdb_tables()").fetchall()
        assert len(names) > 20
        for (name,) in names:
            assert_nobody(connection.sql(f"FROM {name}").pl(), name)


def test_the_letter_to_an_epi_names_nobody_of_another(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, config=SAMPLES / "epis.toml", worker_processes=1)
    for file in SAMPLE_FILES:
        own = [one for one in PEOPLE if one.epi == file.parent.name]
        years = [one.birth_date[:4] for one in own]
        may = {one.first_name for one in own} | {form for form in WRITTEN if any(year in form for year in years)}
        assert leaks(check_file(file, file.parent.name, settings).letter) <= may, file


def test_the_page_of_the_night_names_nobody(tmp_path: Path) -> None:
    assert leaks(night_page(night(tmp_path))) == set()


def assert_nobody(frame: pl.DataFrame, where: str) -> None:
    """No text or date of the frame is a first name or a birth date."""
    for column in frame.get_columns():
        if column.dtype == pl.String:
            assert leaks("\n".join(column.drop_nulls().to_list())) == set(), (where, column.name)
        elif column.dtype == pl.Date:
            assert BIRTH_DATES.isdisjoint(column.to_list()), (where, column.name)
