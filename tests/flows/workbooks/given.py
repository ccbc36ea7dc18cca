"""Workbooks as EPI make them, their verdict and their annotated copy."""

import datetime as dt
import hashlib
import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Sequence
from typing import Any

import openpyxl
import xlsxwriter

from flows.workbooks.annotate import annotate
from flows.workbooks.annotated import Annotated
from transforms.judge import judge
from transforms.verdict import Profile, Verdict

HEADINGS = (
    "N° contrat", "Nom", "Prénom", "Date de naissance", "Type de contrat", "Date de début", "Date de fin prévue",
)  # fmt: skip
SHEET = "Contrats d'été"
BIRTH, START, END = dt.date(1990, 3, 12), dt.date(2014, 9, 1), dt.date(2015, 8, 31)


def verdict_of(content: bytes, filename: str) -> Verdict:
    """The verdict of the night on one file."""
    return judge(content, filename, Profile("die"), hashlib.sha256(content).hexdigest(), b"k" * 32, "v")


def annotated(content: bytes, filename: str) -> Annotated:
    """The file judged, then annotated."""
    found = annotate(content, filename, verdict_of(content, filename))
    assert found is not None
    return found


def said(verdict: Verdict) -> tuple[Any, ...]:
    """What a verdict says, whatever the file's name and hash."""
    counts = verdict.files.drop("delivery_id", "filename", "sheets").row(0)
    return counts, sorted(verdict.findings.select("code", "sheet", "cell", "value_read").rows(), key=str)


def opened(content: bytes) -> Any:
    """The workbook through a second reader, which says that it leaves out data bars and lists of Excel 2010."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*extension is not supported")
        return openpyxl.load_workbook(io.BytesIO(content))


def parts(content: bytes) -> dict[str, bytes]:
    """The parts of a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def repacked(content: bytes, **changed: bytes) -> bytes:
    """The package with some parts replaced or added; a name is the end of the path."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts(content).items():
            package.writestr(name, changed.pop(name, part))
        for name, part in changed.items():
            package.writestr(name, part)
    return out.getvalue()


def contract(number: str, **values: object) -> list[object]:
    """One row of contracts, right but for the values given by their place: type, birth, start, end."""
    usual = {"type": "CDD", "birth": BIRTH, "start": START, "end": END} | values
    return [number, "M.", "Léa", usual["birth"], usual["type"], usual["start"], usual["end"]]


FAULTY = (
    contract("C-1"),
    contract("C-2", type="Divers"),
    contract("C-3", birth="31/06/1990"),
    contract("C-4"),
    contract("C-5", type=None),
    contract("C-6"),
    contract("C-7", type="CDI"),
    contract("C-8"),
)


def rich(rows: Sequence[Sequence[object]] = FAULTY, *, macros: bool = False) -> bytes:
    """A workbook with everything that an EPI's has: two other sheets, formats, lists, comments, names, a picture."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    formats = {
        "day": book.add_format({"num_format": "dd/mm/yyyy"}),
        "head": book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F3864"}),
        "blue": book.add_format({"bg_color": "#DDEBF7", "border": 1}),
        "bold": book.add_format({"bold": True}),
        "green": book.add_format({"bg_color": "#C6EFCE"}),
    }
    notes = book.add_worksheet("Notes")
    notes.write_row("A1", ["Suivi", 1, 2])
    notes.write_formula("B2", "=B1+C1", None, 3)
    notes.add_table("E1:F3", {"columns": [{"header": "x"}, {"header": "y"}]})
    notes.insert_image("H2", "point.png", {"image_data": io.BytesIO(_png())})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Notes!$B$1:$C$1"})
    notes.insert_chart("H9", chart)
    _contracts(book.add_worksheet(SHEET), rows, formats)
    hidden = book.add_worksheet("Archives")
    hidden.write("A1", "2013")
    hidden.hide()
    book.define_name("types", "=Notes!$A$1:$A$3")
    quoted = SHEET.replace("'", "''")
    book.define_name(f"'{SHEET}'!premier", f"='{quoted}'!$A$4")
    if macros:
        book.add_vba_project(io.BytesIO(b"stand-in for the macros"), is_stream=True)
    book.get_worksheet_by_name(SHEET).activate()
    book.close()
    return out.getvalue()


def _contracts(sheet: Any, rows: Sequence[Sequence[object]], formats: dict[str, Any]) -> None:
    sheet.merge_range("A1:G1", "EPI de Die", formats["bold"])
    sheet.write_row("A3", HEADINGS, formats["head"])
    for row, values in enumerate(rows, 3):
        for column, value in enumerate(values):
            if isinstance(value, dt.date):
                sheet.write_datetime(row, column, value, formats["day"])
            elif value is not None:
                sheet.write_string(row, column, str(value), formats["blue"] if value == "Divers" else None)
    sheet.write_comment("B5", "nom d'usage", {"author": "Secrétariat"})
    sheet.write_comment("E5", "à demander", {"author": "Secrétariat"})
    sheet.data_validation("E4:E40", {"validate": "list", "source": ["CDD", "CDI", "CAE"]})
    sheet.conditional_format("A4:A40", {"type": "cell", "criteria": "==", "value": '"C-4"', "format": formats["green"]})
    sheet.conditional_format("H4:H40", {"type": "data_bar", "data_bar_2010": True})
    sheet.set_row(6, None, None, {"hidden": True})
    sheet.set_column("D:D", 18)
    sheet.freeze_panes(3, 1)
    sheet.print_area("A1:G20")
    sheet.repeat_rows(2)


def _png() -> bytes:
    """A picture of one point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body
