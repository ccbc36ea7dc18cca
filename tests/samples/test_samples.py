import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.nights import SAMPLES, night, rows


def expected(title: str) -> list[list[str]]:
    """The rows of the table under a title of EXPECTED.md, as text."""
    text = (SAMPLES / "EXPECTED.md").read_text(encoding="utf-8").split(f"## {title}\n")[1].split("\n## ")[0]
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def shown(values: tuple[Any, ...]) -> list[str]:
    return ["" if value is None else str(value).lower() if isinstance(value, bool) else str(value) for value in values]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    assert night(home).outcome == "published"
    return home


def test_samples_are_what_make_writes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(SAMPLES / "make.py"), str(tmp_path)], check=True)
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert len(made) == 9
    assert {name: (SAMPLES / name).read_bytes() for name in made} == made


def test_answers_are_those_worked_out_by_hand(home: Path) -> None:
    _, _, *table = expected("The answers")
    for name, value in table:
        assert (name, shown(rows(home, f"SELECT {name} FROM mart.answers")[0])) == (name, [value])


@pytest.mark.parametrize(
    ("title", "source"),
    [
        ("Each EPI", "mart.epi_overview ORDER BY epi_id"),
        ("The participants", "core.participations ORDER BY epi_id, sex_code"),
        ("The budget", "mart.operation_budget ORDER BY side, line_code"),
        ("Each file", "ledger.deliveries ORDER BY epi_id, filename"),
        (
            "Rows set aside",
            """(SELECT f.*, q.amount_eur FROM quality.findings AS f JOIN quality.quarantine AS q
            USING (epi_id, delivery_id, sheet, row_number) WHERE f.severity = 'reject')
            ORDER BY epi_id, sheet, cell""",
        ),
    ],
)
def test_tables_are_those_worked_out_by_hand(home: Path, title: str, source: str) -> None:
    header, _, *table = expected(title)
    assert [shown(row) for row in rows(home, f"SELECT {', '.join(header)} FROM {source}")] == table


def test_indicators_are_those_worked_out_by_hand(home: Path) -> None:
    header, _, *table = expected("The indicators")
    found = {
        (line[0], line[1]): line
        for line in map(shown, rows(home, f"SELECT {', '.join(header)} FROM mart.fse_indicators"))
    }
    assert [found[code, sex] for code, sex, *_ in table] == table


def test_rows_read_are_accepted_set_aside_or_ignored(home: Path) -> None:
    assert rows(home, "SELECT count(*) FROM ledger.deliveries WHERE n_rows_read > 0") == [(9,)]
    lost = "SELECT * FROM ledger.deliveries WHERE n_rows_read <> n_rows_accepted + n_rows_set_aside + n_rows_ignored"
    assert rows(home, lost) == []


def test_one_row_in_fifteen_or_so_is_faulty(home: Path) -> None:
    [(share,)] = rows(
        home, "SELECT sum(n_rows_set_aside) / sum(n_rows_accepted + n_rows_set_aside) FROM ledger.deliveries"
    )
    assert 1 / 18 < share < 1 / 12


def test_no_name_or_birth_date_is_in_store_or_warehouse(home: Path) -> None:
    sys.path.insert(0, str(SAMPLES))
    try:
        from people import PEOPLE
    finally:
        sys.path.remove(str(SAMPLES))
    names = {person.first_name.encode() for person in PEOPLE if len(person.first_name) > 4}
    published = [path for path in home.rglob("*") if path.is_file() and "received" not in path.parts]
    assert published
    for path in published:
        content = path.read_bytes()
        assert not [name for name in names if name in content], path
    for table in ("core.contracts", "core.outcomes", "quality.quarantine", "quality.findings"):
        text = str(rows(home, f"SELECT * FROM {table}"))
        assert not [p for p in PEOPLE if p.first_name in text or p.birth_date in text], table
