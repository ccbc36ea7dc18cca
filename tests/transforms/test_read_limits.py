"""Hostile workbooks: sizes and cells beyond all measure are refused, large but honest ones are read."""

import zipfile
from io import BytesIO

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.read_files import at, only_sheet, xlsx
from tests.transforms.test_read_opendocument import ods, ods_cell, ods_row
from transforms.raw import DeliveryError, column_letter
from transforms.read import Limits, read

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def with_sheet(body: str, before: str = "", after: str = "", prefix: str = "") -> bytes:
    """A workbook whose only sheet has the given rows, written as they stand."""
    source = zipfile.ZipFile(BytesIO(xlsx({"A1": "x"})))
    p = f"{prefix}:" if prefix else ""
    namespace = f"xmlns:{prefix}" if prefix else "xmlns"
    sheet = f'<{p}worksheet {namespace}="{MAIN}">{before}<{p}sheetData>{body}</{p}sheetData>{after}</{p}worksheet>'
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            package.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else source.read(name))
    return file.getvalue()


def refusal(content: bytes, limits: Limits | None = None) -> DeliveryError:
    with pytest.raises(DeliveryError) as refused:
        read(content, "a.xlsx", limits or Limits())
    return refused.value


CORNERS = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


@pytest.mark.parametrize(
    "body",
    [
        CORNERS,
        CORNERS.replace(' r="1048576"', ""),
        CORNERS.replace('<c r="A1">', '<c s="0" r="A1">'),
        CORNERS.replace("<c ", f'<x:c\n xmlns:x="{MAIN}" ').replace("</c>", "</x:c>"),
        CORNERS.replace("<c r=", "<c\n r="),
        CORNERS.replace("XFD1048576", "B2147483648"),
        '<row r="2147483648"><c><v>1</v></c></row><row r="1"><c><v>1</v></c></row>',
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c><v>1</v></c></row><row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>',
    ],
)
def test_two_cells_in_opposite_corners_are_refused_before_the_parser_sees_them(body: str) -> None:
    assert refusal(with_sheet(body)).code == "FICHIER-17"


def test_a_far_cell_under_a_prefix_is_refused_below_many_rows_too() -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 5_001))
    assert len(rows) > 100_000
    far = f'<x:row xmlns:x="{MAIN}" r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>'
    assert refusal(with_sheet(rows + far)).code == "FICHIER-17"


places = st.tuples(st.integers(1, 1_048_576) | st.integers(1, 900), st.integers(0, 16_383) | st.integers(0, 80))


@given(st.lists(places, min_size=1, max_size=4), st.booleans())
def test_a_sheet_is_refused_exactly_when_the_rectangle_from_row_1_passes_the_limit(
    cells: list[tuple[int, int]], lower: bool
) -> None:
    ordered = sorted(set(cells))
    addresses = [f"{column_letter(column)}{row}" for row, column in ordered]
    written = [address.lower() if lower else address for address in addresses]
    body = "".join(
        f'<row r="{row}"><c r="{a}"><v>1</v></c></row>' for (row, _), a in zip(ordered, written, strict=True)
    )
    rows, columns = zip(*ordered, strict=True)
    n_cells = max(rows) * (max(columns) - min(columns) + 1)
    if n_cells > 60_000:
        assert refusal(with_sheet(body), Limits(max_cells=60_000)).params["cells"] == str(n_cells)
    else:
        sheet = read(with_sheet(body), "a.xlsx", Limits(max_cells=60_000)).sheets[0]
        assert {at(sheet, column_letter(column), row) for row, column in ordered} == {"1"}


def test_two_corners_are_refused_under_a_namespace_prefix_too() -> None:
    body = CORNERS.replace("</", "</x:").replace("<row", "<x:row").replace("<c ", "<x:c ").replace("<v>", "<x:v>")
    assert refusal(with_sheet(body, prefix="x")).code == "FICHIER-17"


def test_a_count_of_shared_strings_beyond_the_file_is_refused() -> None:
    source = zipfile.ZipFile(BytesIO(xlsx({"A1": "x"})))
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name in source.namelist():
            package.writestr(name, source.read(name).replace(b'uniqueCount="1"', b'uniqueCount="2147483648"'))
    assert refusal(file.getvalue()).code == "FICHIER-04"


