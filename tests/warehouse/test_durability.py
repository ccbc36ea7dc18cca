"""What goes wrong at four in the morning: each time a whole night is served, the message is clear, and the next run mends."""

import datetime as dt
import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.disks import plain_disk, read_only, small_disk
from tests.nights import contracts_csv, night, one_epi, rows
from tests.warehouse.stored_nights import File, Nights, contract
from warehouse.as_of import night_at
from warehouse.publish import current, is_readable, rollback, start_after, versions
from warehouse.store import Store

COUNT = "SELECT count(*) FROM core.contracts"
READER = f"""
import sys
import duckdb
with duckdb.connect(sys.argv[1], read_only=True) as connection:
    print(connection.execute("{COUNT}").fetchone()[0], flush=True)
    for _ in sys.stdin:
        print(connection.execute("{COUNT}").fetchone()[0], flush=True)
        break
"""


def fill(disk: Path, *, leave: int) -> Path:
    """Fill the disk but for so many bytes."""
    filler = disk / "filler"
    filler.write_bytes(bytes(shutil.disk_usage(disk).free - leave))
    return filler


@pytest.mark.parametrize("leave", [0, 20_000, 40_000, 4_000_000])
def test_a_full_disk_leaves_the_night_before_and_the_next_run_publishes(tmp_path: Path, leave: int) -> None:
    config = one_epi(tmp_path, contracts_csv(1))
    with small_disk(tmp_path / "disk", 40) as disk:
        home = disk / "home"
        night(home, config)
        one_epi(tmp_path, contracts_csv(1, 2))
        filler = fill(disk, leave=leave)
        with pytest.raises(OSError, match=r"No space left|MB are needed") as told:
            night(home, config)
        assert told.value.errno == errno.ENOSPC
        assert rows(home, COUNT) == [(1,)]
        filler.unlink()
        assert night(home, config).outcome == "published"
        assert rows(home, COUNT) == [(2,)]
        assert not list(home.rglob("*.part"))


def test_a_disk_that_becomes_read_only_leaves_the_night_before(tmp_path: Path) -> None:
    config = one_epi(tmp_path, contracts_csv(1))
    with small_disk(tmp_path / "disk", 60) as disk:
        night(disk / "home", config)
        one_epi(tmp_path, contracts_csv(1, 2))
        read_only(disk, on=True)
        with pytest.raises(OSError, match="Read-only file system"):
            night(disk / "home", config)
        assert rows(disk / "home", COUNT) == [(1,)]
        read_only(disk, on=False)
        assert night(disk / "home", config).outcome == "published"
        assert rows(disk / "home", COUNT) == [(2,)]


def test_without_hard_links_the_file_is_copied_and_everything_else_is_the_same(tmp_path: Path) -> None:
    made = Nights(tmp_path / "home")
    with small_disk(tmp_path / "home" / "snapshots", 60) as snapshots:
        nights = [
            made.publish({"die": File({"contracts": [contract(n) for n in range(size)]})}).run_id for size in (1, 2)
        ]
        assert (made.home / "warehouse.duckdb").stat().st_dev != snapshots.stat().st_dev
        assert (made.rows(COUNT), current(made.home), versions(made.home)) == ([(2,)], nights[1], nights)
        assert rollback(made.home) == nights[0]
        assert (made.rows(COUNT), current(made.home)) == ([(1,)], nights[0])
        assert not list(made.home.glob(".*")) + list(snapshots.glob(".*"))


def test_on_exfat_nights_are_swapped_in_beside_a_reader_and_rolled_back(tmp_path: Path) -> None:
    with plain_disk(tmp_path / "disk", 100) as disk:
        home, config = disk / "home", one_epi(tmp_path, contracts_csv(1))
        config.write_text(
            config.read_text().replace("[[epis.sources]]", 'contact = "die@example.fr"\n[[epis.sources]]')
        )
        assert night(home, config).outcome == "published"
        assert len(list((home / "outbox" / "waiting").iterdir())) == 1
        with pytest.raises(OSError, match="not permitted"):
            (disk / "link").hardlink_to(home / "warehouse.duckdb")
        reader = [sys.executable, "-c", READER, str(home / "warehouse.duckdb")]
        with subprocess.Popen(reader, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as open_tab:
            assert open_tab.stdin is not None
            assert open_tab.stdout is not None
            assert open_tab.stdout.readline() == "1\n"
            one_epi(tmp_path, contracts_csv(1, 2))
            assert night(home, config).outcome == "published"
            assert rows(home, COUNT) == [(2,)]
            open_tab.stdin.write("again\n")
            open_tab.stdin.flush()
            assert open_tab.stdout.readline() == "1\n"
        assert rollback(home) == versions(home)[0]
        assert rows(home, COUNT) == [(1,)]


def cut_short(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def altered_in_one_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("damage", [cut_short, altered_in_one_bit, Path.unlink])
@pytest.mark.parametrize("table", ["contracts", "deliveries", "delivery_columns"])
def test_a_pack_lost_in_part_or_altered_is_judged_again_from_the_received_file(
    tmp_path: Path, damage: Callable[[Path], None], table: str
) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, contracts_csv(1, 2))
    first = night(home, config)
    damage(home / "store" / "packs" / first.run_id / f"{table}.parquet")
    (tmp_path / "fichier.csv").unlink()
    mended = night(home, config)
    assert (mended.outcome, [line.in_force for line in mended.files]) == ("published", ["last_good"])
    assert any(first.run_id in note and "made again" in note for note in mended.notes)
    assert rows(home, COUNT) == [(2,)]
    assert rows(home, "SELECT filename FROM ledger.deliveries WHERE is_in_force") == [("fichier.csv",)]
    after = night(home, config)
    assert (after.outcome, after.notes) == ("unchanged", ())


@pytest.mark.parametrize("damage", [cut_short, altered_in_one_bit, Path.unlink])
@pytest.mark.parametrize("part", ["packs/*T*Z/contracts.parquet", "packs/epis-*/epis.parquet", "network/*.parquet"])
def test_a_day_that_the_store_holds_no_longer_whole_is_not_given_and_what_is_lost_is_named(
    tmp_path: Path, damage: Callable[[Path], None], part: str
) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, contracts_csv(1))
    (tmp_path / "autre.csv").write_bytes(contracts_csv(1, 2))
    source = '[[epis.sources]]\nname = "autre"\npath = "autre.csv"\n'
    config.write_text(config.read_text(encoding="utf-8") + source, encoding="utf-8")
    night(home, config)
    store, later = Store(home / "store"), dt.datetime(2100, 1, 1)  # noqa: DTZ001
    (place,) = (home / "store").glob(part)
    assert night_at(store, later).n_rows_accepted == 2
    damage(place)
    with pytest.raises(LookupError, match=place.stem if "network" in part else place.parent.name):
        night_at(store, later)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"contracts.parquet": 1}'])
