"""Each rule of the FSE: the row that passes is told nothing, the row that fails is told by its code and its cell."""

import polars as pl
import pytest

from tests.fse.cases import CONTRACTS, PARTICIPANTS, PLACES, Case
from tests.fse.cases_money import RESULTS, SPENDING
from tests.fse.world import findings_of

CASES = (*PLACES, *CONTRACTS, *PARTICIPANTS, *SPENDING, *RESULTS)
NUMBERED = [pytest.param(number, case, id=f"{case.rule} {case.code} {number}") for number, case in enumerate(CASES, 1)]


def _told(passes: bool) -> pl.DataFrame:
    return findings_of([case.place(number, passes) for number, case in enumerate(CASES, 1)])


@pytest.fixture(scope="module")
def told_of_good() -> pl.DataFrame:
    return _told(passes=True)


@pytest.fixture(scope="module")
def told_of_bad() -> pl.DataFrame:
    return _told(passes=False)


@pytest.mark.parametrize(("number", "case"), NUMBERED)
def test_the_row_that_passes_is_told_nothing(number: int, case: Case, told_of_good: pl.DataFrame) -> None:
    codes = told_of_good.filter(pl.col("epi_id") == f"epi-{number}")["code"].to_list()
    assert case.code not in codes, codes


@pytest.mark.parametrize(("number", "case"), NUMBERED)
def test_the_row_that_fails_is_told_with_its_cell(number: int, case: Case, told_of_bad: pl.DataFrame) -> None:
    told = told_of_bad.filter(pl.col("epi_id") == f"epi-{number}")
    found = told.filter(pl.col("code") == case.code)
    assert found.height, told["code"].to_list()
    in_file = found.filter(pl.col("table_name") != "epis")
    assert in_file["row_number"].null_count() == 0
    assert in_file["sheet"].null_count() == 0
