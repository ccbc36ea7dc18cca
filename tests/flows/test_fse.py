import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from prefect.logging import disable_run_logger

from flows.cli import main
from flows.evidence_pack import evidence
from flows.fse import dry_run
from flows.fse_dry_run import fse_dry_run
from flows.fse_letter import fse_letter
from flows.settings import Settings
from tests.nights import night, one_epi, rows

OPERATION = "201400026"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    night(home)
    return home


def run(home: Path, *arguments: str, **variables: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, ["fse", *arguments], env={"EPI_HOME": str(home), **variables})
    return done.exit_code, done.stdout, done.stderr


def test_the_dry_run_names_the_cells_to_complete_and_what_is_refused(home: Path) -> None:
    code, told, _ = run(home, OPERATION)
    assert code == 1
    assert "part incomplète 8,3\xa0% (alerte au-delà de 35\xa0%)" in told
    assert "valence, feuille « PARTICIPANTS », « Niveau de diplôme » : 1 cellule, 1 fiche complétée" in told
    assert "\n    H3\n" in told
    assert "Sortie non observée dans les quatre semaines (7)" in told
    assert "crest, FSE 2014-2015!F21 (CRE-X1) : 949,82\xa0€ [LIEN-03]" in told
    assert "jusqu'à une date encore inconnue" in told
    assert "None" not in told


def test_an_operation_without_participants_is_told_no_share_of_them(home: Path) -> None:
    told = dry_run(Settings(home=home), OPERATION)
    nobody = {"n_participants": 0, "n_participants_complete": 0, "incomplete_rate": None}
    letter = fse_letter(replace(told, state=told.state | {"results": told.state["results"] | nobody}))
    assert "\nParticipants : aucune fiche n'a été remise pour cette opération.\nSorties" in letter
    assert "part incomplète" not in letter


@pytest.mark.parametrize("served", [fse_dry_run, evidence])
def test_a_run_asked_for_a_stranger_fails_with_the_operations_known(
    home: Path, served: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("EPI_HOME", str(home))
    with disable_run_logger():
        state = served.fn("999")
    assert state.is_failed()
    assert state.message == f"Aucune opération ne porte ce numéro. Opérations connues : {OPERATION}."
    monkeypatch.setenv("EPI_HOME", str(tmp_path))
    with disable_run_logger():
        assert served.fn(OPERATION).message == "Rien n'est encore publié : lancez d'abord une nuit."


def test_the_same_as_json_with_amounts_as_text(home: Path) -> None:
    code, told, _ = run(home, OPERATION, "--json")
    found = json.loads(told)
    assert code == found["exit_code"] == 1
    assert found["finance"]["fse_due_eur"] == "49695.74"
    assert [(cell["cell"], cell["n_missing"], cell["n_completed_by_column"]) for cell in found["cells"]] == [
        ("H3", 1, 1)
    ]
    assert {alert["alert_code"] for alert in found["alerts"]} == {
        "documents_until_unknown", "exit_unobserved", "participant_set_aside", "resource_set_aside", "spending_set_aside",
    }  # fmt: skip
    assert found["is_above_alarm"] is False


def test_the_alarm_is_a_setting(home: Path) -> None:
    _, told, _ = run(home, OPERATION, EPI_FSE_INCOMPLETE_ALARM="0.08")
    assert "(alerte au-delà de 8\xa0%, DÉPASSÉE)" in told


def test_an_operation_that_nobody_declared_is_a_wrong_command(home: Path) -> None:
    assert run(home, "999") == (2, "", f"no operation 999; known: {OPERATION}\n")


def test_before_the_first_night_nothing_can_be_said(tmp_path: Path) -> None:
    code, _, error = run(tmp_path, OPERATION)
    assert code == 2
    assert "run `epi run`" in error


def test_what_a_refused_file_says_again_counts_in_the_file_before_and_is_not_told_as_set_aside(tmp_path: Path) -> None:
    head = "N° pièce;N° opération;Poste;Mois;Montant déclaré;Date d'acquittement;N° contrat\n"
    lines = [f"P{n};{OPERATION};Salaires;0{n}/2014;1 200,00;28/0{n}/2014;D-1\n" for n in (1, 2)]
    config = one_epi(tmp_path, (head + "".join(lines)).encode())
    night(tmp_path / "home", config)
    new = [
        *(line.replace("28/0", "31/0") for line in lines[1:] * 2),
        lines[1].replace("P2", "P3").replace("28/0", "31/0"),
    ]
    one_epi(tmp_path, (head + "".join(new)).encode())
    assert [line.state for line in night(tmp_path / "home", config).files] == ["refused"]
    told = "SELECT DISTINCT business_key FROM mart.fse_alerts WHERE alert_code = 'spending_set_aside'"
    assert rows(tmp_path / "home", told) == [("P3",)]
    assert rows(tmp_path / "home", "SELECT sum(declared_eur) FROM core.fse_spending") == [(Decimal("2400.00"),)]
