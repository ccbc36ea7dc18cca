"""A network with a person to erase, in every format, and every byte of a folder unpacked."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from email import message_from_bytes, policy
from pathlib import Path

import duckdb
import polars as pl
import xlsxwriter
import xlwt
from odf.dc import Creator
from odf.office import Annotation
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from flows.cells_of_rows import TracedCell
from flows.settings import Settings
from flows.trace import traced
from tests.flows.binary_workbook import binary_workbook
from tests.flows.workbooks.given import repacked

LAST, FIRST, BORN, PHONE = "Marchetti", "Éloïse", dt.date(1990, 3, 12), "0475000001"
WORDS = (LAST, LAST.upper(), FIRST, "Eloise", PHONE, "12/03/1990", "1990-03-12")
CODECS = ("utf-8", "utf-16-le", "utf-16-be", "cp1252", "mac_roman")
Rows = list[list[object]]
Book = Mapping[str, Rows]
_DAYS = (dt.date(2014, 9, 1), dt.date(2015, 8, 31))

CONTRACTS: Rows = [
    ["N° contrat", "Nom", "Prénom", "Date de naissance", "Téléphone", "Type de contrat", "Date de début",
     "Date de fin prévue", "N° opération"],
    ["C-1", LAST, FIRST, BORN, PHONE, "CDD", *_DAYS, "201400026"],
    ["C-2", "Garance", "Octave", dt.date(1991, 5, 4), "0475000002", "CDD", *_DAYS, "201400026"],
    ["C-3", LAST.upper(), "Eloise", BORN, PHONE, "CDD", "31/02/2015", _DAYS[1], "201400026"],
    ["C-4", "Aubier", "Basile", dt.date(1988, 7, 21), "0475000004", "CDD", *_DAYS, "201400026"],
]  # fmt: skip
OPERATIONS: Rows = [
    ["N° opération", "Programmation", "Intitulé de l'opération", "Début de réalisation", "Fin de réalisation",
     "Coût total éligible", "Montant FSE conventionné", "Date des comptes"],
    ["201400026", "2014-2020", "Médiation", dt.date(2014, 1, 1), dt.date(2015, 12, 31), 180000, 90000,
     dt.date(2017, 2, 15)],
]  # fmt: skip
ARCHIVES: Rows = [["Ancien fichier"], [LAST, FIRST, BORN, PHONE], [f"{FIRST} {LAST} est partie"], ["à garder"]]


def book(archives: str = "Archives") -> Book:
    """The sheets of the person's workbook; the last is hidden."""
    return {"Contrats": CONTRACTS, "Opérations": OPERATIONS, archives: ARCHIVES}


def xlsm(sheets: Book) -> bytes:
    """The same with macros that name the person."""
    return xlsx(sheets, macros=f"' {FIRST} {LAST}".encode())


def xlsx(sheets: Book, macros: bytes = b"") -> bytes:
    """A workbook that names the person wherever a workbook can."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    day = made.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        page = made.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, dt.date):
                    page.write_datetime(at, column, value, day)
                else:
                    page.write(at, column, value)
        page.set_header(f"&L{FIRST} {LAST}")
    page.hide()
    first = made.worksheets()[0]
    first.write_comment("B2", f"{FIRST} {LAST} a téléphoné", {"author": LAST})
    first.insert_textbox("K2", f"Dossier de {FIRST} {LAST}")
    first.write_rich_string("K9", made.add_format({"bold": True}), "À ", day, "vérifier")
    first.write_formula("K10", f'=COUNTIF(B2:B5,"{LAST}")', None, 2)
    first.write_formula("K11", "=1+1", None, 2)
    first.data_validation("B20", {"validate": "list", "source": [LAST, "Garance"]})
    first.data_validation("F20", {"validate": "list", "source": ["CDD", "CDI"]})
    first.write_url("K12", f"mailto:{FIRST}@example.fr", string="écrire")
    first.autofilter("A1:I5")
    first.filter_column_list("B", [LAST])
    made.define_name("qui", f'="{LAST}"')
    made.set_properties({"author": f"{FIRST} {LAST}", "manager": LAST})
    if macros:
        made.add_vba_project(io.BytesIO(macros), is_stream=True)
    made.close()
    cache = f'<pivotCacheDefinition><sharedItems><s v="{LAST}"/></sharedItems></pivotCacheDefinition>'.encode()
    chain = f"<calcChain><!-- {LAST} --></calcChain>".encode()
    added = {"xl/pivotCache/pivotCacheDefinition1.xml": cache, "xl/calcChain.xml": chain, "customXml/item1.xml": cache}
    return _with_old_entry(repacked(out.getvalue(), **added))


def _with_old_entry(content: bytes) -> bytes:
    """The package after an entry that its directory no longer lists, as some writers leave one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as old:
        old.writestr("xl/worksheets/old.xml", f"<v>{FIRST} {LAST}</v>")
    start = out.getvalue()
    return start[: start.index(b"PK\x01\x02")] + content


