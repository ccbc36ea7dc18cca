"""Workbooks laid out in two hundred ways, whose truth is known by construction."""

import hashlib
from collections.abc import Iterator
from decimal import Decimal

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import DELIVERED
from tests.transforms.layouts import sheet_of, whole
from tests.workbook_files import NAMES, cells_of, file_of
from tests.workbooks import Messy, Placed, messy
from transforms.judge import judge
from transforms.layout import explore
from transforms.verdict import Profile, Threshold, Verdict

LAYOUTS, READ_RIGHT = 200, 196
_NO_LIMIT = {name: Threshold(rate=None) for name in DELIVERED}


def verdict(content: bytes, kind: str) -> Verdict:
    epi = Profile("die", thresholds=_NO_LIMIT)
    return judge(content, NAMES[kind], epi, hashlib.sha256(content).hexdigest(), b"k" * 32, "v")


def test_nearly_every_layout_is_read_without_configuration() -> None:
    wrong = {seed: said for seed in range(LAYOUTS) if (said := list(differences(messy(seed))))}
    assert LAYOUTS - len(wrong) >= READ_RIGHT, wrong


def differences(made: Messy) -> Iterator[str]:
    """What the verdict on a workbook makes of it that is not true of it."""
    content = file_of(made)
    found = verdict(content, made.kind)
    for placed in made.placed:
        placed.sheet = "fichier" if made.kind == "csv" else placed.sheet
        yield from _rows(placed, found.accepted[placed.table])
        yield from _columns(placed, found)
        yield from _cells(placed, found)
    hidden = sum(len(sheet.hidden_rows) for sheet in made.sheets)
    told = found.findings.filter(pl.col("code") == "ENTETE-09")["message"].str.extract(r"(\d+)").cast(pl.Int64).sum()
    if told != hidden:
        yield f"{told} hidden rows told of {hidden}"


def _rows(placed: Placed, accepted: pl.DataFrame) -> Iterator[str]:
    """Rows accepted that are not the right ones, values that are not theirs, sums that differ."""
    stored = [
        name
        for name, column in DELIVERED[placed.table].stored_columns.items()
        if column.kind in ("date", "eur", "identifier")
    ]
    mine = accepted.filter(pl.col("sheet") == placed.sheet)
    read = {row.pop("row_number"): row for row in mine.select("row_number", *stored).to_dicts()}
    if set(read) != set(placed.rows):
        yield f"{placed.table}: rows {sorted(set(read) ^ set(placed.rows))}"
        return
    for number, values in placed.rows.items():
        for name in stored:
            if name in values and read[number][name] != values[name]:
                yield f"{placed.table} row {number} {name}: {read[number][name]} for {values[name]}"
    for name in stored:
        if DELIVERED[placed.table].columns[name].kind == "eur":
            sums = [
                sum((row.get(name) or Decimal(0) for row in rows.values()), Decimal(0)) for rows in (read, placed.rows)
            ]
            if sums[0] != sums[1]:
                yield f"{placed.table} {name}: sum {sums[0]} for {sums[1]}"


def _columns(placed: Placed, found: Verdict) -> Iterator[str]:
    """Columns read as another, and columns lost without a word."""
    here = found.columns.filter((pl.col("sheet") == placed.sheet) & (pl.col("table_name") == placed.table))
    read = dict(here.drop_nulls("column_name").select("column_letter", "column_name").iter_rows())
    told = set(found.findings.filter(pl.col("sheet") == placed.sheet)["column_letter"])
    for letter, name in placed.columns.items():
        if name != read.get(letter) and not (name is None and letter in told):
            yield f"{placed.table} column {letter}: {read.get(letter)} for {name}"


def _cells(placed: Placed, found: Verdict) -> Iterator[str]:
    """Bad cells and wrong totals not told, or told elsewhere."""
    here = found.findings.filter((pl.col("sheet") == placed.sheet) & (pl.col("table_name") == placed.table))
    totals = set(here.filter(pl.col("code") == "ENTETE-07")["cell"])
    if totals != placed.bad_totals:
        yield f"{placed.table}: totals {totals} for {placed.bad_totals}"
    rejected = set(here.filter(pl.col("severity") == "reject")["cell"])
    if rejected != placed.bad_cells:
        yield f"{placed.table}: cells {rejected} for {placed.bad_cells}"


@settings(max_examples=40)
@given(st.integers(1_000, 1_000_000))
def test_each_row_is_accounted_for_and_each_finding_quotes_the_cell_at_its_address(seed: int) -> None:
    made = messy(seed)
    content = file_of(made)
    found, cells = verdict(content, made.kind), cells_of(content, made.kind)
    counts = found.files.select("n_rows_read", "n_rows_accepted", "n_rows_set_aside", "n_rows_ignored").row(0)
    assert counts[0] == sum(counts[1:])
    for row in found.findings.filter(pl.col("cell").is_not_null()).iter_rows(named=True):
        shown = cells[row["sheet"], row["cell"]].strip()
        assert row["value_read"] is None or _same(shown, row["value_read"].strip())
        if row["value_read"] is None and row["heading"] and row["code"] in ("ENTETE-02", "ENTETE-03", "ENTETE-04"):
            assert shown in row["heading"]


def _same(shown: str, quoted: str) -> bool:
    """Whether a second reader shows what is quoted; numbers may be written in another way."""
    try:
        return shown == quoted or Decimal(shown) == Decimal(quoted)
    except ArithmeticError:
        return False


CELL = st.sampled_from(
    [
        None,
        None,
        "Nom",
        "Total",
        "12,5",
        "2014-01-01 00:00:00",
        "Léa D.",
        "C-1",
        "une phrase de sept mots bien comptés",
        "-",
    ]
)


@settings(max_examples=200)
@given(st.lists(st.lists(CELL, min_size=1, max_size=7), min_size=1, max_size=14))
def test_each_row_of_any_sheet_is_data_of_a_table_or_ignored_with_a_reason(rows: list[list[str | None]]) -> None:
    sheet = sheet_of(rows)
    assert whole(explore(sheet), sheet.text.height)