def test_a_pack_whose_list_of_contents_is_damaged_is_judged_again(tmp_path: Path, content: str) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, contracts_csv(1))
    first = night(home, config)
    (home / "store" / "packs" / first.run_id / "contents.json").write_text(content)
    mended = night(home, config)
    assert (mended.outcome, any(first.run_id in note for note in mended.notes)) == ("published", True)
    assert rows(home, COUNT) == [(1,)]


def test_a_pack_made_before_contents_were_written_down_is_taken_as_it_is_unless_cut_short(tmp_path: Path) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, contracts_csv(1, 2))
    pack = home / "store" / "packs" / night(home, config).run_id
    (pack / "contents.json").unlink()
    assert (night(home, config).outcome, night(home, config).notes) == ("unchanged", ())
    cut_short(pack / "contracts.parquet")
    assert night(home, config).outcome == "published"
    assert rows(home, COUNT) == [(2,)]


def test_a_lost_table_of_the_epis_is_written_again(tmp_path: Path) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, contracts_csv(1))
    night(home, config)
    (lost,) = (home / "store" / "packs").glob("epis-*/epis.parquet")
    lost.unlink()
    one_epi(tmp_path, contracts_csv(1, 2))
    assert night(home, config).outcome == "published"
    assert rows(home, COUNT) == [(2,)]
    assert lost.is_file()


def test_a_manifest_cut_short_is_set_aside_and_said(tmp_path: Path) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, contracts_csv(1))
    night(home, config)
    one_epi(tmp_path, contracts_csv(1, 2))
    second = night(home, config)
    path = home / "store" / "manifests" / f"{second.run_id}.json"
    os.truncate(path, path.stat().st_size - 5)
    mended = night(home, config)
    assert mended.outcome == "published"
    assert any(second.run_id in note for note in mended.notes)
    assert rows(home, COUNT) == [(2,)]


def test_a_published_file_cut_short_is_published_again_though_nothing_changed(tmp_path: Path) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, contracts_csv(1))
    night(home, config)
    os.truncate(home / "warehouse.duckdb", 10_000)
    assert not is_readable(home)
    assert night(home, config).outcome == "published"
    assert rows(home, COUNT) == [(1,)]


def test_a_damaged_name_of_the_night_served_stops_no_night(tmp_path: Path) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, contracts_csv(1))
    night(home, config)
    (home / "CURRENT").write_bytes(b"2026\xff\x00\n")
    one_epi(tmp_path, contracts_csv(1, 2))
    report = night(home, config)
    assert (report.outcome, current(home), rows(home, COUNT)) == ("published", report.run_id, [(2,)])


def test_a_wal_that_locks_everyone_out_is_moved_away_though_nothing_changed(tmp_path: Path) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, contracts_csv(1))
    night(home, config)
    with duckdb.connect() as other:
        other.execute(f"ATTACH '{tmp_path / 'other.duckdb'}' AS other (STORAGE_VERSION 'v1.4.0')")
        other.execute("CREATE TABLE other.t AS SELECT 1 AS n")
        shutil.copyfile(tmp_path / "other.duckdb.wal", home / "warehouse.duckdb.wal")
    with pytest.raises(duckdb.Error):
        rows(home, COUNT)
    mended = night(home, config)
    assert any("warehouse.duckdb.wal" in note for note in mended.notes)
    assert rows(home, COUNT) == [(1,)]


def test_a_clock_set_back_dates_the_night_just_after_the_last_and_says_so(tmp_path: Path) -> None:
    made = Nights(tmp_path / "home", day=dt.datetime(2099, 1, 1, tzinfo=dt.UTC))
    last = made.publish({"die": File({"contracts": [contract(1)]})})
    report = night(tmp_path / "home", one_epi(tmp_path, contracts_csv(1, 2)))
    assert report.run_id > last.run_id
    assert report.run_id.startswith("20990102T")
    assert any("clock" in note for note in report.notes)
    assert rows(tmp_path / "home", COUNT) == [(2,)]
    assert versions(tmp_path / "home") == [last.run_id, report.run_id]


def test_a_clock_that_goes_on_is_taken_as_it_is(tmp_path: Path) -> None:
    now = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
    assert start_after(tmp_path, now) == now
