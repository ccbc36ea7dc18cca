"""A near heading is proposed, confirmed in `epis.toml` with its day, and read the next night."""

import datetime as dt
import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.cli import main
from flows.report import ExitCode
from tests.nights import contracts_csv, night, one_epi, rows

NEAR = contracts_csv(1, 2).replace("Date de fin prévue\n".encode(), "Date de fin prévu;Observations\n".encode())
NEAR = NEAR.replace(b"31/08/2015\n", b"31/08/2015;vu\n").replace(b";CDD;", b";CDI;")


def confirm(home: Path, config: Path, *arguments: str) -> tuple[int, str, str]:
    environment = {"EPI_HOME": str(home), "EPI_CONFIG": str(config), "EPI_WORKER_PROCESSES": "1"}
    told = CliRunner().invoke(main, ["confirm", "die", *arguments], env=environment)
    return told.exit_code, told.stdout, told.stderr


def headings(config: Path) -> dict[str, object]:
    return tomllib.loads(config.read_text(encoding="utf-8"))["epis"][0].get("headings", {})


def test_a_near_heading_confirmed_is_read_the_next_night_without_a_new_file(tmp_path: Path) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, NEAR)
    night(home, config)
    ends = "SELECT count(planned_end_date) FROM core.contracts"
    assert rows(home, ends) == [(0,)]
    code, told, _ = confirm(home, config, "--json")
    assert code == ExitCode.DONE
    waiting = json.loads(told)["waiting"]
    assert [(one["heading"], one["cell"], one["column"]) for one in waiting] == [
        ("Date de fin prévu", "G1", "contracts.planned_end_date"),
        ("Observations", "H1", None),
    ]
    assert headings(config) == {}
    code, told, _ = confirm(home, config, "Date de fin prévu", "contracts.planned_end_date", "--ignore", "Observations")
    assert code == ExitCode.DONE, told
    today = headings(config)["Date de fin prévu"]["confirmed_on"]  # type: ignore[index]
    assert isinstance(today, dt.date)
    assert headings(config) == {
        "Date de fin prévu": {"column": "contracts.planned_end_date", "confirmed_on": today},
        "Observations": {"column": False, "confirmed_on": today},
    }
    (tmp_path / "fichier.csv").unlink()
    night(home, config)
    assert rows(home, ends) == [(2,)]
    matched = (
        "SELECT heading, matched FROM ledger.delivery_columns WHERE matched IN ('confirmed', 'ignored') ORDER BY 1"
    )
    assert rows(home, matched) == [("Date de fin prévu", "confirmed"), ("Observations", "ignored")]
    assert confirm(home, config)[1] == "Every heading is recognised.\n"


def test_all_confirms_the_proposals_and_a_dry_run_records_nothing(tmp_path: Path) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, NEAR)
    before = config.read_bytes()
    arguments = ("--all", "--file", str(tmp_path / "fichier.csv"))
    assert "Would be recorded: « Date de fin prévu »" in confirm(home, config, *arguments, "--dry-run")[1]
    assert config.read_bytes() == before
    assert confirm(home, config, *arguments)[0] == ExitCode.DONE
    assert list(headings(config)) == ["Date de fin prévu"]


def test_comments_and_layout_of_the_configuration_stay(tmp_path: Path) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, NEAR)
    text = config.read_text(encoding="utf-8")
    text = text.replace(
        'postcode = "26150"', 'postcode   =  "26150" # la mairie\nheadings = { "Vu" = false } # de 2014'
    )
    text += '\n# la suite\n[[epis]]\nid = "crest"\nname = "EPI"\ncommune = "Crest"\ninsee_code = "26108"\npostcode = "26400"\n'
    text += '[[epis.sources]]\npath = "autre.csv"\n'
    config.write_bytes(text.replace("\n", "\r\n").encode())
    assert confirm(home, config, "--all", "--file", str(tmp_path / "fichier.csv"))[0] == ExitCode.DONE
    written = config.read_bytes().decode()
    added = ', "Date de fin prévu" = {column = "contracts.planned_end_date", confirmed_on = '
    start = written.index(added)
    end = written.index("}", start) + 1
    assert (written[:start] + written[end:]).replace(" ", "") == text.replace("\n", "\r\n").replace(" ", "")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("Date de fin prévu", "contracts.date_de_fin"), "no such column"),
        (("Date de fin prévu", "contracts.start_date"), "already read from 'Date de début'"),
        (("Terme", "contracts.planned_end_date"), "no table of the EPI's files has the heading 'Terme'"),
        (("Terme",), "a heading goes with the column"),
        (("--ignore", "Terme"), "no table of the EPI's files has the heading 'Terme'"),
    ],
)
def test_a_decision_that_cannot_stand_is_refused_and_nothing_is_written(
    tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    config = one_epi(tmp_path, NEAR)
    before = config.read_bytes()
    code, _, error = confirm(tmp_path / "home", config, *arguments, "--file", str(tmp_path / "fichier.csv"))
    assert code == ExitCode.WRONG_COMMAND
    assert told in error
    assert config.read_bytes() == before


def test_one_heading_stands_for_a_column_in_each_of_two_tables(tmp_path: Path) -> None:
    spending = "N° pièce;N° opération;Numro contrat;Poste;Mois;Montant déclaré;Payé le\n"
    spending += "P1;201400026;C-1;Salaires;01/09/2014;1 200,00;30/09/2014\n"
    contracts = contracts_csv(1, 2).replace("N° contrat".encode(), b"Numro contrat")
    home, config = tmp_path / "home", one_epi(tmp_path, contracts + b"\n" + spending.encode())
    night(home, config)
    assert confirm(home, config, "--all")[0] == ExitCode.DONE
    both = headings(config)["Numro contrat"]["column"]  # type: ignore[index]
    assert sorted(both) == ["contracts.contract_id", "fse_spending.contract_id"]
    night(home, config)
    assert rows(home, "SELECT contract_id FROM core.contracts ORDER BY 1") == [("C-1",), ("C-2",)]
    assert rows(home, "SELECT contract_id FROM core.fse_spending") == [("C-1",)]
