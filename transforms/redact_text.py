"""The copy of a delimited text with some cells erased, in its encoding, every other line as it was."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection

from schemas.wording import ERASED
from transforms.raw import DeliveryError, RawBook, RawSheet, column_index
from transforms.read import read
from transforms.read.encoding import decode
from transforms.read.separator import split_declaration

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def text_copy(content: bytes, redacted: RawBook, cells: Collection[str]) -> bytes:
    """The text without the cells at these addresses; where its lines are not its rows, all of it written anew."""
    copy = _patched(content, redacted.separator or ";", cells)
    return copy if copy is not None and _holds(copy, redacted.sheets[0]) else _anew(redacted.sheets[0])


def _patched(content: bytes, separator: str, cells: Collection[str]) -> bytes | None:
    """The text with the lines of these cells written again; None where its bytes or its quotes are not plain."""
    decoded = decode(content)
    mark = next((mark for mark in _MARKS if content.startswith(mark)), b"")
    codec = decoded.encoding.removesuffix("-sig")
    try:
        if mark + decoded.text.encode(codec) != content:
            return None
        _, rest = split_declaration(decoded.text)
        pieces = [decoded.text[: len(decoded.text) - len(rest)], *_lines(rest, separator, _columns(cells))]
        return mark + "".join(pieces).encode(codec)
    except (UnicodeEncodeError, csv.Error):
        return None


def _columns(cells: Collection[str]) -> dict[int, set[int]]:
    """The columns to erase, from 0, by row from 1."""
    columns: dict[int, set[int]] = {}
    for cell in cells:
        letters = cell.rstrip("0123456789")
        columns.setdefault(int(cell[len(letters) :]), set()).add(column_index(letters))
    return columns


def _lines(text: str, separator: str, columns: dict[int, set[int]]) -> list[str]:
    lines = io.StringIO(text, newline="").readlines()
    pieces: list[str] = []
    reader = csv.reader(lines, delimiter=separator)
    first = 0
    for row, record in enumerate(reader, 1):
        written = "".join(lines[first : reader.line_num])
        first = reader.line_num
        if row in columns:
            end = written[len(written.rstrip("\r\n")) :]
            out = io.StringIO(newline="")
            fields = [ERASED if at in columns[row] else field for at, field in enumerate(record)]
            csv.writer(out, delimiter=separator, lineterminator="").writerow(fields)
            written = out.getvalue() + end
        pieces.append(written)
    return pieces


def _holds(copy: bytes, sheet: RawSheet) -> bool:
    try:
        return read(copy, "").sheets[0].text.equals(sheet.text)
    except DeliveryError:
        return False


def _anew(sheet: RawSheet) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([[""] * sheet.text.width] * (sheet.first_row - 1))
    writer.writerows([value or "" for value in line] for line in sheet.text.iter_rows())
    return out.getvalue().encode("utf-8-sig")
