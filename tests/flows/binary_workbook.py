"""A small xlsb, written record by record after [MS-XLSB]: no library writes the format."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
from collections.abc import Mapping

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EPOCH = dt.date(1899, 12, 30)
_ROW, _REAL, _INLINE, _FORMAT, _STYLE = 0, 5, 6, 44, 47


def binary_workbook(sheets: Mapping[str, list[list[object]]], author: str) -> bytes:
    """These sheets, the last one hidden, days as numbers in a format of days."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _relations({"rId1": ("officeDocument", "xl/workbook.bin")}))
        package.writestr("docProps/core.xml", f"<creator>{author}</creator>")
        names = list(sheets)
        targets = {f"rId{n}": ("worksheet", f"worksheets/sheet{n}.bin") for n, _ in enumerate(names, 1)}
        package.writestr("xl/_rels/workbook.bin.rels", _relations(targets | {"rIdS": ("styles", "styles.bin")}))
        listed = b"".join(
            _record(156, struct.pack("<II", int(n == len(names)), n) + _wide(f"rId{n}") + _wide(name))
            for n, name in enumerate(names, 1)
        )
        package.writestr("xl/workbook.bin", _record(131) + _record(143) + listed + _record(144) + _record(132))
        package.writestr("xl/styles.bin", _styles())
        for number, rows in enumerate(sheets.values(), 1):
            package.writestr(f"xl/worksheets/sheet{number}.bin", _sheet(rows))
    return out.getvalue()


def _sheet(rows: list[list[object]]) -> bytes:
    width = max(map(len, rows))
    body = [_record(129), _record(148, struct.pack("<IIII", 0, len(rows) - 1, 0, width - 1)), _record(145)]
    for number, row in enumerate(rows):
        body.append(_record(_ROW, struct.pack("<II", number, 0) + bytes(9)))
        for column, value in enumerate(row):
            is_day = isinstance(value, dt.date)
            head = struct.pack("<II", column, int(is_day))
            if isinstance(value, dt.date):
                body.append(_record(_REAL, head + struct.pack("<d", (value - _EPOCH).days)))
            elif isinstance(value, int):
                body.append(_record(_REAL, head + struct.pack("<d", value)))
            else:
                body.append(_record(_INLINE, head + _wide(str(value))))
    return b"".join([*body, _record(146), _record(130)])


def _styles() -> bytes:
    """Two cell formats: the usual one, and days."""
    formats = struct.pack("<I", 2)
    plain, days = (struct.pack("<HH", 0, number) + bytes(12) for number in (0, 14))
    return b"".join(
        [_record(278), _record(617, formats), _record(_STYLE, plain), _record(_STYLE, days), _record(618), _record(279)]
    )


def _record(kind: int, body: bytes = b"") -> bytes:
    return _seven_bits(kind) + _seven_bits(len(body)) + body


def _seven_bits(number: int) -> bytes:
    out = bytearray()
    while True:
        byte, number = number & 0x7F, number >> 7
        out.append(byte | (0x80 if number else 0))
        if not number:
            return bytes(out)


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="{identifier}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for identifier, (kind, target) in targets.items()
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'
    )
