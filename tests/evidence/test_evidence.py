import hashlib
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from flows.evidence import make_evidence
from flows.settings import ConfigurationError, Settings
from samples.people import OPERATION
from tests.flows.test_cli import epi
from tests.nights import SAMPLES, night, rows

Files = dict[str, bytes]
MEMORY = 24 << 20


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    night(folder)
    return folder


@pytest.fixture(scope="module")
def pack(home: Path) -> Path:
    path = home / "preuve.zip"
    make_evidence(settings(home), OPERATION, path)
    return path


def settings(home: Path) -> Settings:
    return Settings(home=home, config=SAMPLES / "epis.toml", worker_processes=1)


def verify(script: Path, *arguments: str) -> tuple[int, str]:
    """Python alone: isolated, without site packages."""
    command = [sys.executable, "-I", "-S", str(script), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, cwd="/")
    return done.returncode, done.stdout.strip()


def changed(pack: Path, folder: Path, change: Callable[[Files], None]) -> Path:
    """The pack unpacked, with a change, and its verify.py as it was made beside it."""
    with zipfile.ZipFile(pack) as file:
        files = {name: file.read(name) for name in file.namelist()}
    change(files)
    for name, content in files.items():
        (folder / "pack" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "pack" / name).write_bytes(content)
    return folder / "pack" / "verify.py"


def test_a_pack_as_made_verifies_from_its_folder_and_as_a_zip(pack: Path, tmp_path: Path) -> None:
    script = changed(pack, tmp_path, lambda _: None)
    assert verify(script) == (0, "true")
    assert verify(script, str(pack)) == (0, "true")


def test_made_twice_it_is_the_same_to_the_byte_and_only_its_owner_s(home: Path, pack: Path) -> None:
    again = home / "again.zip"
    made = make_evidence(settings(home), OPERATION, again)
    assert again.read_bytes() == pack.read_bytes()
    assert pack.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(pack) as file:
        assert made.seal == hashlib.sha256(file.read("manifest.json")).hexdigest()


def byte_of_a_received_file(files: Files) -> None:
    name = next(name for name in files if name.startswith("received/"))
    files[name] = files[name][:-1] + bytes([files[name][-1] ^ 1])


def a_figure(files: Files) -> None:
    files["figures.json"] = files["figures.json"].replace(b'"basis_eur": "', b'"basis_eur": "1', 1)


def a_removed_row(files: Files) -> None:
    kept = json.loads(files["rows.json"])
    kept["fse_spending"].pop()
    files["rows.json"] = json.dumps(kept).encode()


def the_manifest(files: Files) -> None:
    files["manifest.json"] = files["manifest.json"].replace(b'"as_of_date": "2015', b'"as_of_date": "2016')


def a_file_more(files: Files) -> None:
    files["received/autre.csv"] = b"x"


def a_file_less(files: Files) -> None:
    del files[next(name for name in files if name.startswith("received/"))]


def no_seal(files: Files) -> None:
    del files["SEAL"]


CHANGES = (byte_of_a_received_file, a_figure, a_removed_row, the_manifest, a_file_more, a_file_less, no_seal)


@pytest.mark.parametrize("change", CHANGES)
def test_a_pack_tampered_with_is_false(pack: Path, tmp_path: Path, change: Callable[[Files], None]) -> None:
    assert verify(changed(pack, tmp_path, change)) == (1, "false")


def sealed_again(change: Callable[[Files], None]) -> Callable[[Files], None]:
    """The change by someone who also writes the manifest and its seal anew."""

    def forge(files: Files) -> None:
        change(files)
        manifest = json.loads(files["manifest.json"])
        inside = sorted(set(files) - {"manifest.json", "SEAL"})
        manifest["files"] = {name: hashlib.sha256(files[name]).hexdigest() for name in inside}
        files["manifest.json"] = json.dumps(manifest).encode()
        files["SEAL"] = hashlib.sha256(files["manifest.json"]).hexdigest().encode()

    return forge


@pytest.mark.parametrize("change", [byte_of_a_received_file, a_removed_row, a_file_less])
def test_a_forged_manifest_does_not_hide_what_no_longer_agrees(
    pack: Path, tmp_path: Path, change: Callable[[Files], None]
) -> None:
    assert verify(changed(pack, tmp_path, sealed_again(change))) == (1, "false")


def test_the_auditor_is_told_in_french_what_is_wrong_and_how_to_ask(pack: Path, tmp_path: Path) -> None:
    script = changed(pack, tmp_path, a_file_more)
    command = [sys.executable, "-I", "-S", str(script)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, cwd="/")
    assert done.stderr == "received/autre.csv a été ajouté\n"
    code, told = verify(script, "--help")
    assert (code, "[--seal SCEAU]" in told) == (0, True)
    assert verify(script, "--seal") == (1, "false")


