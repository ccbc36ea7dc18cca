import json
import random
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.cells_of_rows import TracedCell
from flows.settings import ConfigurationError, Settings
from flows.trace import parse_where, traced
from schemas import CORE_TABLES
from schemas.provenance import PROVENANCE
from tests.evidence.other_readers import canonical, cell, read_otherwise
from tests.flows.test_cli import epi
from tests.nights import SAMPLES, night, rows
from warehouse.lineage import traceable
from warehouse.view import views


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    night(folder)
    return folder


@dataclass(frozen=True)
class Told:
    """All that a trace gives."""

    view: str
    where: dict[str, str]
    figures: list[dict[str, Any]]
    sums: dict[str, Decimal | int]
    rows: dict[str, list[dict[str, Any]]]
    cells: list[TracedCell]
    deliveries: list[dict[str, Any]]


def follow(home: Path, view: str, **where: str) -> Told:
    settings = Settings(home=home, config=SAMPLES / "epis.toml", worker_processes=1)
    with traced(settings, view, where) as told:
        rows_of = {name: list(told.found.rows(name)) for name in told.found.n_rows}
        assert {name: len(found) for name, found in rows_of.items()} == told.found.n_rows
        cells = list(told.cells())
        assert len(cells) == told.n_cells
        return Told(told.view, where, list(told.figures()), told.sums, rows_of, cells, told.found.deliveries)


def test_every_view_of_mart_declares_what_feeds_it() -> None:
    assert [name for name, view in traceable().items() if not view.lineage] == []


@pytest.mark.parametrize("view", traceable())
def test_the_rows_traced_are_enough_to_make_the_figures_again(home: Path, view: str) -> None:
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        keys = connection.sql(f"SELECT * FROM {view} ORDER BY ALL").pl()
    naming = [
        name
        for name in (
            "epi_id",
            "contract_id",
            "expense_id",
            "operation_id",
            "indicator_code",
            "sex",
            "post_code",
            "resource_id",
        )
        if name in keys.columns
    ]
    chosen = random.Random(view).sample(keys.select(naming).to_dicts(), min(4, keys.height)) if naming else [{}]
    for one in chosen:
        where = {name: str(value) for name, value in one.items() if value is not None}
        told = follow(home, view, **where)
        assert told.figures
        assert made_again(home, told) == told.figures, where


def made_again(home: Path, told: Told) -> list[dict[str, Any]]:
    """The same rows of the view over a warehouse that holds the rows traced and no others."""
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{home / 'warehouse.duckdb'}' AS p (READ_ONLY)")
        for schema in ("core", "ledger", "mart", "quality"):
            connection.execute(f"CREATE SCHEMA {schema}")
        for schema, name in connection.sql(
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = 'p' AND schema_name IN ('core', 'ledger', 'quality')"
        ).fetchall():
            connection.execute(
                f"CREATE TABLE {schema}.{name} AS FROM p.{schema}.{name} {'LIMIT 0' if name in CORE_TABLES else ''}"
            )
        for name, kept in told.rows.items():
            for row in kept:
                same = " AND ".join(f"{column} = ?" for column in PROVENANCE)
                connection.execute(
                    f"INSERT INTO core.{name} FROM p.core.{name} WHERE {same}", [row[c] for c in PROVENANCE]
                )
        for view in views():
            connection.execute(f"CREATE VIEW {view.name} AS {view.sql}")
        wanted = " AND ".join(f'CAST("{name}" AS VARCHAR) = ?' for name in told.where) or "TRUE"
        cursor = connection.execute(f"SELECT * FROM {told.view} WHERE {wanted} ORDER BY ALL", list(told.where.values()))
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def test_the_fse_total_of_each_operation_is_the_sum_of_its_cells_to_the_cent(home: Path) -> None:
    operations = rows(
        home, "SELECT operation_id, sum(fse_share_eur), sum(basis_eur) FROM mart.spending_lines GROUP BY ALL"
    )
    assert operations
    for operation_id, share, basis in operations:
        told = follow(home, "spending_lines", operation_id=operation_id)
        assert (told.sums["fse_share_eur"], told.sums["basis_eur"]) == (share, basis)
        [terms] = follow(home, "operation_terms", operation_id=operation_id).figures
        kept = {
            (c.delivery_id, c.row_number, c.column_name): c.value_kept
            for c in told.cells
            if c.table_name == "fse_spending"
        }
        places = {key[:2] for key in kept}
        bases = [Decimal(kept.get((*place, "retained_eur")) or kept[*place, "declared_eur"] or "") for place in places]
        assert sum(bases) == basis
        shares = [(one * terms["fse_share_rate"]).quantize(Decimal("0.01"), ROUND_HALF_UP) for one in bases]
        assert sum(shares) == share


