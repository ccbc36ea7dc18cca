"""The row of a form that numbers the columns, above the headings or below them."""

import pytest

from tests.transforms.judged_sheets import HEADINGS, SPENDING, contract, expense, verdict, whys, workbook

_BRACKETS: list[object] = [f"({number})" for number in range(1, 8)]
_NUMBERS: list[object] = list(range(1, 8))


@pytest.mark.parametrize(
    "cells",
    [_BRACKETS, _NUMBERS, [*"ABCDEFG"], [*"abcdefg"], [f"col. {number}" for number in range(1, 8)],
     [*_BRACKETS[:5], "(6) = (4)+(5)", "(7)"], [None, None, *_BRACKETS[:5]]],
)  # fmt: skip
def test_a_row_that_numbers_the_columns_is_no_data(cells: list[object]) -> None:
    below = verdict(workbook([["EPI de Die"], HEADINGS, cells, contract(1), contract(2)]))
    assert whys(below) == {1: "title", 2: "header", 3: "labels"}
    above = verdict(workbook([["EPI de Die"], cells, HEADINGS, contract(1), contract(2)]))
    assert above.files.select("n_rows_accepted", "n_rows_set_aside", "n_rows_ignored").row(0) == (2, 0, 3)


def test_a_numbering_repeated_with_the_headings_of_a_page_is_no_data() -> None:
    rows = [HEADINGS, _BRACKETS, contract(1), contract(2), HEADINGS, _BRACKETS, contract(3)]
    found = verdict(workbook(rows))
    assert whys(found) == {1: "header", 2: "labels", 5: "repeated_header", 6: "repeated_header"}


@pytest.mark.parametrize(
    "cells", [[1, None, None, None, None, None, None], [1, 2, 4, 5, 6, 7, 8], [2, 3, 4, 5, 6, 7, 8], ["(1)", "(2)"]]
)
def test_what_does_not_count_on_from_the_first_column_is_not_taken_for_a_numbering(cells: list[object]) -> None:
    found = verdict(workbook([SPENDING, cells, expense(1, 10), expense(2, 20), expense(3, 30)]))
    assert 2 not in whys(found)
