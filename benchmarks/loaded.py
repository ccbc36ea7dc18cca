"""What a job loaded: the good rows of its three tables, whatever it calls them."""

import json
from pathlib import Path

import duckdb

from benchmarks.network import fingerprint

_KEYS = {"contracts": "contract_id", "fse_spending": "expense_id", "outcomes": "contract_id"}


def check(network: Path, out: Path) -> None:
    """End the measure where the rows that a job loaded are not those that the generator calls good."""
    truth = json.loads((network / "truth.json").read_text())
    with duckdb.connect(str(out / "warehouse.duckdb"), read_only=True) as connection:
        schemas = {row[0] for row in connection.execute("SELECT DISTINCT schema_name FROM duckdb_tables()").fetchall()}
        schema = "core" if "core" in schemas else "main"
        for name, key in _KEYS.items():
            query = f"SELECT {key} FROM {schema}.{name} WHERE {key} LIKE 'E%' OR {key} LIKE 'S-E%'"  # noqa: S608
            found = fingerprint([row[0] for row in connection.execute(query).fetchall()])
            if found != truth[name]:
                raise SystemExit(f"{out}: {name} holds {found['rows']} rows, {truth[name]['rows']} are good")
