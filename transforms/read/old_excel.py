"""Excel 5 to 2003 (.xls): sheets as the parser gives them, chart sheets and macro modules left aside."""

from transforms.raw import RawBook, RawSheet, SheetFacts
from transforms.read.compound import Globals
from transforms.read.kinds import PassKinds
from transforms.read.workbook import guarded, open_workbook, read_sheet


def read_xls(content: bytes, known: Globals) -> RawBook:
    """Read an .xls whose first records are known."""
    workbook = open_workbook(content, known.date1904)
    facts = SheetFacts(date1904=known.date1904)
    listed = known.worksheets if len(known.worksheets) == len(workbook.names) else (True,) * len(workbook.names)
    sheets: list[RawSheet] = []
    for index, is_worksheet in enumerate(listed):
        if is_worksheet:
            sheet = guarded(lambda at=index: read_sheet(workbook, at, facts, iso_dates=False))  # type: ignore[misc]
            sheet.kind_source = PassKinds(content, index)
            sheets.append(sheet)
    return RawBook("xls", None, None, tuple(sheets))
