"""Dates: what was typed, what is stored, finding or none."""

import datetime as dt

import pytest

from tests.transforms.value_columns import column, one

BOUNDS = {"earliest": dt.date(2007, 1, 1), "latest": dt.date(2035, 12, 31)}

DATES = [
    # as people write them
    ("01/09/2015", "2015-09-01", None),
    ("1/9/2015", "2015-09-01", None),
    ("01-09-2015", "2015-09-01", None),
    ("01.09.2015", "2015-09-01", None),
    ("01 09 2015", "2015-09-01", None),
    ("01 / 09 / 2015", "2015-09-01", None),
    (" 01/09/2015\u00a0", "2015-09-01", None),
    ("1er septembre 2015", "2015-09-01", None),
    ("1ER SEPTEMBRE 2015", "2015-09-01", None),
    ("1 er sept 2015", "2015-09-01", None),
    ("1º sept. 2015", "2015-09-01", None),
    ("premier septembre 2015", "2015-09-01", None),
    ("mardi 1er sept. 2015", "2015-09-01", None),
    ("mar. 1er sept 2015", "2015-09-01", None),
    ("vendredi 13 mars 2015", "2015-03-13", None),
    ("le 22 mai 2023", "2023-05-22", None),
    ("31 août 2015", "2015-08-31", None),
    ("31 ao\ufffdt 2015", "2015-08-31", None),
    ("01-Sep-2015", "2015-09-01", None),
    ("September 1, 2015", "2015-09-01", None),
    ("2015-09-01", "2015-09-01", None),
    ("2015/9/1", "2015-09-01", None),
    ("20150901", "2015-09-01", None),
    ("01092015", "2015-09-01", None),
    ("2015-09-01T00:00:00Z", "2015-09-01", None),
    ("01/09/2015 00:00", "2015-09-01", None),
    ("2015-09-01 00:00:00", "2015-09-01", None),
    # kept, and said
    ("01/09/15", "2015-09-01", "DATE-21"),
    ("31-déc-08", "2008-12-31", "DATE-21"),
    ("3 mars '15", "2015-03-03", "DATE-21"),
    ("42248", "2015-09-01", "DATE-20"),
    ("42248.5", "2015-09-01", "DATE-20"),
    ("01/09/2015 14:30", "2015-09-01", "DATE-23"),
    ("2015-09-01 08:30:00", "2015-09-01", "DATE-23"),
    ("Commission permanente du 22 mai 2023", "2023-05-22", "DATE-24"),
    ("à compter du 1er septembre 2015", "2015-09-01", "DATE-24"),
    ("31 août 2015 (renouvelable)", "2015-08-31", "DATE-24"),
    ("non", None, "LISTE-35"),
    ("Indéterminée", None, "LISTE-35"),
    ("oui", None, "DATE-01"),
    ("née le 12/03/2015", "2015-03-12", "DATE-24"),
    ("Né(e) le 12/03/2015", "2015-03-12", "DATE-24"),
    ("12/03/2015 (25 ans)", "2015-03-12", "DATE-24"),
    ("12/03/2015 - 25 ans", "2015-03-12", "DATE-24"),
    ("12/03/2015 (3 ans)", None, "DATE-01"),
    ("3 ans à compter du 12/03/2015", None, "DATE-01"),
    ("12/03/2015 25", None, "DATE-01"),
    ("1er/09/2015", "2015-09-01", None),
    # refused, never guessed
    ("bonjour", None, "DATE-01"),
    ("01/09/2015 annulé", None, "DATE-01"),
    ("04 75 00 00 00", None, "DATE-01"),
    ("31/02/2015", None, "DATE-02"),
    ("29/02/15", None, "DATE-02"),
    ("31 novembre 2015", None, "DATE-02"),
    ("2015-25-04", None, "DATE-02"),
    ("04/25/2015", None, "DATE-04"),
    ("01/09/2015 au 31/08/2016", None, "DATE-06"),
    ("01/09/15-31/08/16", None, "DATE-06"),
    ("du 1er au 3 sept 2015", None, "DATE-06"),
    ("sept. 2015 - août 2016", None, "DATE-06"),
    ("sept. 2015", None, "DATE-07"),
    ("09/2015", None, "DATE-07"),
    ("201509", None, "DATE-07"),
    ("2015", None, "DATE-08"),
    ("2015-2016", None, "DATE-08"),
    ("01/09/98", None, "DATE-09"),
    ("01/09/1915", None, "DATE-10"),
    ("01/09/2115", None, "DATE-10"),
    ("26200", None, "DATE-10"),
    ("00/01/1900", None, "DATE-11"),
    ("1899-12-31 00:00:00", None, "DATE-11"),
    ("00/00/0000", None, "DATE-11"),
    ("fin septembre 2015", None, "DATE-12"),
    ("T3 2015", None, "DATE-12"),
    ("avant le 01/09/2015", None, "DATE-12"),
    ("01/09/2015 ?", None, "DATE-12"),
    ("1er septembre", None, "DATE-13"),
    ("12/09", None, "DATE-13"),
    ("01/09/215", None, "DATE-14"),
    ("01/09/20155", None, "DATE-14"),
    # no date
    (None, None, None),
    ("  ", None, None),
    ("NC", None, "LISTE-31"),
    ("#REF!", None, "LISTE-06"),
]


