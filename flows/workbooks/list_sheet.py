"""The sheet « À corriger »: the decision, then every finding with a link to its cell."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from flows.workbooks.marks import Marks
from flows.workbooks.styles import Styles
from flows.workbooks.xml_bytes import MAIN, RELATIONS, escape, escaped
from schemas.letters import EXAMPLE
from schemas.list_sheet import (
    AS_IN_ROW,
    LIST_SHEET,
    LIST_SHEET_ADVICE,
    LIST_SHEET_HEADINGS,
    LIST_SHEET_MARK,
    MORE_FINDINGS,
    NOTHING_FOUND,
    SIGNS,
)
from schemas.wording import SEVERITIES, WHOLE_FILE
from transforms.raw import column_letter

LINKS_AT_MOST = 65_000  # Excel refuses a sheet with more than 65,530
LINES_AT_MOST = 200_000  # beyond, no spreadsheet opens it with ease, and the file would be refused as too large
TOLD_IN_FULL = 1_000
HEADER_ROW = 7
_COLUMNS = ("sign", "cell", "heading", "business_key", "value_read", "message", "advice", "why", "code")
_WIDTHS = (19, 21, 21, 19, 21, 40, 40, 34, 14)
_HEIGHT = 15
_SLICE = 5_000


def list_sheet(marks: Marks, styles: Styles) -> Iterator[bytes]:
    """The XML of the sheet, in pieces; its formats are added to ``styles`` before the first piece is asked for."""
    return _pieces(marks, _Formats(styles))


class _Formats:
    """The formats of the sheet, each with its index in the style sheet."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        line = '<bottom style="thin"><color rgb="FFD0D5DB"/></bottom>'
        self._rule = styles.added(b"borders", f"<border><left/><right/><top/>{line}<diagonal/></border>".encode())
        ink = '<sz val="{size}"/><color rgb="FF{colour}"/><name val="Calibri"/><family val="2"/>'
        plain = self._font(ink.format(size=11, colour="1A1A1A"))
        bold = self._font("<b/>" + ink.format(size=11, colour="1A1A1A"))
        white = self._font("<b/>" + ink.format(size=11, colour="FFFFFF"))
        self.title = self._format(self._font("<b/>" + ink.format(size=18, colour="1A1A1A")), 0, wraps=False)
        self.decision = self._format(self._font("<b/>" + ink.format(size=12, colour="1A1A1A")), 0, wraps=False)
        self.line = self._format(plain, 0, wraps=False)
        self.note = self._format(self._font("<i/>" + ink.format(size=10, colour="595959")), 0, wraps=False)
        self.header = self._format(white, self._fill("FF3B4A5A"))
        self.text = self._format(plain, 0)
        self.link = self._format(self._font("<u/>" + ink.format(size=11, colour="0B5394")), 0)
        fills = {"reject": "FFFFDADA", "warn": "FFFFF1CC", "info": "FFE8EEF4"}
        self.signs = {severity: self._format(bold, self._fill(colour)) for severity, colour in fills.items()}

    def _font(self, inside: str) -> int:
        return self._styles.added(b"fonts", f"<font>{inside}</font>".encode())

    def _fill(self, colour: str) -> int:
        pattern = f'<patternFill patternType="solid"><fgColor rgb="{colour}"/><bgColor indexed="64"/></patternFill>'
        return self._styles.added(b"fills", f"<fill>{pattern}</fill>".encode())

    def _format(self, font: int, fill: int, *, wraps: bool = True) -> int:
        """A format of text (49), so that nothing becomes a formula when somebody edits the cell."""
        wrap, border = (' wrapText="1"', self._rule) if wraps else ("", 0)
        xf = (
            f'<xf numFmtId="49" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" applyNumberFormat="1" '
            f'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="top"{wrap}/></xf>'
        )
        return self._styles.added(b"cellXfs", xf.encode())


def _pieces(marks: Marks, formats: _Formats) -> Iterator[bytes]:
    lines = _shortened(marks.lines.head(LINES_AT_MOST))
    last = HEADER_ROW + max(lines.height, 1)
    yield _start(last).encode()
    yield "".join(_head(marks, formats)).encode()
    row = HEADER_ROW
    for part in lines.iter_slices(_SLICE):
        yield "".join(_rows(part, row + 1, formats)).encode()
        row += part.height
    if marks.lines.height > lines.height:
        more = MORE_FINDINGS.format(n=marks.lines.height - lines.height)
        yield _row(row + 1, [(0, more, formats.note)]).encode()
    yield f'</sheetData><autoFilter ref="A{HEADER_ROW}:{column_letter(len(_COLUMNS) - 1)}{last}"/>'.encode()
    yield from _links(lines)
    yield (
        b'<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        b'<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _shortened(lines: pl.DataFrame) -> pl.DataFrame:
    """The lines, those that repeat a sentence once more after a thousand times referring to the first of them."""
    same = ("code", "message")
    row = pl.int_range(HEADER_ROW + 1, HEADER_ROW + 1 + pl.len())
    is_again = pl.int_range(pl.len()).over(same) >= TOLD_IN_FULL
    first = pl.format(AS_IN_ROW, row.min().over(same))
    return lines.with_columns(
        pl.when(is_again).then(first).otherwise("message").alias("message"),
        *(pl.when(~is_again).then(name).alias(name) for name in ("fix", "example", "why")),
    )


def _start(last: int) -> str:
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(_WIDTHS, 1)
    )
    below = HEADER_ROW + 1
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN.decode()}" '
        f'xmlns:r="{RELATIONS}"><sheetPr><tabColor rgb="FFB02A2B"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{column_letter(len(_COLUMNS) - 1)}{last}"/>'
        '<sheetViews><sheetView tabSelected="1" workbookViewId="0">'
        f'<pane ySplit="{HEADER_ROW}" topLeftCell="A{below}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft" activeCell="A{below}" sqref="A{below}"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>'
    )


