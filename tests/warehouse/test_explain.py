"""Why a figure moved between two nights, to the cent."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.provenance import PROVENANCE
from tests.warehouse.stored_nights import File, Nights, contract, expense
from warehouse.explain import Explanation, explain
from warehouse.publish import MEMORY_MB

OPERATION = {"operation_id": "OP", "fse_rate": Decimal("0.5")}


def spent(*lines: tuple[int, str], aside: list[tuple[str, str, Decimal]] | None = None, **tables: Any) -> File:
    return File({"fse_spending": [expense(n, eur) for n, eur in lines], **tables}, aside or ())


def split(made: Nights, folder: Path, view: str = "mart.answers", epi_id: str | None = None) -> Explanation:
    """Why the view moved between the first and the last night of these."""
    journal = made.store.journal
    nights = journal.nights()
    earlier, later = journal.manifest(nights[0]), journal.manifest(nights[-1])
    assert earlier is not None
    assert later is not None
    folder.mkdir()
    return explain(made.store, [view], earlier, later, epi_id, folder, MEMORY_MB)[0]


def parts(told: Explanation, column: str = "spending_declared_eur") -> dict[str, Any]:
    [figure] = [one for one in told.figures if one.column == column]
    assert figure.before + sum(figure.parts.values()) == figure.after
    return figure.parts


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Nights, Path]:
    """One night, then another in which each cause moves the spending of an EPI of its own by an amount of its own."""
    folder = tmp_path_factory.mktemp("planted")
    made = Nights(folder / "home")
    base = {f"e{n}": spent((1, "100.00"), (2, "200.00")) for n in range(1, 5)}
    made.publish(
        base
        | {
            "e1": spent((1, "100.00"), (2, "200.00"), operations=[OPERATION]),
            "e5": None,
            "e6": spent((1, "100.00"), aside=[("fse_spending", "S-2", Decimal("16.16"))]),
            "e7": spent((1, "100.00"), (2, "7.07")),
        }
    )
    made.publish(
        {
            "e1": spent((1, "100.00"), (2, "200.00"), (3, "1.01"), operations=[OPERATION]),
            "e2": spent((1, "100.00"), (2, "202.02")),
            "e3": spent((1, "100.00")),
            "e4": base["e4"],
            "e5": spent((1, "5.05")),
            "e6": spent((1, "100.00"), (2, "16.16")),
            "e7": spent((1, "100.00"), aside=[("fse_spending", "S-2", Decimal("7.07"))]),
            "e8": spent((1, "8.08")),
        },
        as_of="2015-09-30",
    )
    return made, folder


def test_each_cause_has_its_part_to_the_cent(planted: tuple[Nights, Path]) -> None:
    made, folder = planted
    told = split(made, folder / "answers")
    assert parts(told) == {
        "configuration": Decimal("8.08"),
        "late_file": Decimal("5.05"),
        "new_rows": Decimal("1.01"),
        "corrected_cells": Decimal("2.02"),
        "quarantine_released": Decimal("16.16"),
        "withdrawn_rows": Decimal("-200.00"),
        "set_aside": Decimal("-7.07"),
    }
    assert parts(told, "fse_share_eur")["new_rows"] == Decimal("0.51")
    assert told.n_rows["new_rows"] == 1


@pytest.mark.parametrize(
    ("epi_id", "expected"),
    [("e2", {"corrected_cells": Decimal("2.02")}), ("e4", {})],
)
def test_one_epi_is_explained_alone(planted: tuple[Nights, Path], epi_id: str, expected: dict[str, Decimal]) -> None:
    made, folder = planted
    told = split(made, folder / epi_id, "mart.epi_overview", epi_id)
    assert parts(told) == expected
    assert told.n_rows == dict.fromkeys(expected, 1), "the rows of the other EPI are not counted"


def test_an_epi_of_neither_night_is_told_and_not_explained_as_one_of_which_nothing_moved(
    planted: tuple[Nights, Path],
) -> None:
    made, folder = planted
    with pytest.raises(LookupError, match="no EPI had the id 'e9' on either day"):
        split(made, folder / "e9", "mart.epi_overview", "e9")


def test_the_lines_of_spending_are_explained_and_a_view_without_sums_is_not(planted: tuple[Nights, Path]) -> None:
    made, folder = planted
    assert parts(split(made, folder / "lines", "mart.spending_lines"), "declared_eur")["late_file"] == Decimal("5.05")
    with pytest.raises(LookupError, match=r"mart\.answers"):
        split(made, folder / "none", "mart.nothing")


def test_rules_that_change_what_is_read_of_the_same_file_are_named(tmp_path: Path) -> None:
    made, file = Nights(tmp_path / "home"), spent((1, "100.00"), (2, "50.00"))
    made.publish({"die": file})
    judged_anew = spent((1, "100.00"), (2, "55.00"), (3, "9.00"))
    made.publish({"die": replace(judged_anew, told_id=file.delivery_id)}, rules="r2")
    assert parts(split(made, tmp_path / "work")) == {"rules": Decimal("14.00")}


def test_a_row_freed_because_its_double_left_is_released(tmp_path: Path) -> None:
    made, standing = Nights(tmp_path / "home"), spent((1, "110.00"))
    made.publish({"die": standing, "die/autre": spent((1, "100.00"), (2, "50.00"))})
    made.publish({"die": standing, "die/autre": spent((2, "50.00"))})
    assert parts(split(made, tmp_path / "work")) == {"quarantine_released": Decimal("10.00")}


def test_the_passage_of_time_moves_what_runs(tmp_path: Path) -> None:
    made = Nights(tmp_path / "home")
    file = File({"contracts": [contract(1)]})
    made.publish({"die": file}, as_of="2015-01-31")
    made.publish({"die": file}, as_of="2015-03-31")
    told = parts(split(made, tmp_path / "work"), "contract_months")
    assert told == {"day": 2}


LINES = st.dictionaries(st.integers(1, 4), st.decimals("-50", "500", places=2).map(str), max_size=4)
FILES = st.one_of(st.none(), LINES.map(lambda lines: spent(*lines.items())))


@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    nights=st.lists(
        st.dictionaries(st.sampled_from(["die", "nyons", "nyons/autre"]), FILES, min_size=1), min_size=2, max_size=3
    )
)
def test_the_parts_always_add_up_and_the_history_ends_as_the_tables_are(
    tmp_path_factory: pytest.TempPathFactory, nights: list[dict[str, File | None]]
) -> None:
    folder = tmp_path_factory.mktemp("random")
    made = Nights(folder / "home")
    for number, files in enumerate(nights):
        made.publish(files, rules=f"r{number // 2}")
    told = split(made, folder / "work")
    for figure in told.figures:
        assert figure.before + sum(figure.parts.values()) == figure.after
    with duckdb.connect(str(folder / "work" / "b.duckdb"), read_only=True) as last:
        names = [column[0] for column in last.execute("FROM core.fse_spending LIMIT 0").description]
        columns = ", ".join(name for name in names if name not in PROVENANCE[1:])
        believed = f"SELECT {columns} FROM history.fse_spending WHERE known_to IS NULL ORDER BY ALL"
        assert (
            last.execute(believed).fetchall()
            == last.execute(f"SELECT {columns} FROM core.fse_spending ORDER BY ALL").fetchall()
        )
