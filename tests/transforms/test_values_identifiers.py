"""Identifiers: what was typed, what is stored, finding or none."""

import pytest

from tests.fse.judged import judged
from tests.fse.rows import EXPENSE
from tests.transforms.value_columns import one
from transforms.raw import Kind

IDENTIFIERS = [
    ("siret", "73282932000074", "73282932000074", None),
    ("siret", "732 829 320 00074", "73282932000074", None),
    ("siret", "732.829.320-00074", "73282932000074", None),
    ("siret", "'73282932000074", "73282932000074", None),
    ("siret", "73282932000074.0", "73282932000074", None),
    ("siret", "SIRET : 732 829 320 00074", "73282932000074", None),
    ("siret", "35600000000048", "35600000000048", None),
    ("siret", "35600000049837", "35600000049837", None),
    ("siret", "5520135800011", "05520135800011", "IDENT-30"),
    ("siret", "7328293200007", None, "IDENT-01"),
    ("siret", "pas un siret", None, "IDENT-01"),
    ("siret", "12345678912345", None, "IDENT-02"),
    ("siret", "00000000000000", None, "IDENT-03"),
    ("siret", "4.89319E+13", None, "IDENT-04"),
    ("siret", "4,89319E+13", None, "IDENT-04"),
    ("siret", "48931900000000", None, "IDENT-05"),
    ("siret", "12345678900000", None, "IDENT-05"),
    ("siret", "48931190000000", None, "IDENT-05"),
    ("siret", "732829320", None, "IDENT-06"),
    ("siret", "73282932000074 / 35600000000048", None, "IDENT-14"),
    ("siret", "W262001234", None, "IDENT-18"),
    ("siret", "en cours", None, "LISTE-38"),
    ("siren", "732 829 320", "732829320", None),
    ("siren", "05520135", "005520135", "IDENT-30"),
    ("siren", "73282932000074", "732829320", "IDENT-31"),
    ("siren", "73282932", None, "IDENT-07"),
    ("siren", "732829321", None, "IDENT-08"),
    ("rna", "w262001234", "W262001234", None),
    ("rna", "W 262 001 234", "W262001234", None),
    ("rna", "262001234", None, "IDENT-09"),
    ("insee", "26362", "26362", None),
    ("insee", "2a004", "2A004", None),
    ("insee", "2C004", None, "IDENT-10"),
    ("insee", "1033", None, "IDENT-12"),
    ("postcode", "26 200", "26200", None),
    ("postcode", "26200.0", "26200", None),
    ("postcode", "1000", None, "IDENT-12"),
    ("postcode", "26200 Montélimar", None, "IDENT-11"),
    ("phone", "04 75 00 00 00", "+33475000000", None),
    ("phone", "04.75.00.00.00", "+33475000000", None),
    ("phone", "+33 (0)4 75 00 00 00", "+33475000000", None),
    ("phone", "0033475000000", "+33475000000", None),
    ("phone", "+41 22 000 00 00", "+41220000000", None),
    ("phone", "475000000", None, "IDENT-12"),
    ("phone", "3949", None, "IDENT-13"),
    ("phone", "0601234567, 071234567", None, "IDENT-14"),
    ("rome", "k2111", "K2111", None),
    ("rome", "K 2111", "K2111", None),
    ("rome", "M1805 - Développeur web", "M1805", "IDENT-32"),
    ("rome", "Pontier élingueur (N1104)", "N1104", "IDENT-32"),
    ("rome", "K2111 / K1206", None, "IDENT-14"),
    ("rome", "Z1234", None, "IDENT-15"),
    ("identifier", "  C-2015\u00a0/ 12 ", "C-2015 / 12", None),
    ("identifier", "C–12", "C-12", None),
    ("identifier", "ME\u0301D-12", "MÉD-12", None),
    ("identifier", "201501234.0", "201501234", None),
    ("identifier", "201501234,0", "201501234", None),
    ("identifier", "00123", "00123", None),
    ("identifier", "1.23E+15", None, "IDENT-04"),
    ("identifier", "2015-09-01 00:00:00", None, "IDENT-17"),
    ("identifier", "#N/A", None, "LISTE-05"),
]


@pytest.mark.parametrize(("kind", "typed", "stored", "finding"), IDENTIFIERS)
def test_an_identifier_is_read_or_refused_by_its_own_rule(kind, typed, stored, finding):
    assert one(kind, typed) == (stored, finding)


@pytest.mark.parametrize(
    ("kind", "number", "stored"),
    [("postcode", "1000", "01000"), ("insee", "1033", "01033"), ("phone", "475000000", "+33475000000")],
)
def test_the_zero_that_excel_took_from_a_number_is_restored(kind, number, stored):
    assert one(kind, number, cell_kind=Kind.NUMBER) == (stored, "IDENT-30")


def test_a_number_that_excel_cut_at_15_digits_is_refused_and_the_same_text_kept():
    assert one("identifier", "1234567890123450", cell_kind=Kind.NUMBER) == (None, "IDENT-16")
    assert one("identifier", "1234567890123450", cell_kind=Kind.TEXT) == ("1234567890123450", None)


@pytest.mark.parametrize(
    "typed", ["Total", "TOTAL :", "Total janvier", "Sous-total", "S/Total", "Cumul 2014", "*** Total ***"]
)
def test_a_total_is_no_identifier(typed):
    assert one("identifier", typed) == (None, "IDENT-19")


@pytest.mark.parametrize("typed", ["TOTAL-118", "TOTAL 4521", "TotalEnergies", "T-2014"])
def test_a_voucher_of_a_company_named_so_is_one(typed):
    assert one("identifier", typed) == (typed, None)


def test_a_line_that_says_total_and_has_all_its_cells_is_not_counted_as_one_more_expense():
    said = judged("fse_spending", EXPENSE, EXPENSE | {"expense_id": "Total septembre"})
    assert said.accepted["fse_spending"]["expense_id"].to_list() == ["P1"]
    assert "IDENT-19" in said.findings["code"]
