"""One operation, one report: said twice otherwise, one of the two counts, and whoever said either is told which cell."""

import pytest

from tests.fse.judged import Cells
from tests.fse.rows import CLAIM, OPERATION
from tests.fse.test_rules_across import told
from tests.fse.world import Place

REPORT = CLAIM | {"declared_eur": "1 000,00", "retained_eur": "1 000,00", "fse_paid_eur": "500,00"}


@pytest.mark.parametrize(
    ("said", "cells"),
    [
        ({"fse_agreed_eur": "90 000,00"}, ["H2"]),
        ({"fse_rate": "40 %", "fse_agreed_eur": "96 000,00"}, ["H2", "I2"]),
        ({"end_date": "30/06/2015"}, ["E2"]),
        ({"title": "Autre intitulé"}, []),
        ({"fse_rate": ""}, []),
    ],
)
def test_an_operation_that_two_epi_declare_otherwise_is_told_to_both_by_the_cell(said: Cells, cells: list[str]) -> None:
    places = [Place("a", {"operations": [OPERATION]}), Place("b", {"operations": [OPERATION | dict(said)]})]
    expected = [(epi, cell, "warn") for epi in ("a", "b") for cell in cells]
    assert told(*places, code="FSE-60") == expected


def test_a_flat_rate_that_the_first_epi_leaves_out_is_told() -> None:
    rows = [OPERATION | {"simplified_cost_code": option} for option in ("", "Forfait de 15 %", "Coûts réels")]
    one, two, real = (Place(epi, {"operations": [row]}) for epi, row in zip("abc", rows, strict=True))
    assert [epi for epi, _, _ in told(one, two, code="FSE-60")] == ["a", "b"]
    assert told(one, real, code="FSE-60") == []


@pytest.mark.parametrize(
    ("said", "n_cells"), [({}, 0), ({"fse_paid_eur": "600,00"}, 1), ({"fse_requested_eur": "500,00"}, 1)]
)
def test_a_report_that_two_epi_declare_otherwise_is_told_to_both(said: Cells, n_cells: int) -> None:
    rows = [REPORT | {"fse_requested_eur": ""}, REPORT | {"fse_requested_eur": ""} | dict(said)]
    places = [Place(epi, {"claims": [row], "operations": [OPERATION]}) for epi, row in zip("ab", rows, strict=True)]
    assert [epi for epi, _, _ in told(*places, code="FSE-61")] == ["a"] * n_cells + ["b"] * n_cells


@pytest.mark.parametrize(
    ("other", "n_told"),
    [
        ({}, 2),
        ({"claim_type_code": "Intermédiaire obligatoire"}, 0),
        ({"period_start_date": "01/01/2015"}, 0),
    ],
)
@pytest.mark.parametrize("place", ["a", "b"])
def test_a_report_filed_twice_under_two_numbers_is_told_twice(other: Cells, n_told: int, place: str) -> None:
    rows = [("a", REPORT), (place, REPORT | {"claim_id": "B2"} | dict(other))]
    places = [Place(epi, {"claims": [row for at, row in rows if at == epi], "operations": [OPERATION]}) for epi in "ab"]
    assert len(told(*places, code="DOUBLON-16")) == n_told
