"""What is set aside is judged again, from the file kept, when a rule, a heading or a limit changes."""

import os
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from flows.report import ExitCode
from schemas.wording import french_euros
from tests.flows.web import Answer, web_server
from tests.nights import HEADINGS, ROOT, contracts_csv, night, one_epi, rows

COUNT = "SELECT count(*) FROM core.contracts"
ASIDE = "SELECT row_number, codes, cells FROM quality.quarantine ORDER BY row_number"
FAULT = "".join(f"X-{n};M.;Léa;hier;CDD;01/09/2014;31/08/2015\n" for n in range(2))
UNKNOWN_HEADING = contracts_csv(1, 2, 3).replace("N° contrat".encode(), "Dossier salarié".encode())


def configure(config: Path, line: str, *, of_epi: bool = False) -> None:
    """Add a line to the EPI, or a section at the end."""
    text = config.read_text(encoding="utf-8")
    head, source = text.split("[[epis.sources]]")
    changed = f"{head}{line}\n[[epis.sources]]{source}" if of_epi else f"{text}{line}\n"
    config.write_text(changed, encoding="utf-8")


def confirm_heading(config: Path) -> None:
    configure(config, 'headings = { "Dossier salarié" = "contracts.contract_id" }', of_epi=True)


def test_a_heading_confirmed_releases_a_refused_file_that_has_vanished_since(tmp_path: Path) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, UNKNOWN_HEADING)
    assert night(home, config).exit_code == ExitCode.REFUSED
    (tmp_path / "fichier.csv").unlink()
    confirm_heading(config)
    report = night(home, config)
    assert report.exit_code == ExitCode.UNREACHABLE
    assert [line.in_force for line in report.files] == ["last_good"]
    assert rows(home, COUNT) == [(3,)]
    assert rows(home, "SELECT is_in_force, state FROM ledger.deliveries") == [(True, "accepted")]
    assert night(home, config).outcome == "unchanged"


def test_a_heading_unlearnt_is_told_as_refused_while_the_good_judgement_stands(tmp_path: Path) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, UNKNOWN_HEADING)
    unlearnt = config.read_text(encoding="utf-8")
    assert night(home, config).exit_code == ExitCode.REFUSED
    confirm_heading(config)
    assert night(home, config).exit_code == ExitCode.DONE
    config.write_text(unlearnt, encoding="utf-8")
    report = night(home, config)
    assert (report.exit_code, [line.state for line in report.files]) == (ExitCode.REFUSED, ["refused"])
    assert rows(home, COUNT) == [(3,)]
    assert rows(home, "SELECT is_in_force, state FROM ledger.deliveries") == [(True, "refused")]


def test_a_limit_raised_releases_the_file_refused_last_not_the_one_before(tmp_path: Path) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, contracts_csv(1))
    configure(config, "[thresholds]\ncontracts = { count = 0 }")
    night(home, config)
    for kept in ((1, 2), (1, 2, 3)):
        (tmp_path / "fichier.csv").write_bytes(contracts_csv(*kept, fault=FAULT))
        assert night(home, config).exit_code == ExitCode.REFUSED
        assert rows(home, COUNT) == [(1,)]
    (tmp_path / "fichier.csv").unlink()
    config.write_text(config.read_text(encoding="utf-8").replace("count = 0", "count = 2"), encoding="utf-8")
    night(home, config)
    assert rows(home, COUNT) == [(3,)]


def test_a_delivery_refused_before_the_last_stands_when_the_last_stays_unreadable(tmp_path: Path) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, contracts_csv(1))
    night(home, config)
    (tmp_path / "fichier.csv").write_bytes(UNKNOWN_HEADING)
    night(home, config)
    (tmp_path / "fichier.csv").write_bytes(b"")
    night(home, config)
    assert rows(home, COUNT) == [(1,)]
    confirm_heading(config)
    night(home, config)
    assert rows(home, COUNT) == [(3,)]


def test_what_stands_is_judged_again_while_a_newer_file_is_refused(tmp_path: Path) -> None:
    content = contracts_csv(1, 2).replace("Date de fin prévue".encode(), b"Terme convenu")
    home, config = tmp_path / "home", one_epi(tmp_path, content.replace(b";CDD;", b";CDI;"))
    night(home, config)
    (tmp_path / "fichier.csv").write_bytes(b"")
    night(home, config)
    ends = "SELECT count(planned_end_date) FROM core.contracts"
    assert rows(home, ends) == [(0,)]
    configure(config, 'headings = { "Terme convenu" = "contracts.planned_end_date" }', of_epi=True)
    night(home, config)
    assert rows(home, ends) == [(2,)]


def test_a_source_that_says_nothing_changed_is_judged_again(tmp_path: Path) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, b"")
    with web_server() as web:
        url = web.says("/f.csv", Answer(UNKNOWN_HEADING, headers={"ETag": '"1"'}))
        text = config.read_text(encoding="utf-8")
        place = f'url = "{url}"\nallow_private = true'
        config.write_text(text.replace('path = "fichier.csv"', place), encoding="utf-8")
        assert night(home, config).exit_code == ExitCode.REFUSED
        confirm_heading(config)
        assert night(home, config).exit_code == ExitCode.DONE
        assert web.asked[-1][1]["If-None-Match"] == '"1"'
    assert rows(home, COUNT) == [(3,)]


