"""One column of a table: its type, its values, and what there is to say of its cells."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from schemas.rules import RULES
from transforms.inspect.choice import choose
from transforms.inspect.evidence import evidence_of
from transforms.inspect.hints import hint_of
from transforms.inspect.reading import SUMMED, read_as
from transforms.inspect.seen import CellSeen, ColumnSeen, FindingSeen
from transforms.layout import Region
from transforms.raw import Kind
from transforms.values import rule_codes as rule

CELLS_AT_MOST = 1_000
_NO_VALUE = "LISTE-15"
LEFT_OUT = (rule.TIME_DROPPED, rule.WORDS_DROPPED, rule.DAY_DROPPED, rule.LABEL_DROPPED, rule.ROUNDED)


@dataclass(frozen=True)
class ColumnRead:
    """A column with its typed values, its text where some cell is unread, and its findings."""

    seen: ColumnSeen
    values: pl.Series
    raw: pl.Series | None
    findings: tuple[FindingSeen, ...]


def read_column(
    region: Region, letter: str, heading: str, name: str, rows: pl.Series, *, has_kinds: bool
) -> ColumnRead:
    """Read one column of a region at ``rows``; ``has_kinds`` says that a spreadsheet gave its cells their kinds."""
    sheet = region.sheet
    place = rows.cast(pl.Int64) - sheet.first_row
    text = sheet.text[letter].gather(place)
    kinds = sheet.kinds(letter).gather(place) if has_kinds else None
    evidence = evidence_of(text, kinds)
    hint = hint_of(heading)
    kind = choose(evidence, hint)
    is_percent = kind == "rate" and evidence.typed(Kind.PERCENT) >= 0.5
    read = read_as(kind, text, lambda: sheet.kinds(letter).gather(place), is_percent=is_percent)
    code = read.refused.fill_null(read.repaired)
    if kind == "siren" and hint.names == "siret":
        code = code.set(code.is_null() & read.value.is_not_null(), rule.SIREN_FOR_SIRET)
    unread = text.is_not_null() & read.value.is_null()
    if sheet.facts.uncalculated:
        missing = _uncalculated(region, letter, rows) & text.is_null()
        code, unread = code.set(missing, _NO_VALUE), unread | missing
    total = None if hint.is_no_sum else _sum(kind, read.value)
    seen = ColumnSeen(heading, letter, name, kind, read.value.count(), int(unread.sum()), total)
    findings = _findings(sheet.name, letter, heading, rows, code, text)
    is_whole = not unread.any() and not any(finding.code in LEFT_OUT for finding in findings)
    return ColumnRead(seen, read.value.alias(name), None if is_whole else text.alias(f"{name}__raw"), findings)


def _uncalculated(region: Region, letter: str, rows: pl.Series) -> pl.Series:
    """Whether each row holds, in this column, a formula that was never calculated."""
    places = [row for row, column in region.sheet.facts.uncalculated if column == letter]
    return rows.is_in(pl.Series(places, dtype=pl.UInt32).implode())


def _sum(kind: str, values: pl.Series) -> Decimal | None:
    if kind not in SUMMED or not values.count():
        return None
    if values.dtype == pl.Int64:
        values = values.cast(pl.Decimal(38, 0))
    total = values.sum()
    return total if isinstance(total, Decimal) else None


def _findings(
    sheet: str, letter: str, heading: str, rows: pl.Series, code: pl.Series, text: pl.Series
) -> tuple[FindingSeen, ...]:
    """One finding for each code met in the column, with its first cells."""
    if code.null_count() == len(code):
        return ()
    met = pl.DataFrame({"row": rows, "code": code, "text": text}).filter(pl.col("code").is_not_null())
    found = []
    for (met_code,), cells in met.group_by("code", maintain_order=True):
        name = str(met_code)
        said = RULES[name]
        first = cells.head(CELLS_AT_MOST)
        shown = tuple(CellSeen(f"{letter}{row}", value) for row, _, value in first.iter_rows())
        found.append(
            FindingSeen(
                name, said.severity, said.what, sheet, first["row"][0], letter, heading or None, cells.height, shown
            )
        )
    return tuple(found)
