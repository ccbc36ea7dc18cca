"""Columns of dates: what the whole column tells of the order of day and month."""

from itertools import pairwise
from random import Random

import pytest

from tests.transforms.test_values_dates import BOUNDS
from tests.transforms.value_columns import cells, column, parsed
from transforms.raw import Kind


def test_a_french_column_reads_the_day_first():
    assert column("date", "03/04/2015", "25/04/2015") == [("2015-04-03", None), ("2015-04-25", None)]


def test_a_column_with_dates_of_both_orders_has_its_doubtful_dates_refused():
    assert column("date", "03/04/15", "25/04/2015", "04/25/2015", "5/5/2015") == [
        (None, "DATE-03"),
        ("2015-04-25", None),
        (None, "DATE-04"),
        ("2015-05-05", None),
    ]


def test_a_column_that_is_month_first_throughout_is_read_so_and_said():
    typed = ["04/25/2015", "05/26/2015", "06/27/2015", "03/04/2015"]
    stored = ["2015-04-25", "2015-05-26", "2015-06-27", "2015-03-04"]
    assert column("date", *typed) == [(date, "DATE-25") for date in stored]


def test_one_slip_in_a_long_french_column_spares_the_others():
    days = [f"{day}/04/2015" for day in range(13, 31)] + ["25/05/2015", "26/05/2015"]
    read = column("date", *days, "03/04/2015", "04/25/2015")
    assert read[-2:] == [("2015-04-03", None), (None, "DATE-04")]


def test_each_column_has_its_own_evidence():
    read = column("date", "03/04/2015", "04/25/2015", "03/04/2015", "25/04/2015", groups=[0, 0, 1, 1])
    assert [finding for _, finding in read] == ["DATE-03", "DATE-04", None, None]


SWAPPED = ["25/04/2015", "26/04/2015", "27/04/2015", "2015-03-04 00:00:00", "2015-07-05 00:00:00"]


def test_true_dates_that_an_english_excel_has_swapped_are_refused():
    assert column("date", *SWAPPED)[3:] == [(None, "DATE-05")] * 2


def test_true_dates_are_trusted_once_one_is_later_than_the_12th():
    assert column("date", *SWAPPED, "2015-03-31 00:00:00")[3:5] == [("2015-03-04", None), ("2015-07-05", None)]


def test_true_dates_that_are_all_firsts_of_the_month_are_trusted():
    firsts = ["2015-09-01 00:00:00", "2015-10-01 00:00:00"]
    assert column("date", *SWAPPED[:3], *firsts)[3:] == [("2015-09-01", None), ("2015-10-01", None)]


def test_true_dates_alone_are_trusted():
    assert column("date", *SWAPPED[3:], cell_kind=Kind.DATE) == [("2015-03-04", None), ("2015-07-05", None)]


def _files_of_dates(habit: str, n: int) -> list[list[str | None]]:
    """Columns of ``n`` files with few dates each, written after one habit, and now and then another way."""
    chance = Random(habit)
    ways = {
        "texts": ("{d:02}/{m:02}/{y}", "{d}.{m}.{y}", "{d} mars {y}", "{d:02}-{m:02}-{y}", "{y}-{m:02}-{d:02}"),
        "true": ("{y}-{m:02}-{d:02} 00:00:00",),
        "english": ("{m:02}/{d:02}/{y}",),
        "swapped": ("{y}-{d:02}-{m:02} 00:00:00", "{y}-{m:02}-{d:02} 00:00:00", "{e}/{m:02}/{y}"),
        "odd": ("{d}/{m}/15", "{d:02}/{m}/{y} ", "vers {m}/{y}", "30/12/1899", "{d} août {y}", "1er juin {y}", "{d}/13/{y}"),
    }  # fmt: skip

    def date() -> str | None:
        way = chance.choice(ways["odd"] if chance.random() < 0.03 else ways[habit])
        if chance.random() < 0.05:
            return None
        high = 12 if habit == "swapped" else 32
        facts = {"d": chance.randint(1, high), "m": chance.randint(1, 12), "y": chance.randint(1899, 2040)}
        return way.format(**facts, e=chance.randint(13, 28))

    return [[date() for _ in range(chance.randint(30, 90))] for _ in range(n)]


@pytest.mark.parametrize("kind", ["date", "month"])
def test_a_date_is_read_alike_in_a_long_batch_and_in_its_file_alone(kind):
    habits = ("texts", "true", "english", "swapped")
    files = [file for habit in habits for file in _files_of_dates(habit, 40)]
    files = [file + other if number % 7 == 0 else file for number, (file, other) in enumerate(pairwise(files))]
    texts = [text for file in files for text in file]
    groups = [number for number, file in enumerate(files) for _ in file]
    together = parsed(kind, texts, groups=groups, **BOUNDS)
    alone = [cell for file in files for cell in column(kind, *file, **BOUNDS)]
    assert len(set(texts)) > 5_000
    assert cells(together) == alone
