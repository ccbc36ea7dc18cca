"""Amounts, rates, hours and numbers: what was typed, what is stored, finding or none."""

import pytest

from tests.transforms.value_columns import column, one
from transforms.raw import Kind

AMOUNTS = [
    ("1 234,56 €", "1234.56", None),
    ("1\u00a0234,56\u00a0€", "1234.56", None),
    ("1\u202f234,56", "1234.56", None),
    ("1234.5", "1234.50", None),
    ("97 000euros", "97000.00", None),
    ("12 500 EUR.", "12500.00", None),
    ("€ 12,50", "12.50", None),
    ("Eur. 500", "500.00", None),
    ("€. 1 500,50", "1500.50", None),
    ("Eur.500", None, "MONTANT-03"),
    ("€.50", None, "MONTANT-03"),
    ("€ . 500", None, "MONTANT-03"),
    ("12€50", "12.50", None),
    ("25.570, 13", "25570.13", None),
    ("1.234,56", "1234.56", None),
    ("1,234.56", "1234.56", None),
    ("1'234.50", "1234.50", None),
    ("1.234.567", "1234567.00", None),
    ("(123,45)", "-123.45", None),
    ("123,45-", "-123.45", None),
    ("−5", "-5.00", None),
    ("- 1 234,00 €", "-1234.00", None),
    ("+5", "5.00", None),
    (",50", "0.50", None),
    ("'1234", "1234.00", None),
    ("0.30000000000000004", "0.30", None),
    ("-3.5e-15", "0.00", None),
    (" -\u00a0\u00a0 € ", "0.00", None),
    ("€ -", "0.00", None),
    # kept, and said
    ("12 k€", "12000.00", "MONTANT-30"),
    ("1,2 M€", "1200000.00", "MONTANT-30"),
    ("1,2 millions d'euros", "1200000.00", "MONTANT-30"),
    ("1049.325", "1049.33", "MONTANT-32"),
    ("1234.5666666666667", "1234.57", "MONTANT-32"),
    # refused, never guessed
    ("bonjour", None, "MONTANT-01"),
    ("(−5)", None, "MONTANT-01"),
    ("1O 000", None, "MONTANT-01"),
    ("$12", None, "MONTANT-02"),
    ("12 CHF", None, "MONTANT-02"),
    ("100 F", None, "MONTANT-02"),
    ("1 000 € HT", None, "MONTANT-03"),
    ("environ 500", None, "MONTANT-03"),
    ("10 000 à 20 000 €", None, "MONTANT-04"),
    ("1 000 + 500", None, "MONTANT-04"),
    ("150\n250", None, "MONTANT-04"),
    ("150_x000D_\n250", None, "MONTANT-04"),
    ("150 \r\n 250 €", None, "MONTANT-04"),
    ("1 234,56\n€", "1234.56", None),
    ("1 2345,67", None, "MONTANT-05"),
    ("12 34", None, "MONTANT-05"),
    ("1.234", None, "MONTANT-06"),
    ("1,234", None, "MONTANT-06"),
    ("1 234.567", None, "MONTANT-06"),
    ("2015-05-12 00:00:00", None, "MONTANT-07"),
    ("12/05/2015", None, "MONTANT-07"),
    ("true", None, "MONTANT-08"),
    ("73282932000074", None, "MONTANT-09"),
    ("1,23E+05", None, "MONTANT-10"),
    ("85 %", None, "MONTANT-19"),
    ("#DIV/0!", None, "LISTE-07"),
    ("=SOMME(A1:A9)", None, "LISTE-14"),
    # no amount
    (None, None, None),
    ("néant", None, "LISTE-32"),
    ("-", None, "LISTE-33"),
    ("****", None, "LISTE-34"),
]


@pytest.mark.parametrize(("typed", "stored", "finding"), AMOUNTS)
def test_an_amount_is_read_or_refused_by_its_own_rule(typed, stored, finding):
    assert one("eur", typed) == (stored, finding)


@pytest.mark.parametrize(
    ("others", "point", "comma"),
    [
        (["12,50"], ("1234.00", "MONTANT-33"), ("1.23", "MONTANT-33")),
        (["1.234,56"], ("1234.00", "MONTANT-33"), ("1.23", "MONTANT-33")),
        (["12.50"], ("1.23", "MONTANT-33"), ("1234.00", "MONTANT-33")),
        (["0.500"], ("1.23", "MONTANT-33"), ("1234.00", "MONTANT-33")),
        (["0,500"], ("1234.00", "MONTANT-33"), ("1.23", "MONTANT-33")),
        (["12.50", "12,50"], (None, "MONTANT-06"), (None, "MONTANT-06")),
        (["12"], (None, "MONTANT-06"), (None, "MONTANT-06")),
    ],
)
def test_a_separator_in_doubt_is_settled_by_the_rest_of_the_column(others, point, comma):
    assert column("eur", *others, "1.234", "1,234")[-2:] == [point, comma]


