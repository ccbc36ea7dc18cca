import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from tests.nights import ROOT, contracts_csv, night, one_epi, rows
from warehouse.publish import KEPT_NIGHTS, rollback, versions

COUNT = "SELECT count(*) FROM core.contracts"
NIGHT = """
import sys
from pathlib import Path
from tests.nights import night
night(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def test_a_reader_goes_on_while_a_night_is_published_and_a_new_one_sees_it(tmp_path: Path) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, contracts_csv(1))
    night(home, config)
    reader = duckdb.connect(str(home / "warehouse.duckdb"), read_only=True)
    one_epi(tmp_path, contracts_csv(1, 2))
    subprocess.run([sys.executable, "-c", NIGHT, str(home), str(config)], cwd=ROOT, check=True)
    assert reader.execute(COUNT).fetchall() == [(1,)]
    reader.close()
    assert rows(home, COUNT) == [(2,)]


def test_a_night_killed_at_any_moment_leaves_one_whole_night(tmp_path: Path) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, contracts_csv(1))
    night(home, config)
    for step in range(10):
        one_epi(tmp_path, contracts_csv(*range(1, step + 3)))
        process = subprocess.Popen([sys.executable, "-c", NIGHT, str(home), str(config)], cwd=ROOT)
        time.sleep(0.25 * (step + 1))  # the moment of the kill, not a wait for a result
        process.kill()
        process.wait()
        [(held,)] = rows(home, COUNT)
        [(told,)] = rows(home, "SELECT n_rows_accepted FROM ledger.runs ORDER BY run_id DESC LIMIT 1")
        assert held == told
    assert night(home, config).outcome in ("published", "unchanged")
    assert rows(home, COUNT) == [(11,)]
    assert not list((home / "build").glob("*"))


def test_rollback_serves_the_night_before(tmp_path: Path) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, contracts_csv(1))
    night(home, config)
    one_epi(tmp_path, contracts_csv(1, 2))
    night(home, config)
    assert rollback(home) == versions(home)[0]
    assert rows(home, COUNT) == [(1,)]
    with pytest.raises(LookupError):
        rollback(home)


def test_a_wal_left_by_someone_else_is_moved_away(tmp_path: Path) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, contracts_csv(1))
    night(home, config)
    (home / "warehouse.duckdb.wal").write_bytes(b"someone else's")
    night(home, config, force=True)
    assert rows(home, COUNT) == [(1,)]
    assert (home / "warehouse.duckdb.wal.foreign").exists()


def test_the_last_nights_stay_and_older_ones_of_the_month_leave(tmp_path: Path) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, contracts_csv(1))
    for _ in range(KEPT_NIGHTS + 2):
        night(home, config, force=True)
    assert len(versions(home)) == KEPT_NIGHTS


def test_everything_has_a_comment_with_its_french_title(tmp_path: Path) -> None:
    home = tmp_path / "home"
    night(home, one_epi(tmp_path, contracts_csv(1)))
    ours = "schema_name IN ('core', 'mart', 'quality', 'ledger')"
    for what in ("duckdb_columns()", "duckdb_tables()", "duckdb_views()"):
        assert rows(home, f"SELECT count(*) > 0 FROM {what} WHERE {ours}") == [(True,)]
        assert rows(home, f"SELECT * FROM {what} WHERE {ours} AND coalesce(comment, '') NOT LIKE '%.%'") == []


def test_the_same_contract_in_two_files_is_kept_once_and_counted(tmp_path: Path) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, contracts_csv(1, 2))
    (tmp_path / "autre.csv").write_bytes(contracts_csv(2, 3))
    source = '[[epis.sources]]\nname = "autre"\npath = "autre.csv"\n'
    config.write_text(config.read_text(encoding="utf-8") + source, encoding="utf-8")
    night(home, config)
    assert rows(home, "SELECT contract_id FROM core.contracts ORDER BY 1") == [("C-1",), ("C-2",), ("C-3",)]
    assert rows(home, "SELECT sum(n_rows_accepted), sum(n_rows_set_aside) FROM ledger.deliveries") == [(3, 1)]
    assert rows(home, "SELECT code, cell FROM quality.findings") == [("DOUBLON-03", "A3")]
    assert rows(home, "SELECT codes FROM quality.quarantine") == [("DOUBLON-03",)]


def test_the_file_opens_under_the_storage_version_of_older_tools(tmp_path: Path) -> None:
    home = tmp_path / "home"
    night(home, one_epi(tmp_path, contracts_csv(1)))
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        [(tags,)] = connection.execute("SELECT tags FROM duckdb_databases() WHERE NOT internal").fetchall()
    assert "v1.4.0" in str(tags)