@pytest.mark.parametrize(("typed", "stored", "finding"), DATES)
def test_a_date_is_read_or_refused_by_its_own_rule(typed, stored, finding):
    assert one("date", typed, **BOUNDS) == (stored, finding)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("sept. 2015", "2015-09-01", "2015-09-30"),
        ("février 2016", "2016-02-01", "2016-02-29"),
        ("02/2016", "2016-02-01", "2016-02-29"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("sept-15", "2015-09-01", "2015-09-30"),
        ("mois de mai 2015", "2015-05-01", "2015-05-31"),
    ],
)
def test_a_month_stands_for_its_first_or_last_day_where_the_column_says_so(typed, first, last):
    assert one("date", typed, month_edge="first", **BOUNDS) == (first, "DATE-22")
    assert one("date", typed, month_edge="last", **BOUNDS) == (last, "DATE-22")


@pytest.mark.parametrize(
    ("typed", "stored", "finding"),
    [
        ("sept. 2015", "2015-09-01", None),
        ("09/2015", "2015-09-01", None),
        ("09/15", "2015-09-01", "DATE-21"),
        ("2015-09-01 00:00:00", "2015-09-01", None),
        ("15/09/2015", "2015-09-01", "DATE-26"),
        ("13/2015", None, "DATE-02"),
        ("2015", None, "DATE-08"),
    ],
)
def test_a_month_column_keeps_the_first_of_the_month(typed, stored, finding):
    assert one("month", typed, **BOUNDS) == (stored, finding)


def test_the_century_is_the_one_that_the_column_allows():
    birth = {"earliest": dt.date(1930, 1, 1), "latest": dt.date(2010, 12, 31)}
    assert column("date", "12/03/90", "12/03/08", "12/03/35", "12/03/15", **birth) == [
        ("1990-03-12", "DATE-21"),
        ("2008-03-12", "DATE-21"),
        ("1935-03-12", "DATE-21"),
        (None, "DATE-09"),
    ]


def test_without_bounds_the_century_is_the_one_excel_takes():
    assert column("date", "12/03/29", "12/03/30") == [("2029-03-12", "DATE-21"), ("1930-03-12", "DATE-21")]


@pytest.mark.parametrize(
    ("typed", "finding"),
    [
        ("mardi 3 mars 2015", None),
        ("Mar. 03/03/2015", None),
        ("Tuesday 3 March 2015", None),
        ("lundi 3 mars 2015", "DATE-27"),
        ("le mercredi 03/03/2015", "DATE-27"),
        ("dim. 3 mars 15", "DATE-27"),
        ("Sun, 3 March 2015", "DATE-27"),
    ],
)
def test_a_day_of_the_week_that_is_not_the_one_of_the_date_is_told_and_the_date_read(typed, finding):
    assert one("date", typed, **BOUNDS) == ("2015-03-03", finding)


def test_a_month_keeps_no_day_so_that_no_day_of_the_week_contradicts_it():
    assert one("month", "lundi 3 mars 2015") == ("2015-03-01", "DATE-26")


@pytest.mark.parametrize(
    ("typed", "stored", "finding"),
    [
        ("09-10/2014", None, "DATE-06"),
        ("9 - 10.2014", None, "DATE-06"),
        ("09-10/14", None, "DATE-06"),
        ("09-10-2014", "2014-10-09", None),
        ("25-10/2014", "2014-10-25", None),
        ("01/09-2014", "2014-09-01", None),
        ("01/09.2014", "2014-09-01", None),
    ],
)
def test_a_dash_between_two_months_of_one_year_is_no_date(typed, stored, finding):
    assert one("date", typed, **BOUNDS) == (stored, finding)
    assert column("date", *[typed] * 200, **BOUNDS) == [(stored, finding)] * 200


@pytest.mark.parametrize("typed", ["mar 2015", "Mar. 2015", "mar 15"])
def test_march_cut_short_before_a_year_is_no_tuesday(typed):
    assert one("month", typed, **BOUNDS)[0] == "2015-03-01"
    assert one("date", typed, **BOUNDS) == (None, "DATE-07")


def test_march_cut_short_before_a_day_and_a_year_is_no_tuesday():
    typed = ["Mar 3, 2015", "mar. 3 mars 2015", "mar. 03/03/2015"]
    assert column("date", *typed, **BOUNDS) == [("2015-03-03", None)] * 3