def xls(sheets: Book) -> bytes:
    """The same as BIFF8, by xlwt."""
    made, day = xlwt.Workbook(encoding="utf-8"), xlwt.easyxf(num_format_str="DD/MM/YYYY")
    made.set_owner(LAST)
    for name, rows in sheets.items():
        page = made.add_sheet(name)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                page.write(at, column, value, day) if isinstance(value, dt.date) else page.write(at, column, value)
    page.visibility = 1
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def ods(sheets: Book) -> bytes:
    """The same as OpenDocument, with notes, an author, a thumbnail and a sheet name that Excel does not take."""
    document = OpenDocumentSpreadsheet()
    document.meta.addElement(Creator(text=f"{FIRST} {LAST}"))
    for name, rows in sheets.items():
        table = Table(name=name)
        for row in rows:
            line = TableRow()
            for value in row:
                if isinstance(value, dt.date):
                    cell = TableCell(valuetype="date", datevalue=value.isoformat())
                    cell.addElement(P(text=f"{value:%d/%m/%Y}"))
                elif isinstance(value, int):
                    cell = TableCell(valuetype="float", value=str(value))
                    cell.addElement(P(text=str(value)))
                else:
                    cell = TableCell(valuetype="string")
                    if value == LAST:
                        note = Annotation()
                        note.addElement(P(text=f"{FIRST} {LAST}"))
                        cell.addElement(note)
                    cell.addElement(P(text=str(value)))
                line.addElement(cell)
            table.addElement(line)
        document.spreadsheet.addElement(table)
    out = io.BytesIO()
    document.write(out)
    return repacked(out.getvalue(), **{"Thumbnails/thumbnail.png": LAST.encode()})


def xlsb(sheets: Book) -> bytes:
    """The same as Excel's binary workbook."""
    return binary_workbook(sheets, author=LAST)


WORKBOOKS: dict[str, Callable[[Book], bytes]] = {"xlsx": xlsx, "xlsm": xlsm, "xls": xls, "xlsb": xlsb, "ods": ods}


def delimited(rows: Rows, codec: str, separator: str = ";") -> bytes:
    """Rows as text in an encoding, with the mark that Windows writes where it has one."""
    lines = (separator.join(f"{v:%d/%m/%Y}" if isinstance(v, dt.date) else str(v) for v in row) for row in rows)
    mark = {"utf-8-sig": b"", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(codec, b"")
    return mark + ("\r\n".join(lines) + "\r\n").encode(codec)


def network(folder: Path, files: Mapping[str, Mapping[str, bytes]]) -> Path:
    """The epis.toml of a network with these files, by EPI and file name, on one day of 2015."""
    told = ['[network]\nname = "Essai"\nas_of = 2015-07-31\n']
    for epi, contents in files.items():
        told.append(
            f'[[epis]]\nid = "{epi}"\nname = "EPI de {epi}"\ncommune = "Die"\ninsee_code = "26113"\n'
            f'postcode = "26150"\ncontact = "{epi}@example.fr"\n'
        )
        for number, (name, content) in enumerate(contents.items()):
            (folder / epi).mkdir(exist_ok=True)
            (folder / epi / name).write_bytes(content)
            told.append(f'[[epis.sources]]\nname = "fichier-{number}"\npath = "{epi}/{name}"\n')
    path = folder / "epis.toml"
    path.write_text("".join(told), encoding="utf-8")
    return path


def unpacked(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file below a folder, as it lies and with all that is packed in it unpacked."""
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        yield from ((path, piece) for piece in _pieces(path))


def _pieces(path: Path) -> Iterator[bytes]:
    content = path.read_bytes()
    yield content
    if path.suffix == ".parquet":
        yield pl.read_parquet(path).write_csv().encode()
    elif path.suffix == ".duckdb":
        with duckdb.connect(str(path), read_only=True) as connection:
            for schema, name in connection.sql("SELECT schema_name, table_name FROM duckdb_tables()").fetchall():
                yield connection.sql(f'FROM "{schema}"."{name}"').pl().write_csv().encode()
    elif path.suffix == ".eml":
        for part in message_from_bytes(content, policy=policy.default).walk():
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                yield payload
                yield from _zipped(payload)
    yield from _zipped(content)


def _zipped(content: bytes) -> Iterator[bytes]:
    """What every local header of a zip leads to, listed in its directory or not."""
    at = content.find(b"PK\x03\x04")
    while at >= 0:
        method, _, _, _, size, _, n_name, n_extra = struct.unpack_from("<HHHIIIHH", content, at + 8)
        start = at + 30 + n_name + n_extra
        try:
            piece = zlib.decompressobj(-15).decompress(content[start:]) if method else content[start : start + size]
        except zlib.error:
            piece = b""
        yield piece
        yield from _zipped(piece) if piece.startswith(b"PK") else ()
        at = content.find(b"PK\x03\x04", at + 4)


def found_words(folder: Path, words: tuple[str, ...] = WORDS) -> set[tuple[str, str]]:
    """The words found in the files of a folder, with the file."""
    needles = [(word, word.encode(codec)) for word in words for codec in CODECS]
    return {(path.name, word) for path, piece in unpacked(folder) for word, needle in needles if needle in piece}


def cells(settings: Settings) -> list[TracedCell]:
    """The cells behind the contracts of one EPI."""
    with traced(settings, "contract_overview", {"epi_id": "die"}) as told:
        return list(told.cells())
