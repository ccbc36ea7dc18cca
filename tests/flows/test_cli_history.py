"""The commands over the published nights: versions, publish --as-of, explain."""

import datetime as dt
import json
from pathlib import Path

from flows.configuration import PARIS
from tests.flows.test_cli import epi
from tests.nights import contracts_csv, night, one_epi
from warehouse.query import ask


def test_an_earlier_day_is_listed_written_and_explained(tmp_path: Path) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, contracts_csv(1, 2))
    first = night(home, config).run_id
    one_epi(tmp_path, contracts_csv(1, 2, 3))
    last = night(home, config).run_id
    today = dt.datetime.now(PARIS).date()

    kept = json.loads(epi("versions", "--json", home=home).stdout)
    assert [(one["run_id"], one["is_current"], one["n_rows_accepted"]) for one in kept] == [
        (first, False, 2),
        (last, True, 3),
    ]

    out = tmp_path / "past.duckdb"
    told = epi("publish", "--as-of", today.isoformat(), "--out", str(out), "--json", home=home)
    assert json.loads(told.stdout)["run_id"] == last
    assert ask(out, "SELECT count(*) AS n FROM core.contracts") == [{"n": 3}]

    early = epi("publish", "--as-of", "2020-01-01", "--out", str(out), home=home)
    assert (early.returncode, first in early.stderr) == (2, True)

    same = epi("explain", "answers", today.isoformat(), today.isoformat(), home=home)
    assert (same.returncode, "No figure moved." in same.stdout) == (0, True)
    assert epi("explain", "mart.nothing", today.isoformat(), today.isoformat(), home=home).returncode == 2
