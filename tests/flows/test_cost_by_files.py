"""What a night costs per file, counted and not timed: statements and validations do not multiply with the files."""

import hashlib
import sys
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Any

import duckdb
import pytest

from tests.nights import contracts_csv, night
from transforms.judge import judge_many
from transforms.normalise import normalise
from transforms.validate import validate
from transforms.verdict import Profile, Submission

_EPI = '\n[[epis]]\nid = "epi-{n}"\nname = "EPI"\ncommune = "Die"\ninsee_code = "26113"\npostcode = "26150"\n[[epis.sources]]\npath = "{n}.csv"\n'


def network(folder: Path, files: int) -> Path:
    folder.mkdir()
    for n in range(files):
        (folder / f"{n}.csv").write_bytes(contracts_csv(n, 100 + n))
    config = folder / "epis.toml"
    epis = "".join(_EPI.format(n=n) for n in range(files))
    config.write_text(f'[network]\nname = "Essai"\nas_of = 2015-07-31\n{epis}', encoding="utf-8")
    return config


class Counted:
    """A connection that counts the kinds of its statements, and does them."""

    def __init__(self, connection: Any, counts: Counter[str]) -> None:
        self._connection, self._counts = connection, counts

    def execute(self, statement: str, *values: Any) -> Any:
        self._counts[statement.split()[0].upper()] += 1
        return self._connection.execute(statement, *values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def __enter__(self) -> "Counted":
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()


def statements(folder: Path, files: int, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """The statements of a night over so many files, by their first word."""
    counts: Counter[str] = Counter()
    connect = duckdb.connect
    with monkeypatch.context() as patch:
        patch.setattr(duckdb, "connect", lambda *a, **k: Counted(connect(*a, **k), counts))
        assert night(folder / f"home-{files}", network(folder / f"files-{files}", files)).outcome == "published"
    return counts


def test_a_night_executes_as_many_statements_for_many_files_as_for_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few, many = statements(tmp_path, 2, monkeypatch), statements(tmp_path, 30, monkeypatch)
    assert few["INSERT"] > 0
    assert many == few


def calls(files: int) -> Counter[str]:
    """How often files judged together are normalised and validated."""
    watched = {function.__code__: function.__name__ for function in (normalise, validate)}
    counts: Counter[str] = Counter()

    def watch(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code in watched:
            counts[watched[frame.f_code]] += 1

    contents = [contracts_csv(n) for n in range(files)]
    submissions = [
        Submission(content, f"{n}.csv", hashlib.sha256(content).hexdigest(), Profile(f"epi-{n}"))
        for n, content in enumerate(contents)
    ]
    sys.setprofile(watch)
    try:
        judge_many(submissions, b"k" * 32, "v")
    finally:
        sys.setprofile(None)
    return counts


def test_files_judged_together_are_normalised_and_validated_once_a_table() -> None:
    assert calls(1) == calls(30) == {"normalise": 1, "validate": 1}
