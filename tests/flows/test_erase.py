"""A person leaves the received files and the identity file; figures, rows and evidence stay."""

import datetime as dt
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from flows.erase import erase, key_of
from flows.evidence import make_evidence
from flows.identity import ask_identities
from flows.identity_file import IdentityFile
from flows.received import Received
from flows.retention import RetentionError
from flows.secret import person_secret
from flows.settings import ConfigurationError, Settings
from tests.flows.erasing import found_words
from tests.flows.test_cli import epi
from tests.nights import ROOT, night, rows
from transforms.redact import Identity
from transforms.retention import retention_end

BORN = dt.date(1990, 3, 12)
CONTRACTS = """N° contrat;Nom;Prénom;Date de naissance;Téléphone;Type de contrat;Date de début;Date de fin prévue;N° opération
C-1;Marchetti;Ludivine;12/03/1990;0475000001;CDD;01/09/2014;31/08/2015;201400026
C-2;Garance;Octave;04/05/1991;0475000002;CDD;01/09/2014;31/08/2015;201400026
C-3;Marchetti;Ludivine;12/03/1990;0475000001;CDD;31/02/2015;31/08/2015;201400026
"""
OPERATIONS = """N° opération;Programmation;Intitulé de l'opération;Début de réalisation;Fin de réalisation;Coût total éligible;Montant FSE conventionné;Date des comptes
201400026;2014-2020;Médiation;01/01/2014;31/12/2015;180 000,00;90 000,00;{accounts}
"""


def network(folder: Path, accounts: str = "15/02/2017", contracts: str = CONTRACTS) -> Path:
    (folder / "contrats.csv").write_text(contracts, encoding="utf-8")
    (folder / "operations.csv").write_text(OPERATIONS.format(accounts=accounts), encoding="utf-8")
    path = folder / "epis.toml"
    path.write_text(
        '[network]\nname = "Essai"\nas_of = 2015-07-31\n[[epis]]\nid = "die"\nname = "EPI de Die"\ncommune = "Die"\n'
        'insee_code = "26113"\npostcode = "26150"\n[[epis.sources]]\nname = "contrats"\npath = "contrats.csv"\n'
        '[[epis.sources]]\nname = "operations"\npath = "operations.csv"\n',
        encoding="utf-8",
    )
    return path


def published(folder: Path, accounts: str = "15/02/2017") -> Settings:
    settings = Settings(home=folder / "home", config=network(folder, accounts), worker_processes=1)
    assert night(settings.home, settings.config).outcome == "published"
    return settings


def figures(settings: Settings) -> list[list[tuple[object, ...]]]:
    names = ("core.contracts", "mart.answers", "quality.quarantine", "ledger.deliveries")
    return [rows(settings.home, f"SELECT * FROM {name} ORDER BY ALL") for name in names]


def bytes_below(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file())


def test_a_person_is_erased_and_the_nights_after_change_nothing(tmp_path: Path) -> None:
    settings = published(tmp_path)
    before = figures(settings)
    key = key_of(settings, "MARCHETTI", "ludivine", BORN)
    assert key in [row[0] for row in rows(settings.home, "SELECT person_key FROM core.contracts")]

    done = erase(settings, key, None, dry_run=False)
    assert (done.n_identities, sorted(done.files.values())) == (1, [8])
    assert (done.doubtful, done.unreadable) == ({}, [])
    content = bytes_below(settings.home)
    assert [word for word in ("Marchetti", "Ludivine", "0475000001", "12/03/1990") if word.encode() in content] == []
    assert b"Garance" in content
    assert ask_identities(settings, [key]) == []
    assert figures(settings) == before

    assert night(settings.home, settings.config).outcome == "unchanged"
    assert night(settings.home, settings.config, force=True).outcome == "published"
    assert [one[:3] for one in figures(settings)[:3]] == [one[:3] for one in before[:3]]
    assert b"Marchetti" not in bytes_below(settings.home)


def test_the_copy_keeps_every_other_cell_in_its_place_with_a_dated_record(tmp_path: Path) -> None:
    settings = published(tmp_path)
    done = erase(settings, key_of(settings, "Marchetti", "Ludivine", BORN), None, dry_run=False)
    [delivery] = done.files
    archive = Received(settings.home / "received")
    copy, record = archive.redacted(delivery), json.loads(archive.redactions(delivery) or "")
    assert archive.find(delivery) is None
    assert copy is not None
    lines, received = copy.read_text(encoding="utf-8").splitlines(), CONTRACTS.splitlines()
    assert lines[1] == "C-1;[effacé];[effacé];[effacé];[effacé];CDD;01/09/2014;31/08/2015;201400026"
    assert [lines[at] for at in (0, 2)] == [received[at] for at in (0, 2)]
    assert record["delivery_id"] == delivery
    [one] = record["redactions"]
    assert dt.datetime.fromisoformat(one["at"]).tzinfo is not None
    assert {tuple(cell) for cell in one["cells"]} == {("", f"{c}{r}") for c, r in [*zip("BCDE", [2] * 4, strict=True), *zip("BCDE", [4] * 4, strict=True)]}  # fmt: skip


