"""What a verdict says of the cells of one workbook: the lines of « À corriger », and what each cell is marked with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from flows.told import as_shown, decision
from schemas.letters import COMMENT, EXAMPLE
from schemas.rules import RULES
from schemas.wording import ROW, SEVERITIES
from transforms.raw import column_index, column_letter
from transforms.safe_text import excel_text
from transforms.verdict import Verdict

COMMENTS_AT_MOST = 1000


@dataclass(frozen=True)
class CellMark:
    """One cell to colour, and its comment where it has one; the row is 1-based, the column 0-based."""

    row: int
    column: int
    severity: str
    comment: str | None

    @property
    def reference(self) -> str:
        """The address, such as D7."""
        return f"{column_letter(self.column)}{self.row}"


@dataclass(frozen=True)
class Marks:
    """What is said of one file.

    ``lines`` has one row a finding, those to correct first: severity, sheet, target (the cell to go to), cell, heading,
    business_key, value_read, message, fix, example, why, code. ``cells`` are the marked cells by sheet.
    """

    decision: str
    counts: Mapping[str, int]
    lines: pl.DataFrame
    cells: Mapping[str, tuple[CellMark, ...]] = field(repr=False)


def marks_of(verdict: Verdict, delivery_id: str, sheet_names: Mapping[str, str]) -> Marks:
    """The marks of one delivery; ``sheet_names`` tells the sheets that bear another name in the workbook given back."""
    mine = pl.col("delivery_id") == delivery_id
    order = pl.col("severity").replace_strict({name: n for n, name in enumerate(SEVERITIES)}, return_dtype=pl.UInt8)
    lines = _lines(verdict.findings.filter(mine), verdict.columns.filter(mine), sheet_names)
    lines = lines.sort(order, pl.col("sheet").is_not_null(), maintain_order=True)
    counts = {name: int((lines["severity"] == name).sum()) for name in SEVERITIES}
    return Marks(decision(verdict.files.filter(mine).row(0, named=True)), counts, lines, _cells(lines))


def _lines(findings: pl.DataFrame, columns: pl.DataFrame, sheet_names: Mapping[str, str]) -> pl.DataFrame:
    letters = pl.DataFrame(
        [(letter, column_index(letter)) for letter in columns["column_letter"].unique()],
        schema={"column_letter": pl.String, "index": pl.UInt32}, orient="row",
    )  # fmt: skip
    first = columns.join(letters, on="column_letter").sort("index").unique("sheet", keep="first")
    first = first.select("sheet", pl.col("column_letter").alias("first_letter"))
    said = {
        name: pl.col("code").replace_strict({code: getattr(rule, name) for code, rule in RULES.items()})
        for name in ("fix", "example", "why")
    }
    letter = pl.coalesce("column_letter", "first_letter", pl.lit("A"))
    return findings.join(first, on="sheet", how="left", maintain_order="left").select(
        "severity",
        pl.col("sheet").replace(dict(sheet_names)),
        pl.when(pl.col("row_number").is_not_null()).then(letter).alias("letter"),
        pl.col("row_number"),
        pl.concat_str(letter, pl.col("row_number")).alias("target"),
        pl.coalesce("cell", pl.format(ROW, "row_number")).alias("cell"),
        "heading",
        as_shown(pl.col("business_key")).alias("business_key"),
        as_shown(pl.col("value_read")).alias("value_read"),
        "message",
        *(expression.alias(name) for name, expression in said.items()),
        "code",
    )


def _cells(lines: pl.DataFrame) -> dict[str, tuple[CellMark, ...]]:
    """One mark a cell to correct or to verify; the first cells have a comment."""
    example = pl.when(pl.col("example") != "").then(pl.format("\n" + EXAMPLE, "example")).otherwise(pl.lit(""))
    title = pl.col("severity").replace_strict(SEVERITIES)
    text = pl.format(COMMENT, title, "message", "fix", example, "code")
    marked = (
        lines.filter(pl.col("severity") != "info", pl.col("sheet").is_not_null(), pl.col("row_number").is_not_null())
        .with_columns(excel_text(text).alias("text"))
        .group_by("sheet", "row_number", "letter", maintain_order=True)
        .agg(pl.col("severity").first(), pl.col("text").unique(maintain_order=True).str.join("\n\n"))
        .with_row_index("rank")
    )
    columns = {letter: column_index(letter) for letter in marked["letter"].unique()}
    found: dict[str, list[CellMark]] = {}
    # A loop over the marked cells, each of which is written one by one into the XML of its row.
    for rank, sheet, row, letter, severity, told in marked.iter_rows():
        comment = told if rank < COMMENTS_AT_MOST else None
        found.setdefault(sheet, []).append(CellMark(row, columns[letter], severity, comment))
    return {sheet: tuple(cells) for sheet, cells in found.items()}
