import importlib.util
import os
import subprocess
import sys

import pytest

from flows.settings import Settings
from tests.nights import ROOT

NOTEBOOK = ROOT / "docs" / "explore.py"


def test_the_notebook_runs_as_a_script(settings: Settings) -> None:
    environment = os.environ | {"EPI_HOME": str(settings.home)}
    ran = subprocess.run(
        [sys.executable, str(NOTEBOOK)], env=environment, capture_output=True, text=True, timeout=200, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")


def test_its_cells_tell_the_answers_of_the_samples_with_the_spending_of_no_contract(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EPI_HOME", str(settings.home))
    spec = importlib.util.spec_from_file_location("explore", NOTEBOOK)
    assert spec is not None
    assert spec.loader is not None
    notebook = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(notebook)
    _, made = notebook.app.run()
    assert made["told"]["n_people_recruited"] == 12
    assert made["by_epi"]["n_contracts"].to_list() == [2] * 6
    assert made["contracts"].height == 12
    for spent in ("spending_declared_eur", "fse_share_eur"):
        assert made["by_epi"][spent].sum() == made["told"][spent]
    assert made["set_aside"].height == 13
    made["warehouse"].close()
