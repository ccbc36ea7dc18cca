import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.nights import ROOT, SAMPLES, contracts_csv, night, one_epi


def epi(*arguments: str, home: Path, config: Path = SAMPLES / "epis.toml") -> subprocess.CompletedProcess[str]:
    environment = {"EPI_HOME": str(home), "EPI_CONFIG": str(config), "PATH": "/usr/bin:/bin", "COLUMNS": "100"}
    command = [sys.executable, "-c", "from flows.cli import main; main()", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240, check=False)


@pytest.mark.prefect
def test_run_prints_the_answers_quietly_and_a_second_one_changes_nothing(tmp_path: Path) -> None:
    first = epi("run", home=tmp_path)
    assert (first.returncode, first.stderr) == (0, "")
    assert "n_people_recruited" in first.stdout
    second = epi("run", "--json", home=tmp_path)
    assert (second.returncode, second.stderr) == (0, "")
    report = json.loads(second.stdout)
    assert (report["outcome"], report["answers"]["n_contracts"]) == ("unchanged", 12)


def test_check_says_the_decision_first_then_each_cell(tmp_path: Path) -> None:
    path = tmp_path / "contrats.csv"
    path.write_bytes(contracts_csv(1, 2, 3, fault="C-9;M.;Léa;12/03/1990;CDD;31/06/2015;31/08/2015\n"))
    told = epi("check", str(path), home=tmp_path)
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith("Fichier accepté avec réserves : 3 lignes prises en compte, 1 mise de côté")
    assert "F5 « Date de début » (C-9) : « 31/06/2015 »" in told.stdout
    assert "[DATE-02]" in told.stdout


def test_check_gives_the_verdict_of_the_night(tmp_path: Path) -> None:
    told = epi("check", str(SAMPLES / "valence" / "VALENCE.xlsx"), "--epi", "valence", "--json", home=tmp_path)
    [line] = [line for line in night(tmp_path / "night").files if line.epi_id == "valence"]
    file = json.loads(told.stdout)["file"]
    assert (file["state"], file["n_rows_accepted"], file["n_rows_set_aside"]) == (line.state, 41, 4)
    assert (line.n_rows_accepted, line.n_rows_set_aside) == (41, 4)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("communne = 'Die'", "communne"),
        ("insee_code = '2611'", "insee_code"),
        ("headings = {A = 'contracts.x'}", "contracts.x"),
    ],
)
def test_a_wrong_configuration_is_told_by_file_and_key_and_nothing_is_touched(
    tmp_path: Path, line: str, told: str
) -> None:
    config = one_epi(tmp_path, contracts_csv(1))
    text = config.read_text(encoding="utf-8")
    text = text.replace('insee_code = "26113"\n', "") if line.startswith("insee_code") else text
    config.write_text(text.replace('postcode = "26150"\n', f'postcode = "26150"\n{line}\n'), encoding="utf-8")
    answer = epi("run", home=tmp_path / "home", config=config)
    assert answer.returncode == 2
    assert "epis.toml" in answer.stderr
    assert told in answer.stderr
    assert not (tmp_path / "home").exists()


def test_a_key_of_the_pseudonyms_that_others_can_read_is_a_wrong_configuration(tmp_path: Path) -> None:
    config, home = one_epi(tmp_path, contracts_csv(1)), tmp_path / "home"
    key = home / "restricted" / "person.key"
    key.parent.mkdir(parents=True)
    key.write_text("x" * 64)
    key.chmod(0o644)
    answer = epi("run", home=home, config=config)
    assert (answer.returncode, answer.stderr.strip()) == (
        2,
        f"{key}: others can read the key of the pseudonyms; run chmod 600 on it",
    )


def test_status_before_any_night_says_what_to_do(tmp_path: Path) -> None:
    answer = epi("status", home=tmp_path)
    assert answer.returncode == 2
    assert "epi run" in answer.stderr


def test_status_and_rollback_tell_the_night_served(tmp_path: Path) -> None:
    config = one_epi(tmp_path, contracts_csv(1))
    runs = [night(tmp_path, config, force=True).run_id for _ in range(2)]
    assert json.loads(epi("status", "--json", home=tmp_path).stdout)["served"] == runs[1]
    assert epi("rollback", home=tmp_path).stdout == f"Now served: {runs[0]}\n"
    assert json.loads(epi("status", "--json", home=tmp_path).stdout)["served"] == runs[0]


def test_dictionary_names_every_view_and_table(tmp_path: Path) -> None:
    text = epi("dictionary", home=tmp_path).stdout
    for name in ("mart.answers", "core.contracts", "quality.quarantine", "ledger.runs", "core.exit_reasons"):
        assert f"### {name}\n" in text


def test_the_help_tells_the_first_sentence_of_each_command_whole_and_the_exit_codes(tmp_path: Path) -> None:
    told = " ".join(epi("--help", home=tmp_path).stdout.split())
    assert "Judge FILE as the night would, and say in French what to correct." in told
    assert "..." not in told.partition("Commands:")[2]
    assert "5 publication held back by a check" in told
