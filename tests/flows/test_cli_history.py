"""The commands over the published nights: versions, publish --as-of, explain."""

import datetime as dt
import io
import json
from decimal import Decimal
from pathlib import Path

from rich.console import Console

from flows.commands.explain import show
from flows.configuration import PARIS
from tests.flows.test_cli import epi
from tests.nights import contracts_csv, night, one_epi
from warehouse.explain import Explanation, Figure
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
    cut = epi("publish", "--as-of", today.isoformat(), "--out", str(tmp_path / "a?b.duckdb"), home=home)
    assert (cut.returncode, "no question mark in the path" in cut.stderr) == (2, True)

    nobody = epi("board", "--epi", "crest", home=home)
    assert (nobody.returncode, nobody.stderr) == (2, "no EPI has the id 'crest' in the published night\n")
    told = "Nothing is due of die: what is, calendar.toml says beside the configuration (docs/board.md).\n"
    assert epi("board", "--epi", "die", home=home).stderr == told

    same = epi("explain", "answers", today.isoformat(), today.isoformat(), home=home)
    assert (same.returncode, "No figure moved." in same.stdout) == (0, True)
    assert epi("explain", "mart.nothing", today.isoformat(), today.isoformat(), home=home).returncode == 2


def test_why_a_figure_moved_is_told_in_french_with_its_days_and_euros() -> None:
    figures = (
        Figure(
            "fse_share_eur", "Part du FSE", Decimal("1234.50"), Decimal("1230.00"), {"withdrawn_rows": Decimal("-4.50")}
        ),
        Figure("n_contracts", "Contrats", 3, 4, {"new_rows": 1}),
        Figure("n_exits", "Sorties", 3, 3, {}),
    )
    made = Explanation("mart.answers", "a", "b", {}, figures)
    console = Console(file=io.StringIO(), width=100)
    show(made, dt.date(2026, 6, 30), dt.date(2026, 7, 31), console)
    lines = [" ".join(line.split()) for line in console.file.getvalue().splitlines() if line.strip()]  # type: ignore[attr-defined]
    assert lines == [
        "mart.answers: night a to night b",
        "Part du FSE (fse_share_eur)",
        "le 30/06/2026 1 234,50 €",
        "Lignes retirées (withdrawn_rows) − 4,50 €",
        "le 31/07/2026 1 230,00 €",
        "Contrats (n_contracts)",
        "le 30/06/2026 3",
        "Lignes nouvelles (new_rows) + 1",
        "le 31/07/2026 4",
    ]
