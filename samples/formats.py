"""Writers that give the same bytes each time: xlsx, xls, ods and csv."""

import datetime as dt
import io
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter
import xlwt

Cells = list[list[Any]]
_MADE = dt.datetime(2015, 8, 3, 9, 0)
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"


def write_xlsx(path: Path, sheets: dict[str, Cells], hidden_columns: str = "") -> None:
    """A workbook with true dates and numbers."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": _MADE})
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        euros = workbook.add_format({"num_format": "#,##0.00\\ €"})
        bold = workbook.add_format({"bold": True, "bg_color": "#DDEBF7"})
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            sheet.set_column(0, 20, 18)
            if hidden_columns:
                sheet.set_column(hidden_columns, 18, None, {"hidden": True})
            header = max(range(min(4, len(rows))), key=lambda n: sum(c is not None for c in rows[n]))
            for i, row in enumerate(rows):
                for j, cell in enumerate(row):
                    if isinstance(cell, dt.date):
                        sheet.write_datetime(i, j, dt.datetime.combine(cell, dt.time()), day)
                    elif isinstance(cell, Decimal):
                        sheet.write_number(i, j, float(cell), euros if cell.as_tuple().exponent == -2 else None)
                    elif cell is not None:
                        sheet.write_string(i, j, cell, bold if i == header else None)
    path.write_bytes(content.getvalue())


def write_xls(path: Path, sheets: dict[str, Cells]) -> None:
    """An old workbook with true dates and numbers."""
    workbook = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for name, rows in sheets.items():
        sheet = workbook.add_sheet(name)
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    sheet.write(i, j, cell, day)
                elif cell is not None:
                    sheet.write(i, j, float(cell) if isinstance(cell, Decimal) else cell)
    content = io.BytesIO()
    workbook.save(content)
    path.write_bytes(content.getvalue())


def write_ods(path: Path, sheets: dict[str, Cells]) -> None:
    """An OpenDocument workbook."""
    tables = "".join(
        f'<table:table table:name="{escape(name)}">{"".join(_ods_row(row) for row in rows)}</table:table>'
        for name, rows in sheets.items()
    )
    names = "".join(f' xmlns:{n}="{_OFFICE}{n}:1.0"' for n in ("office", "table", "text"))
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{names} office:version="1.2"><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{p}" manifest:media-type="{t}"/>'
        for p, t in (("/", kind), ("content.xml", "text/xml"))
    )
    manifest = (
        f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="{_OFFICE}manifest:1.0" '
        f'manifest:version="1.2">{entries}</manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w") as package:
        for name, text in (
            ("mimetype", kind),
            ("content.xml", document),
            ("META-INF/manifest.xml", manifest),
        ):
            info = zipfile.ZipInfo(name, (2015, 8, 3, 9, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(info, text)


def _ods_row(row: list[Any]) -> str:
    return f"<table:table-row>{''.join(_ods_cell(cell) for cell in row)}</table:table-row>"


def _ods_cell(cell: Any) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, dt.date):
        kind, shown = f'office:value-type="date" office:date-value="{cell.isoformat()}"', f"{cell:%d/%m/%Y}"
    elif isinstance(cell, Decimal):
        kind, shown = f'office:value-type="float" office:value="{cell}"', str(cell).replace(".", ",")
    else:
        kind, shown = 'office:value-type="string"', str(cell)
    return f"<table:table-cell {kind}><text:p>{escape(shown)}</text:p></table:table-cell>"


def write_csv(path: Path, rows: Cells) -> None:
    """A French CSV: cp1252, semicolons, decimal commas, CRLF."""
    lines = (";".join(_csv_cell(cell) for cell in row) for row in rows)
    path.write_bytes("".join(f"{line}\r\n" for line in lines).encode("cp1252"))


def _csv_cell(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, dt.date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, Decimal):
        whole, _, cents = f"{cell:,.2f}".partition(".")
        return f"{whole.replace(',', chr(0xA0))},{cents} €" if cell.as_tuple().exponent == -2 else str(cell)
    return f'"{cell}"' if any(c in cell for c in ';"') else str(cell)
