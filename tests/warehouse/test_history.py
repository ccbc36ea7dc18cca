"""What was believed, night by night: `history.*`, and the tables of an earlier day built again."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from schemas import CORE_TABLES
from schemas.provenance import PROVENANCE
from tests.warehouse.stored_nights import File, Nights, contract, expense
from warehouse.as_of import night_at, write_night
from warehouse.history import PAST
from warehouse.publish import MEMORY_MB

OURS = "schema_name IN ('core', 'mart', 'quality', 'ledger', 'history')"


def die(*numbers: int, **facts: Any) -> File:
    spending = [expense(n, "10.50") for n in numbers]
    return File({"contracts": [contract(n, **facts) for n in numbers], "fse_spending": spending})


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> tuple[Nights, list[str]]:
    """Seven nights: new rows, a change, a withdrawal, a file that does not come, a contract told twice, an EPI gone."""
    made = Nights(tmp_path_factory.mktemp("home"))
    weeks: list[dict[str, File | None]] = [
        {"die": die(1, 2), "nyons": die(7)},
        {"die": die(1, 2, 3), "nyons": die(7)},
        {"die": die(1, 2, 3, position="Animateur"), "nyons": None},
        {"die": die(1, 3), "nyons": None},
        {"die": die(1, 3), "die/autre": File({"contracts": [contract(3, position="Autre")]}), "nyons": die(7, 8)},
        {"die": die(1, 2), "die/autre": File({"contracts": [contract(3, position="Autre")]}), "nyons": die(7, 8)},
        {"die": die(1, 2)},
    ]
    return made, [made.publish(files).run_id for files in weeks]


def snapshot(nights: Nights, night: str) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(nights.home / "snapshots" / f"{night}.duckdb"), read_only=True)


def tables(connection: duckdb.DuckDBPyConnection) -> dict[str, list[Any]]:
    """Every table and view, rows in the order in which they lie."""
    names = connection.execute(
        f"SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE {OURS} UNION ALL "
        f"SELECT schema_name || '.' || view_name FROM duckdb_views() WHERE {OURS} ORDER BY 1"
    ).fetchall()
    return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for (name,) in names}


def instant(night: str) -> dt.datetime:
    return dt.datetime.strptime(night, "%Y%m%dT%H%M%S%fZ")  # noqa: DTZ007


def test_the_tables_of_earlier_nights_come_back_as_they_were_published(
    nights: tuple[Nights, list[str]], tmp_path: Path
) -> None:
    made, published = nights
    for night in published[1::2]:
        manifest = night_at(made.store, instant(night) + dt.timedelta(hours=1))
        assert manifest.run_id == night
        write_night(made.store, manifest, tmp_path / "past.duckdb", MEMORY_MB)
        with snapshot(made, night) as then, duckdb.connect(str(tmp_path / "past.duckdb"), read_only=True) as now:
            assert tables(now) == tables(then)


def test_the_same_day_made_twice_is_the_same_and_leaves_nothing_beside(
    nights: tuple[Nights, list[str]], tmp_path: Path
) -> None:
    made, published = nights
    found = []
    for name in ("one.duckdb", "two.duckdb"):
        write_night(made.store, night_at(made.store, instant(published[-1])), tmp_path / name, MEMORY_MB)
        with duckdb.connect(str(tmp_path / name), read_only=True) as connection:
            found.append(tables(connection))
    assert found[0] == found[1]
    assert {path.name for path in tmp_path.iterdir()} == {"one.duckdb", "two.duckdb"}


@pytest.mark.parametrize("name", ["contracts", "fse_spending"])
def test_the_history_at_any_night_is_what_that_night_held(nights: tuple[Nights, list[str]], name: str) -> None:
    made, published = nights
    told = ", ".join(column for column in CORE_TABLES[name].stored_columns if column not in PROVENANCE[1:])
    for night in published:
        at = f"TIMESTAMP '{instant(night)}'"
        believed = made.rows(
            f"SELECT {told} FROM history.{name} WHERE known_from <= {at} AND coalesce(known_to > {at}, true) ORDER BY ALL"
        )
        with snapshot(made, night) as then:
            assert believed == then.execute(f"SELECT {told} FROM core.{name} ORDER BY ALL").fetchall()


def test_a_row_sent_again_unchanged_stays_known_since_its_first_night(nights: tuple[Nights, list[str]]) -> None:
    made, published = nights
    since = "SELECT known_from, known_to FROM history.fse_spending WHERE epi_id = 'die' AND expense_id = 'S-1'"
    assert made.rows(since) == [(instant(published[0]), None)]
    again = (
        "SELECT known_from, known_to FROM history.fse_spending WHERE epi_id = 'die' AND expense_id = 'S-2' ORDER BY 1"
    )
    assert made.rows(again) == [(instant(published[0]), instant(published[3])), (instant(published[5]), None)]


def test_a_row_set_aside_beside_its_double_is_not_believed_meanwhile(nights: tuple[Nights, list[str]]) -> None:
    made, published = nights
    told = "SELECT position, known_from, known_to FROM history.contracts WHERE epi_id = 'die' AND contract_id = 'C-3' ORDER BY 2"
    assert made.rows(told) == [
        (None, instant(published[1]), instant(published[2])),
        ("Animateur", instant(published[2]), instant(published[3])),
        (None, instant(published[3]), instant(published[5])),
        ("Autre", instant(published[5]), instant(published[6])),
    ]


def test_an_epi_that_left_stays_in_the_history(nights: tuple[Nights, list[str]]) -> None:
    made, published = nights
    told = "SELECT contract_id, known_from, known_to FROM history.contracts WHERE epi_id = 'nyons' ORDER BY 1"
    ends = instant(published[6])
    assert made.rows(told) == [("C-7", instant(published[0]), ends), ("C-8", instant(published[4]), ends)]


def test_every_view_of_the_history_and_its_columns_say_what_they_are(nights: tuple[Nights, list[str]]) -> None:
    made, _ = nights
    views = made.rows(
        "SELECT view_name FROM duckdb_views() WHERE schema_name = 'history' AND comment LIKE '%.%' ORDER BY 1"
    )
    assert views == [(table.name,) for table in sorted(PAST, key=lambda table: table.name)]
    blank = "SELECT c.column_name FROM duckdb_columns() AS c JOIN duckdb_views() AS v ON v.schema_name = c.schema_name AND v.view_name = c.table_name WHERE c.schema_name = 'history' AND coalesce(c.comment, '') = ''"
    assert made.rows(blank) == []


def test_a_day_before_the_first_night_is_refused(nights: tuple[Nights, list[str]]) -> None:
    made, published = nights
    with pytest.raises(LookupError, match=published[0]):
        night_at(made.store, instant(published[0]))


def test_a_column_declared_since_is_null_in_an_earlier_day(nights: tuple[Nights, list[str]], tmp_path: Path) -> None:
    made, published = nights
    manifest = night_at(made.store, instant(published[0]) + dt.timedelta(hours=1))
    [pack] = {one.pack for one in manifest.in_force}
    path = made.store.packs / pack / "fse_spending.parquet"
    whole = path.read_bytes()
    try:
        duckdb.sql(f"COPY (SELECT * EXCLUDE (post_code, cost_base_eur) FROM '{path}') TO '{path}.new' (FORMAT parquet)")
        path.with_suffix(".parquet.new").replace(path)
        write_night(made.store, manifest, tmp_path / "past.duckdb", MEMORY_MB)
    finally:
        path.write_bytes(whole)
    with duckdb.connect(str(tmp_path / "past.duckdb"), read_only=True) as past:
        assert past.execute(
            "SELECT count(*), count(post_code), sum(declared_eur) FROM core.fse_spending"
        ).fetchall() == [(3, 0, Decimal("31.50"))]
