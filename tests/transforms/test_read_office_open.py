"""The same sheet as other programs write it: other namespaces, prefixes, spaces and paths."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from tests.transforms.read_files import kind, only_sheet, xlsx
from transforms.raw import Kind
from transforms.read import read


def strict(part: bytes) -> bytes:
    return part.replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/main"
    )


def prefixed(part: bytes) -> bytes:
    tags = re.sub(rb"<(/?)(\w)", rb"<\1x:\2", part)
    return tags.replace(b"xmlns=", b"xmlns:x=").replace(b"<?x:xml", b"<?xml")


def spaced(part: bytes) -> bytes:
    return part.replace(b"><", b">\n  <")


@pytest.mark.parametrize("rewrite", [strict, prefixed, spaced])
def test_other_ways_to_write_the_same_sheet_read_the_same(rewrite: Callable[[bytes], bytes]) -> None:
    cells = {"B1": "Date", "B2": 42248, "C1": "Durée", "C2": 26.5 / 24}
    source = zipfile.ZipFile(BytesIO(xlsx(cells, {"B2": "dd/mm/yyyy", "C2": "[h]:mm"})))
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name in source.namelist():
            sheet = name == "xl/worksheets/sheet1.xml"
            package.writestr(name.replace("/", "\\"), rewrite(source.read(name)) if sheet else source.read(name))
    raw = only_sheet(file.getvalue())
    assert raw.text.rows() == [("Date", "Durée"), ("2015-09-01 00:00:00", "26:30:00")]
    assert [kind(raw, letter, 2) for letter in "BC"] == [Kind.DATE, Kind.TIME]


def typed_iso(part: bytes) -> bytes:
    return re.sub(rb'<c r="A2"[^>]*><v>[^<]*</v>', b'<c r="A2" t="d"><v>2015-09-01T12:30:00</v>', part)


def test_a_date_typed_as_iso_text_has_the_shape_of_every_other_date() -> None:
    source = zipfile.ZipFile(BytesIO(xlsx({"A1": "Date", "A2": 1, "A3": "2015-09-02"})))
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name in source.namelist():
            package.writestr(name, typed_iso(source.read(name)) if "sheet1" in name else source.read(name))
    raw = only_sheet(file.getvalue())
    assert raw.text["A"].to_list() == ["Date", "2015-09-01 12:30:00", "2015-09-02"]
    assert raw.kinds("A").to_list() == [Kind.TEXT, Kind.DATE, Kind.TEXT]


def test_a_workbook_with_macros_is_told_by_its_content() -> None:
    source = zipfile.ZipFile(BytesIO(xlsx({"A1": "x"})))
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name in source.namelist():
            part = source.read(name).replace(
                b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main", b"vnd.ms-excel.sheet.macroEnabled.main"
            )
            package.writestr(name, part)
    book = read(file.getvalue(), "a.xlsx")
    assert (book.format, [remark.code for remark in book.remarks]) == ("xlsm", ["FICHIER-29"])


@pytest.mark.parametrize("rewrite", [bytes, prefixed])
@pytest.mark.parametrize(("written", "shown"), [
    ("#SPILL!", "#SPILL!"), ("#CALC!", "#CALC!"), ("#ERROR!", "#ERROR!"), ("Err:508", "Err:508"), ("#Rémi", "#ERROR!"),
    ("#A1!", "#ERROR!"), ("Err:123", "#ERROR!"), ("", "#ERROR!"),
])  # fmt: skip
def test_an_error_that_the_parser_does_not_know_is_that_of_its_cell_alone(
    rewrite: Callable[[bytes], bytes], written: str, shown: str
) -> None:
    source = zipfile.ZipFile(BytesIO(xlsx({"A1": "Coût", "B1": "Note", "A2": 100, "B2": "oui", "A3": 200, "B3": 1})))
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name in source.namelist():
            part = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                wrong = f'<c r="B3" t="e"><f>A1+(</f><v>{written}</v></c><c r="C3" t="e"><v>#REF!</v></c>'
                part = rewrite(part.replace(b'<c r="B3"><v>1</v></c>', wrong.encode()))
            package.writestr(name, part)
    raw = only_sheet(file.getvalue())
    assert raw.text.rows() == [("Coût", "Note", None), ("100", "oui", None), ("200", shown, "#REF!")]
    assert raw.facts.errors == {(3, "B"): shown, (3, "C"): "#REF!"}
    assert [kind(raw, letter, 3) for letter in "ABC"] == [Kind.NUMBER, Kind.ERROR, Kind.ERROR]
