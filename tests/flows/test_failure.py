"""What the state of a run says when the night did not publish: a French sentence; the engineer has the rest."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows.failure import cause, failed
from flows.settings import ConfigurationError
from tests.nights import ROOT, contracts_csv, night, one_epi
from warehouse.build import BuildMemoryError

NIGHTLY = """
import os
from pathlib import Path
from flows.prefect_api import prefect_api
with prefect_api(Path(os.environ["EPI_HOME"])):
    from flows.failure import cause
    from flows.nightly import nightly
    state = nightly(return_state=True)
    print(state.message, cause(state), sep="\\n")
"""


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (BuildMemoryError("Out of Memory Error"), "La mémoire permise n'a pas suffi : la nuit n'est pas publiée."),
        (OSError(errno.ENOSPC, "No space left on device"), "Le disque est plein : la nuit s'est arrêtée."),
        (ConfigurationError("epis.toml: network"), "Les réglages n'ont pas pu être lus : la nuit n'a pas commencé."),
        (ValueError("x"), "La nuit s'est arrêtée sur une erreur de l'outil ; le journal en dit le détail."),
    ],
)
def test_an_error_is_one_sentence_for_the_coordinator_and_itself_for_the_engineer(error: Exception, said: str) -> None:
    state = failed(error)
    assert (state.is_failed(), state.message) == (True, said)
    assert cause(state) == f"{type(error).__name__}: {error}"


def ended(home: Path, config: Path) -> list[str]:
    """The lines that a run of the flow ends with: its message, and the cause."""
    environment = {**os.environ, "EPI_HOME": str(home), "EPI_CONFIG": str(config), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", NIGHTLY]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.splitlines()


@pytest.mark.prefect
def test_a_run_that_an_error_ended_says_so_in_french(tmp_path: Path) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, contracts_csv(1))
    night(home, config)
    (home / "pages").touch()
    said, why = ended(home, config)
    assert said == "La nuit s'est arrêtée sur une erreur de l'outil ; le journal en dit le détail."
    assert why.startswith("FileExistsError: ")


@pytest.mark.prefect
def test_a_run_held_back_says_why_in_french(tmp_path: Path) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, contracts_csv(1, 2))
    band = "\n[bands.contracts]\nrise = 0.5\nrows = 1\nnights = 1\n"
    config.write_text(config.read_text(encoding="utf-8") + band, encoding="utf-8")
    night(home, config)
    (tmp_path / "fichier.csv").write_bytes(contracts_csv(*range(9)))
    said, why = ended(home, config)
    assert said == why
    assert said.startswith("Publication retenue : espace « die », tableau « Contrats » : 2\u00a0lignes à la dernière")