def test_a_cell_in_a_column_that_no_spreadsheet_has_is_refused_before_the_parser_sees_it() -> None:
    corner = '<row r="1"><c r="A1"><v>1</v></c><c r="{}1"><v>1</v></c></row>'
    assert refusal(with_sheet(corner.format("XFE"))).code == "FICHIER-17"
    assert read(with_sheet(corner.format("XFD")), "a.xlsx").sheets[0].text.width == 16_384
    row = ods_row(ods_cell("x", valuetype="string", numbercolumnsrepeated=16_385))
    assert refusal(ods(row)).code == "FICHIER-17"


def test_a_row_written_twice_refuses_its_file_unless_its_cells_stand_apart() -> None:
    row = '<row r="1"><c r="{}1"><v>1</v></c></row>'
    assert refusal(with_sheet(row.format("A") + row.format("A"))).code == "FICHIER-04"
    assert read(with_sheet(row.format("A") + row.format("B")), "a.xlsx").sheets[0].text.row(0) == ("1", "1")


def test_a_sheet_styled_down_to_the_last_row_is_read() -> None:
    styled = "".join(f'<row r="{n}"><c r="A{n}" s="0"/><c r="XFD{n}" s="0"></c></row>' for n in range(3, 60_000))
    last = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    sheet = only_sheet(with_sheet(f'<row r="1"><c r="B1"><v>7</v></c><c r="AA1"><v>8</v></c></row>{styled}{last}'))
    assert (sheet.text.shape, at(sheet, "AA", 1)) == ((1, 26), "8")


def test_a_wrong_dimension_of_seventeen_billion_cells_is_ignored() -> None:
    content = with_sheet('<row r="1"><c r="A1"><v>7</v></c></row>', before='<dimension ref="A1:XFD1048576"/>')
    assert only_sheet(content).text.shape == (1, 1)


def test_cells_without_addresses_are_counted_in_order() -> None:
    body = "<row><c><v>1</v></c><c><f>A1</f><v></v></c></row><row hidden='1'><c><v>3</v></c><c><v>4</v></c></row>"
    sheet = only_sheet(with_sheet(body))
    assert sheet.text.rows() == [("1", None), ("3", "4")]
    assert sheet.facts.hidden_rows == {2}
    assert sheet.facts.uncalculated == {(1, "B")}
    assert sheet.kinds("A").to_list() == [2, 2]


def test_exactly_the_limit_of_cells_is_read_and_one_more_refused() -> None:
    body = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="B{n}"><v>2</v></c></row>' for n in range(1, 51))
    assert only_sheet(with_sheet(body)).text.height == 50
    assert read(with_sheet(body), "a.xlsx", Limits(max_cells=100)).sheets[0].text.height == 50
    assert refusal(with_sheet(body), Limits(max_cells=99)).params == {"sheet": "Contrats", "cells": "100"}


def test_a_part_beyond_the_limit_and_a_suspicious_ratio_are_refused() -> None:
    bomb = with_sheet("<!--" + " " * 40_000_000 + "-->")
    assert refusal(bomb).code == "FICHIER-16"
    assert (
        refusal(with_sheet("<!--" + "abcdefgh" * 300_000 + "-->"), Limits(max_part_bytes=10_000)).code == "FICHIER-16"
    )
    assert refusal(xlsx({"A1": "x"}), Limits(max_file_bytes=1000)).code == "FICHIER-16"


def test_a_false_size_in_the_zip_directory_is_refused() -> None:
    content = bytearray(with_sheet("<!--" + " " * 3_000_000 + "-->"))
    entry = next(e for e in zipfile.ZipFile(BytesIO(content)).infolist() if e.filename == "xl/worksheets/sheet1.xml")
    size = entry.file_size.to_bytes(4, "little")
    for at_byte in (content.index(size), content.rindex(size)):
        content[at_byte : at_byte + 4] = (5000).to_bytes(4, "little")
    assert refusal(bytes(content)).code == "FICHIER-04"


def test_two_parts_of_one_name_are_refused() -> None:
    file = BytesIO(with_sheet('<row r="1"><c r="A1"><v>7</v></c></row>'))
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(file, "a") as package:
        package.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
    assert refusal(file.getvalue()).code == "FICHIER-04"


def test_many_rows_starting_in_column_c_keep_their_addresses() -> None:
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "constant_memory": True})
    sheet = book.add_worksheet()
    for row in range(20_000):
        sheet.write_number(row, 2, row)
        sheet.write_string(row, 30, f"t{row}")
    book.close()
    read_sheet = only_sheet(file.getvalue())
    assert (at(read_sheet, "C", 20_000), at(read_sheet, "AE", 20_000)) == ("19999", "t19999")
