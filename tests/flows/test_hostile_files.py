"""Whatever is received, the night goes on: every file ends as a verdict, and nothing is left behind."""

import os
import random
import tempfile
from hashlib import sha256
from pathlib import Path

import pytest

from flows.judging import judge_apart
from flows.report import ExitCode
from flows.settings import Settings
from schemas.rules import RULES
from tests.flows.hostile import HOSTILE
from tests.nights import contracts_csv, night, rows
from tests.transforms.test_read_fuzz import damaged, seeds
from transforms.verdict import Profile, Submission, Verdict

FILES = 500
_EPI = '\n[[epis]]\nid = "{id}"\nname = "EPI"\ncommune = "Die"\ninsee_code = "26113"\npostcode = "26150"\n[[epis.sources]]\npath = "{path}"\n'


def judged(files: dict[str, bytes], home: Path) -> Verdict:
    """The verdict of the night on files, each of an EPI of its own."""
    submissions = [
        Submission(content, name, sha256(content).hexdigest(), Profile(f"epi-{n}"))
        for n, (name, content) in enumerate(files.items())
    ]
    settings = Settings(home=home, worker_processes=2, worker_seconds=20, worker_memory_mb=600)
    return judge_apart(submissions, b"k" * 32, "v", settings)


def children() -> set[int]:
    return {int(child) for child in Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()}


def test_five_hundred_damaged_files_are_each_read_or_refused_and_leave_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before, kinds = children(), sorted(seeds().items())
    files = {}
    for seed in range(FILES):
        name, content = kinds[seed % len(kinds)]
        files[f"{seed}-{name}"] = damaged(content, random.Random(seed))
    verdict = judged(files, tmp_path)
    states = dict(verdict.files.select("filename", "state").iter_rows())
    assert states.keys() == files.keys()
    assert set(states.values()) <= {"accepted", "accepted_with_reservations", "refused"}
    told = dict(
        verdict.findings.filter(verdict.findings["severity"] == "reject").select("filename", "code").iter_rows()
    )
    refused = {name for name, state in states.items() if state == "refused"}
    assert refused <= told.keys()
    assert {told[name] for name in refused} <= RULES.keys()
    assert children() == before
    assert list(tmp_path.iterdir()) == []


def test_each_hostile_file_is_refused_by_its_own_sentence(tmp_path: Path) -> None:
    verdict = judged({name: content for name, (content, _) in HOSTILE.items()}, tmp_path)
    assert set(verdict.files["state"]) == {"refused"}
    told = {
        name: (code, message) for name, code, message in verdict.findings.select("filename", "code", "message").rows()
    }
    assert {name: code for name, (code, _) in told.items()} == {name: code for name, (_, code) in HOSTILE.items()}
    for code, message in told.values():
        assert message == RULES[code].what


def test_a_night_of_hostile_files_publishes_what_is_good(tmp_path: Path) -> None:
    (tmp_path / "bon.csv").write_bytes(contracts_csv(1, 2))
    epis = [_EPI.format(id="bon", path="bon.csv")]
    for number, (name, (content, _)) in enumerate(HOSTILE.items()):
        (tmp_path / name).write_bytes(content)
        epis.append(_EPI.format(id=f"epi-{number}", path=name))
    config = tmp_path / "epis.toml"
    config.write_text('[network]\nname = "Essai"\nas_of = 2015-07-31\n' + "".join(epis), encoding="utf-8")
    report = night(tmp_path / "home", config)
    assert (report.outcome, report.exit_code) == ("published", ExitCode.REFUSED)
    assert rows(tmp_path / "home", "SELECT count(*) FROM core.contracts") == [(2,)]
    found = dict(rows(tmp_path / "home", "SELECT filename, code FROM quality.findings WHERE code LIKE 'FICHIER-%'"))
    assert {name: found[name] for name in HOSTILE} == {name: code for name, (_, code) in HOSTILE.items()}


def test_the_limits_of_a_worker_are_settings() -> None:
    settings = Settings()
    assert (settings.worker_seconds, settings.worker_memory_mb) == (60, 1024)
    assert Settings(worker_seconds=5, worker_memory_mb=256).worker_seconds == 5
