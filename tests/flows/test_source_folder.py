"""Files chosen in a folder, by pattern."""

import os
import unicodedata
from pathlib import Path

import pytest

from flows.pull import Pulled, PullFailure
from tests.flows.pulls import die, one_failure, one_file, pull_epi


def put(folder: Path, name: str, content: str, day: int) -> Path:
    path = folder / "partage" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    os.utime(path, (day * 86_400, day * 86_400))
    return path


def test_the_newest_file_is_taken_and_of_equals_the_last_by_name(tmp_path: Path) -> None:
    for name, day in (("c.csv", 1), ("a.csv", 3), ("b.csv", 3), ("z.txt", 9), ("~$d.csv", 9), (".e.csv", 9)):
        put(tmp_path, name, name, day)
    file = one_file(tmp_path, die(path="partage", files="*.csv"))
    assert (file.filename, file.source, file.origin) == ("b.csv", "fichier", "partage")


def test_all_files_stand_each_under_its_name_whatever_its_capitals_and_accents(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "Dépenses 2014.CSV")
    put(tmp_path, decomposed, "1", 1)
    put(tmp_path, "dépenses 2015.csv", "2", 2)
    files = pull_epi(tmp_path, die(path="partage", files="dépenses*.csv", take="all"))
    assert [one.source for one in files] == [f"fichier/{decomposed}", "fichier/dépenses 2015.csv"]


def test_a_folder_inside_and_a_link_that_leads_out_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("secret")
    put(tmp_path, "a.csv", "a", 1)
    (tmp_path / "partage" / "b.csv").mkdir()
    (tmp_path / "partage" / "c.csv").symlink_to(tmp_path / "secret.csv")
    (file,) = pull_epi(tmp_path, die(path="partage", files="*", take="all"))
    assert file.source == "fichier/a.csv"


def test_a_name_that_cannot_be_shown_is_shown_as_far_as_it_can_and_told_apart(tmp_path: Path) -> None:
    put(tmp_path, "dpenses.csv", "1", 1)
    put(tmp_path, os.fsdecode(b"d\xe9penses.csv"), "2", 1)
    for source in (die(path="partage", files="*", take="all"), die(path="partage", files="*")):
        files = [one for one in pull_epi(tmp_path, source) if isinstance(one, Pulled)]
        assert {one.filename for one in files} <= {"dpenses.csv", "dpenses.csv (2)"}
    files = [one for one in pull_epi(tmp_path, die(path="partage", files="*", take="all")) if isinstance(one, Pulled)]
    assert [(one.source, one.path.read_text(), one.is_unchanged) for one in files] == [
        ("fichier/dpenses.csv", "1", True),
        ("fichier/dpenses.csv (2)", "2", True),
    ]


def test_one_file_that_is_too_large_stops_no_other(tmp_path: Path) -> None:
    put(tmp_path, "a.csv", "x" * 20_001, 1)
    put(tmp_path, "b.csv", "b", 1)
    failed, came = pull_epi(tmp_path, die(path="partage", files="*.csv", take="all"))
    assert isinstance(failed, PullFailure)
    assert (failed.code, failed.source) == ("FICHIER-43", "fichier/a.csv")
    assert isinstance(came, Pulled)


@pytest.mark.parametrize(
    ("path", "code"), [("absent", "FICHIER-40"), ("partage", "FICHIER-40"), ("partage/a.txt", "FICHIER-46")]
)
def test_a_folder_that_is_absent_or_has_no_such_file_ends_as_its_code(tmp_path: Path, path: str, code: str) -> None:
    put(tmp_path, "a.txt", "a", 1)
    assert one_failure(tmp_path, die(path=path, files="*.csv")).code == code