def test_a_pack_made_anew_by_another_is_false_against_the_seal_given(home: Path, pack: Path, tmp_path: Path) -> None:
    seal = make_evidence(settings(home), OPERATION, tmp_path / "a.zip", dry_run=True).seal
    assert not (tmp_path / "a.zip").exists()
    script = changed(pack, tmp_path, sealed_again(the_manifest))
    assert verify(script) == (0, "true")
    assert verify(script, "--seal", seal) == (1, "false")
    assert verify(script, str(pack), "--seal", seal) == (0, "true")


def test_what_is_no_pack_is_false(pack: Path, tmp_path: Path) -> None:
    script = changed(pack, tmp_path, lambda _: None)
    (tmp_path / "cut.zip").write_bytes(pack.read_bytes()[:2000])
    assert verify(script, str(tmp_path / "cut.zip")) == (1, "false")
    assert verify(script, str(tmp_path / "nothing.zip")) == (1, "false")


def test_it_holds_the_totals_published_and_the_files_of_the_operation_alone(home: Path, pack: Path) -> None:
    with zipfile.ZipFile(pack) as file:
        totals = json.loads(file.read("figures.json"))["totals"]
        inside = {Path(name).stem for name in file.namelist() if name.startswith("received/")}
    told = rows(home, "SELECT sum(declared_eur), sum(basis_eur), sum(fse_share_eur) FROM mart.spending_lines")
    assert tuple(Decimal(totals[name]) for name in ("declared_eur", "basis_eur", "fse_share_eur")) == told[0]
    named = rows(
        home,
        "SELECT delivery_id FROM core.contracts UNION SELECT delivery_id FROM core.fse_spending "
        "UNION SELECT delivery_id FROM core.operations UNION SELECT delivery_id FROM core.outcomes "
        "UNION SELECT delivery_id FROM core.participations",
    )
    assert inside == {row[0] for row in named}


def test_an_operation_that_nobody_names_has_no_pack(home: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="no row in force"):
        make_evidence(settings(home), "209900001", tmp_path / "x.zip")
    assert list(tmp_path.iterdir()) == []


def test_the_command_prints_the_seal(home: Path, tmp_path: Path) -> None:
    told = epi("evidence", OPERATION, "--out", str(tmp_path / "p.zip"), "--json", home=home)
    assert (told.returncode, told.stderr) == (0, "")
    assert len(json.loads(told.stdout)["seal"]) == 64


def test_a_place_that_cannot_be_written_is_told_in_one_line(home: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for command in (("evidence", OPERATION), ("list-operations",), ("export",)):
        out = tmp_path / "file" / "there"
        told = epi(*command, "--out", str(out), home=home)
        assert (told.returncode, told.stdout) == (2, "")
        assert told.stderr.startswith(f"--out {out}: "), told.stderr
        assert told.stderr.count("\n") == 1


def test_a_pack_larger_than_memory_is_verified(pack: Path, tmp_path: Path) -> None:
    script = changed(pack, tmp_path, lambda _: None)
    repeat_expenses(script.parent)
    assert (script.parent / "rows.json").stat().st_size > MEMORY
    assert limited(script) == (0, "true", "")

    figures = json.loads((script.parent / "figures.json").read_text())
    figures["totals"]["declared_eur"] = "0.00"
    (script.parent / "figures.json").write_text(json.dumps(figures))
    seal(script.parent)
    assert limited(script) == (1, "false", "declared_eur n'est pas la somme de ses lignes")


def repeat_expenses(folder: Path) -> None:
    """The expenses of a pack, many times, with the figures that they then give."""
    figures, rows = (json.loads((folder / name).read_text()) for name in ("figures.json", "rows.json"))
    times = 20_000 // len(rows["fse_spending"])
    rows["fse_spending"] *= times
    figures["views"]["mart.spending_lines"] *= times
    figures["n_rows"]["fse_spending"] *= times
    figures["totals"] = {name: str(Decimal(total) * times) for name, total in figures["totals"].items()}
    for name, content in (("figures.json", figures), ("rows.json", rows)):
        (folder / name).write_text(json.dumps(content))
    seal(folder)


def seal(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    for name in manifest["files"]:
        manifest["files"][name] = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))
    (folder / "SEAL").write_text(hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest())


def limited(script: Path) -> tuple[int, str, str]:
    limit = f"import resource, runpy; resource.setrlimit(resource.RLIMIT_DATA, ({MEMORY}, {MEMORY}))"
    run = f"{limit}; runpy.run_path({str(script)!r}, run_name='__main__')"
    command = [sys.executable, "-I", "-S", "-c", run, str(script.parent)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, cwd="/")
    return done.returncode, done.stdout.strip(), done.stderr.strip()