def _head(marks: Marks, formats: _Formats) -> Iterator[str]:
    counts = " · ".join(f"{title} : {marks.counts[severity]}" for severity, title in SEVERITIES.items())
    yield _row(1, [(0, LIST_SHEET, formats.title)], 27)
    yield _row(2, [(0, marks.decision, formats.decision)], 18)
    yield _row(3, [(0, counts, formats.line)])
    yield _row(4, [(0, LIST_SHEET_ADVICE, formats.line)])
    yield _row(5, [(0, LIST_SHEET_MARK, formats.note)])
    yield _row(HEADER_ROW, [(n, heading, formats.header) for n, heading in enumerate(LIST_SHEET_HEADINGS)], 18)
    if marks.lines.is_empty():
        yield _row(HEADER_ROW + 1, [(0, NOTHING_FOUND, formats.text)])


def _row(number: int, cells: list[tuple[int, str, int]], height: int = _HEIGHT) -> str:
    written = (_cell(f"{column_letter(column)}{number}", style, escape(text)) for column, text, style in cells)
    return f'<row r="{number}" ht="{height}" customHeight="1">{"".join(written)}</row>'


def _cell(reference: str, style: int, text: str) -> str:
    """One cell that holds a text and can hold nothing else."""
    if not text:
        return f'<c r="{reference}" s="{style}"/>'
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f'<c r="{reference}" s="{style}" t="inlineStr"><is><t{space}>{text}</t></is></c>'


def _rows(lines: pl.DataFrame, first: int, formats: _Formats) -> Iterator[str]:
    place = pl.concat_str("sheet", pl.coalesce("cell", pl.lit("")), separator="!").str.strip_suffix("!")
    example = pl.when(pl.col("example") != "").then(pl.format("\n" + EXAMPLE, "example")).otherwise(pl.lit(""))
    shown = lines.select(
        "heading", "business_key", "value_read", "message", "why", "code",
        pl.col("severity").replace_strict(SIGNS).alias("sign"),
        pl.coalesce(place, pl.lit(WHOLE_FILE)).alias("cell"),
        pl.concat_str("fix", example).alias("advice"),
    )  # fmt: skip
    heights = shown.select(_height()).to_series()
    columns = [escaped(shown[name]) for name in _COLUMNS]
    together = zip(lines["severity"], lines["target"], heights, *columns, strict=True)
    for number, (severity, target, height, *texts) in enumerate(together):
        styles = [formats.signs[severity], formats.link if target else formats.text, *[formats.text] * 7]
        cells = (
            _cell(f"{column_letter(n)}{first + number}", style, text)
            for n, (style, text) in enumerate(zip(styles, texts, strict=True))
        )
        yield f'<row r="{first + number}" ht="{height}" customHeight="1">{"".join(cells)}</row>'


def _height() -> pl.Expr:
    """The height of a row in points, from its longest text: a row left to the spreadsheet may hide its end."""
    lines = pl.max_horizontal(
        (pl.col(name).str.len_chars() // width).fill_null(0) + pl.col(name).str.count_matches("\n").fill_null(0)
        for name, width in zip(_COLUMNS, _WIDTHS, strict=True)
    )
    return (lines + 1).clip(1, 26) * _HEIGHT + 2


def _links(lines: pl.DataFrame) -> Iterator[bytes]:
    """Links to the cells, the graver ones where a sheet cannot hold as many."""
    linked = lines.with_row_index("row", HEADER_ROW + 1).filter(
        pl.col("target").is_not_null(), pl.col("sheet").is_not_null()
    )
    linked = linked.head(LINKS_AT_MOST)
    if linked.is_empty():
        return
    sheets = pl.concat_str(pl.lit("'"), pl.col("sheet").str.replace_all("'", "''", literal=True), pl.lit("'!"))
    places = escaped(linked.select(pl.concat_str(sheets, "target").alias("place"))["place"])
    links = (f'<hyperlink ref="B{row}" location="{place}"/>' for row, place in zip(linked["row"], places, strict=True))
    yield f"<hyperlinks>{''.join(links)}</hyperlinks>".encode()
