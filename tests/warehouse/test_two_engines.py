"""A file written by one supported DuckDB is read by the other: this process's, and one in an environment of its own."""

import json
import os
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouse.stored_nights import File, Nights, contract, expense
from warehouse.session import Session

OTHER = "duckdb>=2,<3" if duckdb.__version__.startswith("1.") else "duckdb==1.5.5"
READ = """
import duckdb, json, sys
with duckdb.connect(sys.argv[1], read_only=True) as connection:
    names = connection.execute(
        "SELECT schema_name || '.' || table_name FROM duckdb_tables() UNION ALL "
        "SELECT schema_name || '.' || view_name FROM duckdb_views() WHERE NOT internal ORDER BY ALL"
    ).fetchall()
    told = {name: connection.execute(f"SELECT * FROM {name} ORDER BY ALL").fetchall() for (name,) in names}
    comments = connection.execute("SELECT count(*) FROM duckdb_columns() WHERE comment IS NOT NULL").fetchall()
print(json.dumps({"engine": duckdb.__version__, "rows": told, "comments": comments}, default=str))
"""


@pytest.fixture(scope="module")
def other_python(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A Python that has the other DuckDB and nothing else."""
    uv = os.environ.get("UV") or shutil.which("uv") or shutil.which("uv", path=Path(sys.executable).parent)
    if uv is None:
        pytest.skip("uv is not here to make an environment with the other DuckDB")
    folder = tmp_path_factory.mktemp("other")
    python = str(folder / "bin" / "python")
    environment = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONPATH")}
    commands = (
        ["venv", "--quiet", "--allow-existing", str(folder)],
        ["pip", "install", "-q", "--python", python, OTHER],
    )
    for command in commands:
        made = subprocess.run([uv, *command], env=environment, capture_output=True, text=True, check=False)
        if made.returncode:
            pytest.skip(f"an environment with {OTHER} cannot be made: {made.stderr.strip()[-200:]}")
    return python


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three nights with a past: a contract that came, an expense corrected, one that left."""
    nights = Nights(tmp_path_factory.mktemp("home"))
    nights.publish(
        {"die": File({"contracts": [contract(1)], "fse_spending": [expense(1, "10.50"), expense(2, "4.00")]})}
    )
    later = File({"contracts": [contract(1), contract(2)], "fse_spending": [expense(1, "12.75", contract_id="C-1")]})
    nights.publish({"die": later, "crest": None})
    nights.publish({"die": later, "crest": File({"contracts": [contract(3)]}, [("contracts", "C-4", Decimal(0))])})
    return nights.home


def test_every_table_and_view_reads_the_same_in_the_other_engine(other_python: str, home: Path) -> None:
    told = read(other_python, home / "warehouse.duckdb")
    own = read(sys.executable, home / "warehouse.duckdb")
    assert {told["engine"].partition(".")[0], own["engine"].partition(".")[0]} == {"1", "2"}
    with Session(home / "warehouse.duckdb") as session:
        assert set(session.relations()) == set(told["rows"])
    assert told["comments"] == own["comments"] > [[100]]
    assert {name: rows for name, rows in told["rows"].items() if rows != own["rows"][name]} == {}
    assert sum(map(bool, told["rows"].values())) > 20


def test_every_night_kept_is_read_by_the_other_engine(other_python: str, home: Path) -> None:
    kept = sorted((home / "snapshots").glob("*.duckdb"))
    assert [len(read(other_python, path)["rows"]["core.contracts"]) for path in kept] == [1, 2, 3]


def read(python: str, path: Path) -> dict[str, Any]:
    done = subprocess.run([python, "-I", "-c", READ, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told
