"""Rows that the file itself calls forecasts: read, and told."""

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.transforms.judged_sheets import HEADINGS, SPENDING, contract, expense, told, verdict, workbook


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ([["Dépenses prévisionnelles 2015"], [], SPENDING, expense(1, 100)], ["A1"]),
        ([["EPI de Die"], [], SPENDING, expense(1, 100), [], ["Prévision 2016"], expense(2, 50)], ["A6"]),
        ([["Dépenses réalisées"], [], SPENDING, expense(1, 100), [], ["2016"], expense(2, 50)], []),
    ],
)
def test_rows_under_a_title_that_announces_forecasts_are_read_and_told(
    rows: list[list[object]], cells: list[str]
) -> None:
    found = verdict(workbook(rows))
    assert found.accepted["fse_spending"].height == len([row for row in rows if len(row) > 1]) - 1
    assert [row["cell"] for row in told(found, "ENTETE-21")] == cells


def test_a_sheet_of_forecasts_is_told_once_and_a_heading_is_no_title() -> None:
    def name(sheets: list[Worksheet]) -> None:
        sheets[0].title = "Prévisionnel 2015"

    found = verdict(workbook([["Prévisions"], [], SPENDING, expense(1, 100)], change=name))
    [one] = told(found, "ENTETE-21")
    assert str(one["message"]).startswith("La feuille « Prévisionnel 2015 » annonce des prévisions")
    planned = [*HEADINGS[:-1], "Date de fin prévisionnelle"]
    assert told(verdict(workbook([planned, contract(1)])), "ENTETE-21") == []
