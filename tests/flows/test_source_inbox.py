"""`epi receive`: what is dropped, and what the next night takes."""

import json
from pathlib import Path

import pytest

from flows.lock import locked
from flows.pull import Pulled
from flows.receive import receive_file
from flows.settings import ConfigurationError, Settings
from flows.sources.errors import SourceError
from tests.flows.pulls import die, one_failure, one_file, pull_epi
from tests.flows.test_cli import epi
from tests.nights import contracts_csv, night, rows

BOX = '[[epis.sources]]\nname = "{name}"\nkind = "inbox"\n'
EPI = '[network]\nname = "Essai"\nas_of = 2015-07-31\n[[epis]]\nid = "die"\nname = "EPI de Die"\ncommune = "Die"\ninsee_code = "26113"\npostcode = "26150"\n'


def settings(folder: Path, *names: str, more: str = "") -> Settings:
    path = folder / "epis.toml"
    path.write_text(EPI + "".join(BOX.format(name=name) for name in names) + more, encoding="utf-8")
    return Settings(home=folder / "home", config=path)


def dropped(folder: Path, name: str, content: bytes, box: Settings, source: str | None = None) -> bool:
    (folder / name).write_bytes(content)
    return receive_file(folder / name, "die", source, box, dry_run=False).is_new


def test_the_file_dropped_last_is_taken_and_when_it_came_is_kept(tmp_path: Path) -> None:
    box, source = settings(tmp_path, "fichier"), die(kind="inbox")
    assert one_failure(tmp_path, source).code == "FICHIER-40"
    assert dropped(tmp_path, "a.csv", b"a", box)
    first = one_file(tmp_path, source)
    assert (first.filename, first.path.read_bytes(), first.is_unchanged) == ("a.csv", b"a", False)
    assert dropped(tmp_path, "b.csv", b"b", box)
    second = one_file(tmp_path, source)
    assert (second.filename, second.source) == ("b.csv", "fichier")
    assert one_file(tmp_path, source).is_unchanged
    assert first.received_at < second.received_at
    dropped(tmp_path, "a.csv", b"a", box)
    assert one_file(tmp_path, source).filename == "a.csv"


def test_files_of_several_names_stand_together_and_a_name_replaces_itself(tmp_path: Path) -> None:
    box = settings(tmp_path, "fichier")
    for name, content in (("2014.csv", b"1"), ("2015.csv", b"2"), ("2014.csv", b"3")):
        dropped(tmp_path, name, content, box)
    files = [one for one in pull_epi(tmp_path, die(kind="inbox", take="all")) if isinstance(one, Pulled)]
    assert [(one.source, one.path.read_bytes()) for one in files] == [
        ("fichier/2014.csv", b"3"),
        ("fichier/2015.csv", b"2"),
    ]


def test_what_was_dropped_before_the_lists_moved_is_still_taken(tmp_path: Path) -> None:
    box = settings(tmp_path, "fichier")
    dropped(tmp_path, "2014.csv", b"1", box)
    (box.home / "received" / "inbox").rename(box.home / "inbox")
    dropped(tmp_path, "2015.csv", b"2", box)
    files = [one for one in pull_epi(tmp_path, die(kind="inbox", take="all")) if isinstance(one, Pulled)]
    assert [one.source for one in files] == ["fichier/2014.csv", "fichier/2015.csv"]


def test_the_same_file_twice_is_kept_once_and_said(tmp_path: Path) -> None:
    box = settings(tmp_path, "fichier")
    assert [dropped(tmp_path, "a.csv", b"a", box) for _ in range(2)] == [True, False]


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    box = settings(tmp_path, "fichier")
    (tmp_path / "a.csv").write_bytes(b"a")
    receipt = receive_file(tmp_path / "a.csv", "die", None, box, dry_run=True)
    assert receipt.sentence.startswith("Would keep a.csv for die/fichier")
    assert not box.home.exists()


@pytest.mark.parametrize(
    ("boxes", "epi_id", "source", "told"),
    [
        (("a",), "nyons", None, "no EPI has the id 'nyons'; known: die"),
        ((), "die", None, "EPI 'die' has no source of kind = \"inbox\""),
        (("a", "b"), "die", None, "EPI 'die' has these inboxes: a, b"),
        (("a",), "die", "c", "EPI 'die' has these inboxes: a"),
    ],
)
def test_an_inbox_that_is_not_declared_is_told(
    tmp_path: Path, boxes: tuple[str, ...], epi_id: str, source: str | None, told: str
) -> None:
    box = settings(tmp_path, *boxes, more="" if boxes else '[[epis.sources]]\npath = "x.csv"\n')
    (tmp_path / "a.csv").write_bytes(b"a")
    with pytest.raises(ConfigurationError) as caught:
        receive_file(tmp_path / "a.csv", epi_id, source, box, dry_run=False)
    assert told in str(caught.value)


def test_what_is_no_file_or_too_large_is_not_kept(tmp_path: Path) -> None:
    box = settings(tmp_path, "fichier").model_copy(update={"pull_max_mb": 1})
    with pytest.raises(SourceError, match="more than 1 MB"):
        dropped(tmp_path, "a.csv", b"x" * 1_000_001, box)
    with pytest.raises(SourceError, match="not a file"):
        receive_file(Path("/dev/null"), "die", None, box, dry_run=True)
    assert not list((tmp_path / "home").rglob("*.json"))


def test_a_file_is_dropped_while_a_night_is_at_work(tmp_path: Path) -> None:
    box = settings(tmp_path, "fichier")
    with locked(box.home / "lock"):
        assert dropped(tmp_path, "a.csv", b"a", box)


def test_the_command_drops_for_the_next_night(tmp_path: Path) -> None:
    box = settings(tmp_path, "contrats", "sorties")
    (tmp_path / "contrats.csv").write_bytes(contracts_csv(1, 2))
    arguments = ("receive", str(tmp_path / "contrats.csv"), "--epi", "die", "--source", "contrats", "--json")
    told = epi(*arguments, home=box.home, config=box.config)
    assert (told.returncode, told.stderr) == (0, "")
    assert json.loads(told.stdout)["is_new"] is True
    report = night(box.home, box.config)
    assert [(line.source_name, line.state) for line in report.files] == [
        ("contrats", "accepted"),
        ("sorties", "unreachable"),
    ]
    assert rows(box.home, "SELECT count(*) FROM core.contracts") == [(2,)]
    assert rows(box.home, "SELECT origin FROM ledger.deliveries") == [("epi receive --source contrats",)]


def test_a_file_that_is_not_taken_is_told_with_its_code(tmp_path: Path) -> None:
    box = settings(tmp_path, "fichier")
    told = epi("receive", "/dev/null", "--epi", "die", home=box.home, config=box.config)
    assert (told.returncode, told.stdout) == (1, "")
    assert "FICHIER-46 not a file" in told.stderr
