"""Publication held back when a table of an EPI moves further than it ever did."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.warehouse.stored_nights import File, Nights, contract, expense
from warehouse.bands import Band, Course, lost_too_much, out_of_bands
from warehouse.build import PublicationHeld
from warehouse.manifest import Manifest, TableCount
from warehouse.publish import Terms

COUNT = "SELECT count(*) FROM core.fse_spending"


def course(*rows: int, eur: str = "0", nights: int = 10) -> dict[tuple[str, str], Course]:
    return {("die", "contracts"): Course(nights, tuple(TableCount("die", "contracts", n, eur) for n in rows))}


def tonight(rows: int, eur: str = "0") -> Manifest:
    counts = (TableCount("die", "contracts", rows, eur),) if rows else ()
    return Manifest("r", "s", "d", "v", "c", (), (), "p", counts=counts)


def test_a_table_out_of_its_band_is_told_by_epi_table_what_was_and_what_is() -> None:
    [sentence] = out_of_bands(tonight(400), course(100), {})
    assert sentence == (
        "espace « die », tableau « Contrats » : 100\u00a0lignes à la dernière publication, 400\u00a0lignes cette nuit "
        "(attendu : de 50\u00a0lignes à 220\u00a0lignes)"
    )


@pytest.mark.parametrize(("rows", "held"), [(50, 0), (49, 1), (220, 0), (221, 1), (0, 1), (100, 0)])
def test_rows_have_a_floor_and_a_ceiling(rows: int, held: int) -> None:
    assert len(out_of_bands(tonight(rows), course(100), {})) == held


@pytest.mark.parametrize(("eur", "held"), [("60000", 0), ("59999.99", 1), ("210000", 0), ("210000.01", 1)])
def test_euros_have_them_too_though_rows_are_the_same(eur: str, held: int) -> None:
    assert len(out_of_bands(tonight(100, eur), course(100, eur="100000"), {})) == held


def test_an_epi_that_has_moved_more_is_allowed_twice_its_largest_move() -> None:
    band = {"contracts": Band(rows=0)}
    assert len(out_of_bands(tonight(40), course(200, 100), band)) == 0
    assert len(out_of_bands(tonight(40), course(100, 100), band)) == 1
    assert len(out_of_bands(tonight(450), course(50, 100), band)) == 1
    assert len(out_of_bands(tonight(450), course(20, 50, 100), {"contracts": Band(rows=0, rise=Decimal(4))})) == 0


def test_the_first_nights_of_a_table_are_not_watched() -> None:
    assert out_of_bands(tonight(9000), course(100, nights=2), {}) == []
    assert len(out_of_bands(tonight(9000), course(100, nights=3), {})) == 1


@pytest.mark.parametrize(
    ("before", "after", "is_lost"),
    [(10, 7, False), (10, 6, True), (100, 69, True), (100, 70, False), (3, 1, False), (2, 0, True), (0, 0, False)],
)
def test_a_file_may_not_lose_three_rows_in_ten_nor_all(before: int, after: int, is_lost: bool) -> None:
    assert lost_too_much(before, after, Band()) is is_lost


def lines(number: int) -> File:
    return File({"fse_spending": [expense(n, "10.00") for n in range(number)]})


def test_a_night_out_of_its_band_is_held_back_and_published_once_accepted(tmp_path: Path) -> None:
    made, terms = Nights(tmp_path / "home"), Terms()
    for number in (20, 21, 22):
        made.publish({"die": lines(number)}, terms=terms)
    with pytest.raises(
        PublicationHeld, match="espace « die », tableau « Dépenses FSE » : 22\u00a0lignes à la dernière"
    ):
        made.publish({"die": lines(100)}, terms=terms)
    assert made.rows(COUNT) == [(22,)]
    assert made.store.journal.nights() == [path.stem for path in sorted((made.home / "snapshots").iterdir())]
    accepted = made.publish({"die": lines(100)}, terms=Terms(is_accepted=True))
    assert made.rows(COUNT) == [(100,)]
    [(told,)] = made.rows("SELECT let_through FROM ledger.runs ORDER BY run_id DESC LIMIT 1")
    assert told == accepted.let_through
    assert "100\u00a0lignes cette nuit" in told
    assert made.publish({"die": lines(101)}, terms=terms).let_through == ""


def test_a_file_that_lost_its_rows_leaves_the_one_before_for_that_table_alone(tmp_path: Path) -> None:
    made, terms = Nights(tmp_path / "home"), Terms()
    made.publish({"die": File({**lines(10).tables, "contracts": [contract(1)]})}, terms=terms)
    made.publish({"die": File({**lines(4).tables, "contracts": [contract(1), contract(2)]})}, terms=terms)
    assert made.rows(COUNT) == [(10,)]
    assert made.rows("SELECT count(*) FROM core.contracts") == [(2,)]
    told = made.rows("SELECT epi_id, table_name, severity, message FROM quality.findings WHERE code = 'FICHIER-60'")
    message = "Le tableau « Dépenses FSE » a perdu 6 lignes sur 10 depuis votre remise précédente."
    assert told == [("die", "fse_spending", "warn", message)]
    made.publish({"die": File({**lines(11).tables, "contracts": [contract(1), contract(2)]})}, terms=terms)
    assert made.rows(COUNT) == [(11,)]
    assert made.rows("SELECT count(*) FROM quality.findings WHERE code = 'FICHIER-60'") == [(0,)]


def test_a_table_that_a_new_file_no_longer_holds_has_lost_all_its_rows(tmp_path: Path) -> None:
    made, terms = Nights(tmp_path / "home"), Terms()
    both = {**lines(10).tables, "contracts": [contract(1), contract(2)]}
    made.publish({"die": File(both)}, terms=terms)
    told = "SELECT table_name, message FROM quality.findings WHERE code = 'FICHIER-60'"
    message = "Le tableau « Contrats » a perdu 2 lignes sur 2 depuis votre remise précédente."
    for _ in range(2):
        made.publish({"die": File(lines(10).tables)}, terms=terms)
        assert made.rows("SELECT count(*) FROM core.contracts") == [(2,)]
        assert made.rows(told) == [("contracts", message)]
    made.publish({"die": None}, terms=terms)
    assert made.rows("SELECT count(*) FROM core.contracts") == [(2,)]
    made.publish({"die": File(both)}, terms=terms)
    assert made.rows(told) == []
    let_go = Terms({"contracts": Band(fall=Decimal(1), nights=1000)})
    made.publish({"die": File(lines(10).tables)}, terms=let_go)
    assert made.rows("SELECT count(*) FROM core.contracts") == [(0,)]