def test_a_number_of_excel_has_no_doubt_and_gives_no_evidence():
    kinds = [Kind.NUMBER, Kind.NUMBER, Kind.TEXT]
    read = column("eur", "12.5", "1.234", "1.234", cell_kinds=kinds)
    assert read == [("12.50", None), ("1.23", "MONTANT-32"), (None, "MONTANT-06")]


def test_a_percentage_of_excel_is_no_amount_where_it_is_looked_at():
    assert one("eur", "1.234", cell_kind=Kind.PERCENT) == (None, "MONTANT-19")


def test_a_heading_in_thousands_multiplies_and_says_so():
    units = ["k€", "en milliers d'euros", "k€", "k€", "€", None, "$"]
    read = column("eur", "12.5", "3", "12 €", "12 k€", "7", "8", "9", units=units, groups=[0, 1, 0, 0, 2, 3, 4])
    assert read == [
        ("12500.00", "MONTANT-31"),
        ("3000.00", "MONTANT-31"),
        (None, "MONTANT-11"),
        ("12000.00", "MONTANT-30"),
        ("7.00", None),
        ("8.00", None),
        (None, "MONTANT-02"),
    ]


@pytest.mark.parametrize(
    ("typed", "stored", "finding"),
    [
        ("26", "26.00", None),
        ("26,5", "26.50", None),
        ("26:30", "26.50", None),
        ("26:30:00", "26.50", None),
        ("26h30", "26.50", None),
        ("26 h 30 min", "26.50", None),
        ("26 heures", "26.00", None),
        ("7h20", "7.33", None),
        ("45 min", "0.75", None),
        ("7h5min", "7.08", None),
        ("17h5", None, "MONTANT-04"),
        ("26:75", None, "MONTANT-16"),
        ("-5", None, "MONTANT-20"),
        ("temps plein", None, "MONTANT-15"),
        ("35 h/semaine", "35.00", None),
        ("35h/sem", "35.00", None),
        ("26h30 hebdo", "26.50", None),
        ("26h00 par semaine", "26.00", None),
        ("26/35", "26.00", None),
        ("20,5/35ème", "20.50", None),
        ("26/30", None, "MONTANT-04"),
        ("113 h/mois", None, "MONTANT-03"),
        ("2015-05-26 00:00:00", None, "MONTANT-07"),
    ],
)
def test_hours_are_read_from_numbers_and_clocks(typed, stored, finding):
    assert one("hours", typed) == (stored, finding)


@pytest.mark.parametrize(
    ("kind", "typed", "stored", "finding"),
    [
        ("integer", "1 234", "1234", None),
        ("integer", "12.0", "12", None),
        ("integer", "12,5", None, "MONTANT-17"),
        ("integer", "n° 2", "2", None),
        ("integer", "Av. 2", "2", None),
        ("integer", "avenant n°3", "3", None),
        ("integer", "env. 2", None, "MONTANT-03"),
        ("integer", "1\n200", None, "MONTANT-04"),
        ("months", "6\n12", None, "MONTANT-04"),
        ("integer", "12 personnes", None, "MONTANT-03"),
        ("integer", "+6", "6", None),
        ("integer", "6+", None, "MONTANT-18"),
        ("integer", "douze", None, "MONTANT-18"),
        ("integer", "99999999999999999999", None, "MONTANT-09"),
        ("months", "12 mois", "12.00", None),
        ("months", "10,5", "10.50", None),
        ("months", "2 ans", "24.00", "MONTANT-35"),
        ("months", "-1", None, "MONTANT-20"),
        ("decimal", "12,5", "12.50", None),
    ],
)
def test_quantities_are_plain_numbers(kind, typed, stored, finding):
    assert one(kind, typed) == (stored, finding)


@pytest.mark.parametrize(
    ("typed", "stored", "finding"),
    [
        ("14 mois", "14", None),
        ("14", "14", None),
        ("2 ans", "24", "MONTANT-35"),
        ("1,5 an", "18", "MONTANT-35"),
        ("14,5 mois", None, "MONTANT-17"),
        ("> 12 mois", None, "MONTANT-03"),
        ("14 jours", None, "MONTANT-03"),
    ],
)
def test_whole_months_may_bear_their_unit(typed, stored, finding):
    assert one("integer", typed, unit="mois") == (stored, finding)


def test_a_reading_that_the_column_cannot_hold_is_no_candidate():
    assert one("decimal", "44.933", precision=9, scale=6) == ("44.933000", None)


def test_bare_hundreds_and_no_bare_thousand_tell_that_a_mark_groups_the_thousands() -> None:
    assert column("integer", "498", "577", "2,666", "22,927")[2:] == [("2666", "MONTANT-33"), ("22927", "MONTANT-33")]
    assert column("eur", "135", "123", "1.613")[2] == ("1613.00", "MONTANT-33")
    assert column("eur", "135", "1230", "1.613")[2] == (None, "MONTANT-06")
    assert column("eur", "2", "3", "1.613")[2] == (None, "MONTANT-06")