def night_by_other_rules(code: Path, home: Path, config: Path) -> None:
    """A night by the program as it stands in ``code``."""
    script = "import sys, pathlib; from tests.nights import night; night(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))"
    environment = {**os.environ, "PYTHONPATH": str(code)}
    subprocess.run([sys.executable, "-c", script, home, config], cwd=code, env=environment, check=True, timeout=120)


def test_a_rule_corrected_releases_the_row_though_the_file_has_vanished(tmp_path: Path) -> None:
    code, home = tmp_path / "code", tmp_path / "home"
    for package in ("schemas", "transforms", "warehouse", "flows", "tests"):
        shutil.copytree(ROOT / package, code / package, ignore=shutil.ignore_patterns("__pycache__"))
    declared = code / "schemas" / "contracts.py"
    text = declared.read_text(encoding="utf-8")
    assert "maximum=48" in text
    declared.write_text(text.replace("maximum=48", "maximum=30"), encoding="utf-8")
    lines = "".join(f"C-{n};M.;Léa;1{n}/03/1990;CDI;01/09/2014;;{hours}\n" for n, hours in ((1, 26), (2, 35), (3, 28)))
    config = one_epi(tmp_path, (HEADINGS.replace("\n", ";Durée hebdomadaire\n") + lines).encode())
    night_by_other_rules(code, home, config)
    assert rows(home, COUNT) == [(2,)]
    assert rows(home, ASIDE) == [(3, "MONTANT-41", "H3")]
    (tmp_path / "fichier.csv").unlink()
    night(home, config)
    assert rows(home, COUNT) == [(3,)]
    assert rows(home, ASIDE) == []
    versions = rows(home, "SELECT count(DISTINCT rules_version) FROM ledger.runs")
    assert versions == [(2,)]


def test_a_rule_that_now_refuses_the_file_leaves_its_good_judgement_in_force(tmp_path: Path) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, contracts_csv(1, 2, 3, fault=FAULT))
    night(home, config)
    assert rows(home, COUNT) == [(3,)]
    configure(config, "[thresholds]\ncontracts = { count = 0 }")
    (tmp_path / "fichier.csv").unlink()
    report = night(home, config)
    assert [line.in_force for line in report.files] == ["last_good"]
    assert rows(home, COUNT) == [(3,)]
    assert rows(home, "SELECT state, n_rows_accepted FROM ledger.deliveries") == [("refused", 3)]


def test_a_file_that_came_back_stands_before_the_one_it_came_back_from_once_a_third_is_refused(tmp_path: Path) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, contracts_csv(1, 2, 3))
    came = []
    for content in (contracts_csv(1, 2, 3), contracts_csv(1, 2), contracts_csv(1, 2, 3), b"", b" "):
        (tmp_path / "fichier.csv").write_bytes(content)
        night(home, config)
        came.append(rows(home, COUNT)[0][0])
    assert came == [3, 2, 3, 3, 3]


def test_a_table_that_the_source_no_longer_gives_leaves(tmp_path: Path) -> None:
    spending = "N° pièce;N° opération;N° contrat;Poste;Mois;Montant déclaré;Payé le\n"
    spending += "P1;201400026;C-1;Salaires;01/09/2014;1 200,00;30/09/2014\n"
    home, config = tmp_path / "home", one_epi(tmp_path, contracts_csv(1, 2) + b"\n" + spending.encode())
    night(home, config)
    assert rows(home, "SELECT count(*) FROM core.fse_spending") == [(1,)]
    configure(config, 'tables = ["contracts"]')
    night(home, config)
    assert rows(home, "SELECT count(*) FROM core.fse_spending") == [(0,)]
    assert rows(home, COUNT) == [(2,)]


@pytest.mark.parametrize(
    ("limit", "n_faults", "state"),
    [
        ("rate = 0", 1, "refused"),
        ("count = 0", 1, "refused"),
        ("eur = 0", 1, "refused"),
        ("rate = 0", 0, "accepted"),
        ("count = 0", 0, "accepted"),
        ("eur = 0", 0, "accepted"),
        ("rate = 0.1", 1, "accepted_with_reservations"),
        ("rate = 0.09", 1, "refused"),
        ("count = 1", 1, "accepted_with_reservations"),
        ("count = 1", 2, "refused"),
        ("eur = 500", 1, "accepted_with_reservations"),
        ("eur = 499.99", 1, "refused"),
    ],
)
def test_a_limit_is_by_share_number_or_euros_and_zero_means_zero(
    tmp_path: Path, limit: str, n_faults: int, state: str
) -> None:
    head = "N° pièce;N° opération;N° contrat;Poste;Mois;Montant déclaré;Payé le\n"
    good = "".join(f"P{n};201400026;C-1;Salaires;01/09/2014;1 200,00;30/09/2014\n" for n in range(10 - n_faults))
    bad = "".join(f"X{n};201400026;C-1;Salaires;hier;-500,00;30/09/2014\n" for n in range(n_faults))
    config = one_epi(tmp_path, (head + good + bad).encode())
    configure(config, f"[thresholds]\nfse_spending = {{ {limit} }}")
    [line] = night(tmp_path / "home", config).files
    assert line.state == state
    if state == "refused":
        told = rows(tmp_path / "home", "SELECT message FROM quality.findings WHERE code = 'FICHIER-90'")
        start = (
            f"Trop de lignes du tableau « Dépenses FSE » sont mises de côté : {n_faults} sur 10 ({n_faults}0\u00a0%), "
        )
        assert told[0][0].startswith(f"{start}pour {french_euros(Decimal(-500 * n_faults))} ; limite : ")