def test_evidence_still_verifies_and_a_copy_that_was_touched_does_not(tmp_path: Path) -> None:
    settings = published(tmp_path)
    erase(settings, key_of(settings, "Marchetti", "Ludivine", BORN), None, dry_run=False)
    pack = tmp_path / "pack.zip"
    make_evidence(settings, "201400026", pack)
    verify = [sys.executable, str(ROOT / "flows" / "templates" / "verify.py")]
    assert subprocess.run([*verify, str(pack)], capture_output=True, text=True, check=True).stdout == "true\n"
    copy = next(path for path in (settings.home / "received").rglob("*.redacted"))
    copy.chmod(0o600)
    copy.write_bytes(copy.read_bytes() + b"x")
    make_evidence(settings, "201400026", pack)
    told = subprocess.run([*verify, str(pack)], capture_output=True, text=True, check=False)
    assert (told.returncode, "n'est pas la copie que décrit la fiche" in told.stderr) == (1, True)


@pytest.mark.parametrize(
    ("accounts", "told"),
    [("", "accounts_date is not stored"), (f"15/02/{dt.datetime.now(dt.UTC).year}", "to be kept until")],
)
def test_while_retention_runs_or_is_unknown_nothing_is_erased(tmp_path: Path, accounts: str, told: str) -> None:
    settings = published(tmp_path, accounts)
    before = bytes_below(settings.home / "received")
    with pytest.raises(RetentionError, match=told):
        erase(settings, key_of(settings, "Marchetti", "Ludivine", BORN), None, dry_run=False)
    assert bytes_below(settings.home / "received") == before


@pytest.mark.parametrize(("hour", "is_over"), [("22:59", False), ("23:00", True)])
def test_retention_ends_with_the_last_day_in_paris(tmp_path: Path, hour: str, is_over: bool) -> None:
    settings = published(tmp_path)
    key, clock = key_of(settings, "Marchetti", "Ludivine", BORN), dt.datetime.fromisoformat(f"2020-12-31T{hour}+00:00")
    if is_over:
        assert erase(settings, key, None, dry_run=True, clock=lambda: clock).files
        return
    with pytest.raises(RetentionError, match="operation 201400026: to be kept until 2020-12-31"):
        erase(settings, key, None, dry_run=True, clock=lambda: clock)


def test_a_dry_run_says_the_same_and_changes_nothing(tmp_path: Path) -> None:
    settings = published(tmp_path)
    before = bytes_below(settings.home / "received")
    named = Identity("Marchetti", "Ludivine", BORN)
    done = erase(settings, key_of(settings, "Marchetti", "Ludivine", BORN), named, dry_run=True)
    assert sorted(done.files.values()) == [8]
    assert bytes_below(settings.home / "received") == before


def test_a_stranger_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="nobody has this key"):
        erase(published(tmp_path), "0" * 64, None, dry_run=False)


def test_the_name_is_given_on_the_standard_input_and_printed_nowhere(tmp_path: Path) -> None:
    settings = published(tmp_path)
    command = [sys.executable, "-c", "from flows.cli import main; main()", "erase", "--dry-run"]
    environment = {"EPI_HOME": str(settings.home), "EPI_CONFIG": str(settings.config), "PATH": "/usr/bin:/bin"}
    told = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        input="Marchetti\nLudivine\n1990-03-12\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, "8 cells would be erased" in told.stdout) == (0, True)
    assert "Marchetti" not in told.stdout + told.stderr
    assert epi("erase", "Marchetti", home=settings.home, config=settings.config).returncode == 2


@pytest.mark.parametrize(
    ("period", "cost", "accounts", "payment", "end"),
    [
        ("2014-2020", "999999.99", dt.date(2017, 2, 15), None, dt.date(2020, 12, 31)),
        ("2014-2020", "1000000.00", dt.date(2017, 2, 15), None, dt.date(2019, 12, 31)),
        ("2014-2020", "1.00", None, dt.date(2017, 2, 15), None),
        ("2021-2027", "1.00", None, dt.date(2024, 1, 1), dt.date(2029, 12, 31)),
        ("2021-2027", "1.00", dt.date(2024, 1, 1), None, None),
        ("2007-2013", "1.00", dt.date(2010, 1, 1), dt.date(2010, 1, 1), None),
    ],
)
def test_retention_ends(
    period: str, cost: str, accounts: dt.date | None, payment: dt.date | None, end: dt.date | None
) -> None:
    assert retention_end(period, Decimal(cost), accounts, payment) == end


