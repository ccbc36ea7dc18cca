"""Rates and working time: what was typed, the fraction that is stored, finding or none."""

import pytest

from tests.transforms.value_columns import column, one
from transforms.raw import Kind


@pytest.mark.parametrize(
    ("typed", "stored", "finding"),
    [
        ("85 %", "0.850000", None),
        ("85%", "0.850000", None),
        ("85 pour cent", "0.850000", None),
        ("0,85", "0.850000", None),
        ("0.3333333333333333", "0.333333", None),
        ("100 %", "1.000000", None),
        ("1 %", "0.010000", None),
        ("0", "0.000000", None),
        ("85", "0.850000", "MONTANT-34"),
        ("1", None, "MONTANT-12"),
        ("120 %", None, "MONTANT-13"),
        ("-5 %", None, "MONTANT-13"),
        ("moitié", None, "MONTANT-14"),
        ("60/40", None, "MONTANT-04"),
    ],
)
def test_a_rate_is_a_fraction_between_0_and_1(typed, stored, finding):
    assert one("rate", typed) == (stored, finding)


@pytest.mark.parametrize(
    ("typed", "stored", "finding"),
    [
        ("80 %", "0.800000", None),
        ("0,7429", "0.742900", None),
        ("1", "1.000000", None),
        ("1 ETP", "1.000000", None),
        ("80 % d'un temps plein", "0.800000", None),
        ("80\u00a0% d’un temps plein", "0.800000", None),
        ("mi‑temps", "0.500000", None),
        ("28/35e", "0.800000", None),
        ("26/35", "0.742857", None),
        ("Temps complet", "1.000000", None),
        ("mi-temps", "0.500000", None),
        ("35 h", "1.000000", "MONTANT-36"),
        ("17h30", "0.500000", "MONTANT-36"),
        ("28 heures par semaine", "0.800000", "MONTANT-36"),
        ("temps partiel (28 h)", "0.800000", "MONTANT-36"),
        ("39 h", "1.000000", "MONTANT-36"),
        ("80", "0.800000", "MONTANT-34"),
        ("temps partiel", None, "MONTANT-37"),
        ("35", None, "MONTANT-21"),
        ("24", None, "MONTANT-21"),
        ("48", None, "MONTANT-21"),
        ("151,67 h", "1.000000", "MONTANT-36"),
        ("151,67", "1.000000", "MONTANT-36"),
        ("86,67 h/mois", "0.571429", "MONTANT-36"),
        ("120 h", "0.791143", "MONTANT-36"),
        ("86,67 h", None, "MONTANT-13"),
        ("120", None, "MONTANT-13"),
        ("210 h", None, "MONTANT-13"),
        ("120 %", None, "MONTANT-13"),
        ("35/0", None, "MONTANT-22"),
        ("TP", None, "MONTANT-22"),
        ("50 % le matin", None, "MONTANT-03"),
    ],
)
def test_working_time_is_a_share_of_35_hours_however_it_is_measured(typed, stored, finding):
    assert one("working_time", typed) == (stored, finding)


def test_bare_numbers_of_working_time_are_what_the_rest_of_their_column_is_and_refused_where_it_is_both_or_neither():
    def read(*typed: str) -> list[tuple[str | None, str | None]]:
        return column("working_time", *typed)

    assert read("35", "80", "100 %")[0] == ("0.350000", "MONTANT-34")
    assert read("28", "35 h", "0.8") == [("0.800000", "MONTANT-36"), ("1.000000", "MONTANT-36"), ("0.800000", None)]
    assert read("35", "28", "20") == [(None, "MONTANT-21")] * 3
    assert read("35", "80", "28 h")[0] == (None, "MONTANT-21")


def test_a_number_that_no_week_can_have_is_hours_a_month_beside_others_and_refused_where_percentages_are_there_too():
    def read(*typed: str) -> list[tuple[str | None, str | None]]:
        return column("working_time", *typed)

    month = [("1.000000", "MONTANT-36"), ("0.571429", "MONTANT-36"), ("0.857143", "MONTANT-36")]
    assert read("151,67", "86,67", "130") == month
    assert read("151,67", "86,67 h", "130") == month
    assert read("151,67", "35")[1] == (None, "MONTANT-21")
    assert read("151,67", "86,67", "80 %")[1] == (None, "MONTANT-21")
    assert read("86,67", "100")[0] == ("0.866700", "MONTANT-34")


def test_a_long_column_of_working_time_is_read_as_its_cells_are_alone():
    typed = [f"{n / 1000}" for n in range(1, 1001)] + ["28 h", "80 %", "1", "TP"]
    assert column("working_time", *typed) == [one("working_time", cell) for cell in typed]


def test_one_is_a_whole_where_excel_shows_it_as_a_percentage():
    assert one("rate", "1", cell_kind=Kind.PERCENT) == ("1.000000", None)


@pytest.mark.parametrize("more", [0, 900])
def test_one_is_a_whole_among_fractions_and_refused_among_percentages(more):
    fractions = [f"{n / 1000}" for n in range(1, more + 1)]
    assert column("rate", "1", "0,5", *fractions)[0] == ("1.000000", "MONTANT-38")
    for percentage in ("50 %", "50", "120"):
        assert column("rate", "1", "0,5", percentage, *fractions)[0] == (None, "MONTANT-12")
    assert column("rate", "1", "0", *["0"] * more)[0] == (None, "MONTANT-12")
