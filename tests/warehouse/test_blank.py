"""A night begins with a copy of the warehouse before any row, kept from the night before."""

import gzip
from pathlib import Path

import duckdb
import pytest

from warehouse.blank import start_blank
from warehouse.declare import declare

TOLD = """SELECT 'table', schema_name, table_name, '', comment FROM duckdb_tables() WHERE NOT internal
    UNION ALL SELECT 'view', schema_name, view_name, '', comment FROM duckdb_views() WHERE NOT internal
    UNION ALL SELECT 'column', schema_name, table_name, column_name || ' ' || data_type || ' ' || is_nullable, comment
    FROM duckdb_columns() WHERE NOT internal ORDER BY ALL"""


def told(path: Path) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(TOLD).fetchall()


def declared() -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        declare(connection)
        return connection.execute(TOLD).fetchall()


def test_the_first_blank_and_its_copies_hold_all_that_is_declared(tmp_path: Path) -> None:
    start_blank(tmp_path / "kept", tmp_path / "first.duckdb")
    (kept,) = (tmp_path / "kept").iterdir()
    made = kept.stat().st_mtime_ns
    start_blank(tmp_path / "kept", tmp_path / "second.duckdb")
    assert kept.stat().st_mtime_ns == made
    assert told(tmp_path / "first.duckdb") == told(tmp_path / "second.duckdb") == declared()


@pytest.mark.parametrize("left", [b"", b"not one", None])
def test_a_blank_that_the_disk_did_not_keep_whole_is_made_again(tmp_path: Path, left: bytes | None) -> None:
    start_blank(tmp_path / "kept", tmp_path / "first.duckdb")
    (kept,) = (tmp_path / "kept").iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(whole[: len(whole) // 2] if left is None else left)
    start_blank(tmp_path / "kept", tmp_path / "second.duckdb")
    assert told(tmp_path / "second.duckdb") == declared()
    assert gzip.decompress(kept.read_bytes()) == (tmp_path / "second.duckdb").read_bytes()


def test_the_blank_of_other_declarations_goes(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "0123.duckdb.gz").write_bytes(b"of an earlier version")
    start_blank(tmp_path / "kept", tmp_path / "first.duckdb")
    assert [path.name for path in (tmp_path / "kept").iterdir()] != ["0123.duckdb.gz"]
    assert len(list((tmp_path / "kept").iterdir())) == 1