def test_a_source_of_another_name_still_gives_what_was_judged_of_a_redacted_file(tmp_path: Path) -> None:
    settings = published(tmp_path)
    erase(settings, key_of(settings, "Marchetti", "Ludivine", BORN), None, dry_run=False)
    path = tmp_path / "epis.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('name = "contrats"', 'name = "suivi"'), encoding="utf-8")
    report = night(settings.home, settings.config)
    assert next((line.source_name, line.filename) for line in report.files) == ("suivi", "contrats.csv")
    assert rows(settings.home, "SELECT contract_id FROM core.contracts ORDER BY ALL") == [("C-1",), ("C-2",)]
    ledger = "SELECT source_name, state, n_rows_accepted, is_in_force, is_last_received FROM ledger.deliveries"
    assert rows(settings.home, f"{ledger} ORDER BY ALL")[-1] == ("suivi", "accepted_with_reservations", 2, True, True)


def test_names_of_rows_set_aside_leave_the_identity_file_however_they_are_spelt(tmp_path: Path) -> None:
    spelt = CONTRACTS.replace("C-3;Marchetti;Ludivine;12/03/1990", "C-3;MARCHETTI;ludivine;")
    config = network(tmp_path, contracts=spelt)
    settings = Settings(home=tmp_path / "home", config=config, worker_processes=1)
    night(settings.home, config)
    file = IdentityFile(settings.home, person_secret(settings.home))
    assert set(file.read()["last_name"].drop_nulls()) == {"Marchetti", "MARCHETTI", "Garance"}
    erase(settings, key_of(settings, "Marchetti", "Ludivine", BORN), None, dry_run=False)
    assert set(file.read()["last_name"].drop_nulls()) == {"Garance"}


def test_of_a_person_who_left_the_files_in_force_the_key_alone_is_refused_and_the_names_erase_all(
    tmp_path: Path,
) -> None:
    settings = published(tmp_path)
    key = key_of(settings, "Marchetti", "Ludivine", BORN)
    network(tmp_path, contracts="".join(line for line in CONTRACTS.splitlines(True) if "Marchetti" not in line))
    night(settings.home, settings.config)
    assert ask_identities(settings, [key]) == []
    before = bytes_below(settings.home / "received")
    with pytest.raises(ConfigurationError, match="give the last name, first name and birth date"):
        erase(settings, key, None, dry_run=False)
    assert bytes_below(settings.home / "received") == before
    erase(settings, key, Identity("Marchetti", "Ludivine", BORN), dry_run=False)
    assert b"Ludivine" not in bytes_below(settings.home)


def test_a_part_of_the_store_set_aside_as_damaged_keeps_nothing_of_the_person(tmp_path: Path) -> None:
    config = network(tmp_path, contracts=CONTRACTS.replace("CDD;31/02/2015", "Marchetti 0475000001;31/02/2015"))
    settings = Settings(home=tmp_path / "home", config=config, worker_processes=1)
    night(settings.home, config)
    next((settings.home / "store" / "packs").glob("[0-9]*/contracts.parquet")).unlink()
    night(settings.home, config)
    words = ("Marchetti", "0475000001")
    assert "findings.parquet" in {name for name, _ in found_words(settings.home / "store", words)}
    erase(settings, key_of(settings, "Marchetti", "Ludivine", BORN), None, dry_run=False)
    assert found_words(settings.home, words) == set()


def test_what_people_wrote_and_made_of_the_person_is_listed(tmp_path: Path) -> None:
    settings = published(tmp_path)
    day = settings.home / "as_of" / "warehouse-2015-07-31.duckdb"
    day.parent.mkdir()
    day.write_bytes((settings.home / "warehouse.duckdb").read_bytes())
    notes = ({"note": "vu avec Octave"}, {"note": "Ludivine Marchetti a deux contrats"})
    (settings.home / "decisions.jsonl").write_text("\n".join(map(json.dumps, notes)) + "\n", encoding="utf-8")
    done = erase(settings, key_of(settings, "Marchetti", "Ludivine", BORN), None, dry_run=False)
    assert done.remains[1:] == ["a note bears the name: decisions.jsonl, line 2", str(day), "backups"]