def test_the_named_cell_of_fifty_rows_holds_the_value_for_another_reader(home: Path) -> None:
    cells = [
        one for view in ("contract_overview", "spending_lines", "outcome_overview") for one in follow(home, view).cells
    ]
    places = sorted({(one.delivery_id, one.sheet, one.row_number) for one in cells})
    picked = set(random.Random(4).sample(places, 50))
    files: dict[str, Any] = {}
    n_seen = 0
    for one in cells:
        if (one.delivery_id, one.sheet, one.row_number) in picked:
            if one.delivery_id not in files:
                content = (home / "received" / one.delivery_id[:2] / one.delivery_id).read_bytes()
                files[one.delivery_id] = read_otherwise(content, one.file)
            assert cell(files[one.delivery_id][one.sheet], one.address) == canonical(one.value_read), one
            n_seen += 1
    assert len(files) >= 5
    assert n_seen >= 300


def test_every_delivery_has_its_hash_its_day_and_where_it_came_from(home: Path) -> None:
    told = follow(home, "answers")
    assert {one["delivery_id"] for one in told.deliveries} == {one.delivery_id for one in told.cells}
    assert all(one["origin"] and one["received_at"] and one["filename"] for one in told.deliveries)
    assert all(one.rules_version for one in told.cells)


def test_no_cell_of_a_name_or_birth_date_is_shown(home: Path) -> None:
    assert {one.column_name for one in follow(home, "contract_overview").cells}.isdisjoint(
        {"last_name", "first_name", "birth_date"}
    )


@pytest.mark.parametrize(
    ("pairs", "told"),
    [(("die",), "column=value"), (("epi_id=die", "epi_id=crest"), "twice"), (("1=1 OR epi_id=die",), "column=value")],
)
def test_a_where_of_another_shape_is_refused(pairs: tuple[str, ...], told: str) -> None:
    with pytest.raises(ConfigurationError, match=told):
        parse_where(pairs)


def test_a_value_is_never_read_as_sql(home: Path) -> None:
    assert follow(home, "spending_lines", epi_id="die' OR '1'='1").figures == []


@pytest.mark.parametrize(
    ("view", "where", "told"),
    [("nothing", {}, "can be traced|these can"), ("answers", {"epi_id": "die"}, "no column epi_id")],
)
def test_a_view_or_column_that_is_not_there_is_told(home: Path, view: str, where: dict[str, str], told: str) -> None:
    with pytest.raises(ConfigurationError, match=told):
        follow(home, view, **where)


def test_the_command_shows_the_cell_and_the_file(home: Path) -> None:
    told = epi("trace", "spending_lines", "--where", "expense_id=DIE-01/2014-04", "--json", home=home)
    assert (told.returncode, told.stderr) == (0, "")
    found = json.loads(told.stdout)
    assert {one["file"] for one in found["cells"] if one["table_name"] == "fse_spending"} == {"EPI DIE.xls"}
    table = epi("trace", "spending_lines", home=home)
    assert (table.returncode, "EPI DIE.xls" in table.stdout) == (0, True)
    assert f"and {len(follow(home, 'spending_lines').cells) - 50} more: --json" in table.stdout
    assert epi("trace", "stranger", home=home).returncode == 2
