"""A percentage typed in a cell of euros, in the formats of workbooks."""

from io import BytesIO

import xlwt

from tests.transforms.judged_sheets import SPENDING, expense, told, verdict, workbook
from tests.transforms.test_read_opendocument import ods, ods_cell, ods_row

ROWS = [[*SPENDING, "Part affectée"], *([*expense(number, 0.5), 0.5] for number in range(1, 5))]
AMOUNT, SHARE = 5, 7


def xlsx() -> bytes:
    """The second amount, and every share, shown as a percentage."""

    def shown(sheets: list) -> None:  # type: ignore[type-arg]
        for row in range(2, 6):
            sheets[0].cell(row, SHARE + 1).number_format = "0%"
        sheets[0].cell(3, AMOUNT + 1).number_format = "0.00%"

    return workbook(ROWS, change=shown)


def xls() -> bytes:
    book = xlwt.Workbook()
    sheet, percent = book.add_sheet("Dépenses"), xlwt.easyxf(num_format_str="0%")
    for row, cells in enumerate(ROWS):
        for column, value in enumerate(cells):
            is_percent = row and (column == SHARE or (row, column) == (2, AMOUNT))
            sheet.write(row, column, value, *([percent] if is_percent else []))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def opendocument() -> bytes:
    def cell(row: int, column: int, value: object) -> object:
        is_percent = row and (column == SHARE or (row, column) == (2, AMOUNT))
        kind = "percentage" if is_percent else "float"
        facts = {"value": str(value)} if isinstance(value, float) else {}
        return ods_cell(str(value), valuetype=kind if facts else "string", **facts)

    return ods(*(ods_row(*(cell(row, at, one) for at, one in enumerate(cells))) for row, cells in enumerate(ROWS)))  # type: ignore[arg-type]


def test_an_amount_that_the_sheet_shows_as_a_percentage_is_refused_and_a_share_beside_it_is_read() -> None:
    for content, name in ((xlsx(), "a.xlsx"), (xls(), "a.xls"), (opendocument(), "a.ods")):
        found = verdict(content, name)
        assert [one["cell"] for one in told(found, "MONTANT-19")] == ["F3"], name
        rows = found.accepted["fse_spending"]
        assert rows["expense_id"].to_list() == ["P-1", "P-3", "P-4"]
        assert rows["allocation_rate"].cast(float).to_list() == [0.5, 0.5, 0.5]
