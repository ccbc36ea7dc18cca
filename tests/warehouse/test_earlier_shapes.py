"""A store filled by earlier declarations: no night is lost, and no night stops, because a column or a fact is new."""

import datetime as dt
import json
from dataclasses import asdict
from pathlib import Path

import polars as pl
import pytest

from tests.warehouse.stored_nights import File, Nights, contract, expense
from warehouse.as_of import night_at, write_night
from warehouse.publish import MEMORY_MB
from warehouse.query import ask

# Some that may be null, and some that today's declarations want in every row.
NEW_COLUMNS = {
    "contracts": ["start_date", "employer_siret"],
    "fse_spending": ["claim_id", "post_code"],
    "deliveries": ["origin"],
    "quarantine": ["cells"],
    "epis": ["commune"],
}
NEW_FACTS = {"losses", "network_pack", "counts", "n_deliveries", "let_through"}


def die(*numbers: int) -> File:
    spending = [expense(n, "10.50") for n in numbers]
    return File({"contracts": [contract(n) for n in numbers], "fse_spending": spending})


def made_older(made: Nights) -> None:
    """Rewrite the store as it was before the columns, the lists of contents and the journal: a whole manifest a night."""
    whole = {night: made.store.journal.manifest(night) for night in made.store.journal.nights()}
    for name, columns in NEW_COLUMNS.items():
        for file in made.store.files(name):
            pl.read_parquet(file).drop(columns).write_parquet(file)
            Path(file).with_name("contents.json").unlink(missing_ok=True)
    for night, manifest in whole.items():
        assert manifest is not None
        plain = {name: value for name, value in asdict(manifest).items() if name not in NEW_FACTS}
        (made.store.journal.root / f"{night}.json").write_text(json.dumps(plain), encoding="utf-8")


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Nights, list[str]]:
    """Two nights of an earlier shape, then one of today's in which one EPI sends nothing and one a new file."""
    made = Nights(tmp_path_factory.mktemp("home"))
    aside = File(die(7).tables, aside=[("contracts", "C-8", expense(1, "3.00")["declared_eur"])])
    nights = [made.publish({"die": die(1), "nyons": aside, "crest": die(5)}).run_id]
    nights.append(made.publish({"die": die(1, 2), "nyons": aside}).run_id)
    made_older(made)
    nights.append(made.publish({"die": die(1, 2, 3), "nyons": None}).run_id)
    return made, nights


def test_what_stood_in_packs_of_an_earlier_shape_stands_the_night_after(upgraded: tuple[Nights, list[str]]) -> None:
    made, _ = upgraded
    standing = "SELECT epi_id, contract_id, start_date IS NULL FROM core.contracts ORDER BY ALL"
    assert made.rows(standing) == [
        ("die", "C-1", False), ("die", "C-2", False), ("die", "C-3", False), ("nyons", "C-7", True),
    ]  # fmt: skip
    assert made.rows("SELECT business_key, cells FROM quality.quarantine") == [("C-8", None)]
    assert made.rows("SELECT DISTINCT epi_id FROM core.epis WHERE commune IS NULL") == [("die",), ("nyons",)]


def test_nights_written_down_whole_stay_in_the_ledger_and_in_the_history(upgraded: tuple[Nights, list[str]]) -> None:
    made, nights = upgraded
    assert [run for (run,) in made.rows("SELECT run_id FROM ledger.runs ORDER BY 1")] == nights
    left = "SELECT known_to IS NOT NULL FROM ledger.standings WHERE epi_id = 'crest'"
    assert set(made.rows(left)) == {(True,)}
    believed = made.rows("SELECT contract_id FROM history.contracts WHERE epi_id = 'crest' AND known_to IS NOT NULL")
    assert believed == [("C-5",)]


@pytest.mark.parametrize(("night", "contracts"), [(0, 3), (1, 3), (2, 4)])
def test_each_night_before_is_built_again(
    upgraded: tuple[Nights, list[str]], tmp_path: Path, night: int, contracts: int
) -> None:
    made, nights = upgraded
    started = dt.datetime.strptime(nights[night], "%Y%m%dT%H%M%S%fZ")  # noqa: DTZ007
    manifest = night_at(made.store, started + dt.timedelta(hours=1))
    assert manifest.run_id == nights[night]
    write_night(made.store, manifest, tmp_path / "then.duckdb", MEMORY_MB)
    told = ask(tmp_path / "then.duckdb", "SELECT count(*) AS n FROM core.contracts")
    assert [row["n"] for row in told] == [contracts]
