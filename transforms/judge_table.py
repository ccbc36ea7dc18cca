"""The verdict on one declared table over every delivery that holds it."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from schemas import TABLES
from schemas.table import Table
from transforms.blocked_rows import TWICE, blocking_codes, rows_unread, with_blame, without_doubled
from transforms.derived import with_derived
from transforms.finding import column_params, complete_findings, findings_frame, sentence, with_severity
from transforms.named_people import people_of
from transforms.needed_columns import NEEDED, needed_columns, without_needed
from transforms.normalise import Block, Normalised, normalise
from transforms.old_levels import settle_old_levels
from transforms.permanent_posts import settle_permanent_posts
from transforms.repeated_rows import repeated_rows, said_of_repeated, without_repeated
from transforms.table_verdict import TableVerdict
from transforms.totals import WRONG_TOTAL, wrong_totals
from transforms.validate import validate
from transforms.verdict import IGNORED_SHAPE, Submission

_QUARANTINE = {name: column.dtype for name, column in TABLES["quarantine"].columns.items()}


def judge_table(
    name: str, blocks: Sequence[Block], submissions: Sequence[Submission], secret: bytes, rules_version: str
) -> TableVerdict:
    """Normalise and validate every block of one table at once, and split its rows."""
    settled = settle_old_levels(settle_permanent_posts(normalise(name, blocks), submissions))
    whole = with_derived(settled, secret)
    repeated = repeated_rows(whole, blocks, rows_unread(whole, blocks))
    normalised = without_repeated(whole, repeated)
    declared = normalised.declared
    owners = _owners(blocks, submissions)
    columns = _columns(declared, blocks, owners)
    broken = with_blame(validate(normalised, rows_unread(normalised, blocks)), normalised, blocks)
    breaches = without_doubled(with_severity(broken, submissions[0].epi.severities), normalised, blocks)
    breaches = without_needed(breaches, normalised, blocks)
    codes = blocking_codes(normalised, blocks, breaches)
    place = normalised.place.join(owners, on="block", how="left", maintain_order="left")
    bad = codes["index"]
    good_rows = pl.Series("i", range(place.height), dtype=pl.UInt32)
    good_rows = good_rows.filter(~good_rows.is_in(bad.implode()))
    accepted = _accepted(normalised, place, good_rows)
    told = breaches.filter(~pl.col("code").is_in([TWICE, NEEDED]))
    notes = [*needed_columns(breaches, normalised, owners), *said_of_repeated(repeated, blocks, owners)]
    cells, totals = _findings(normalised, place, told, columns), _totals(whole, blocks, owners, columns)
    findings = pl.concat([findings_frame(notes).with_columns(is_private=False), cells, totals])
    set_aside = _with_cells(_set_aside(normalised, place, codes, rules_version), findings)
    return TableVerdict(
        name, accepted, set_aside, _tables(declared, blocks, owners, place, bad), columns, findings,
        _ignored(normalised, owners), people_of(normalised, place, good_rows), rules_version, _beside(blocks),
    )  # fmt: skip


def _beside(blocks: Sequence[Block]) -> frozenset[int]:
    alone = {block.delivery for block in blocks if block.table.host is None}
    return frozenset(block.delivery for block in blocks) - alone


def _owners(blocks: Sequence[Block], submissions: Sequence[Submission]) -> pl.DataFrame:
    rows = [
        (number, submissions[b.delivery].epi.epi_id, submissions[b.delivery].delivery_id,
         submissions[b.delivery].filename, b.table.sheet.name, b.table.header_row)
        for number, b in enumerate(blocks)
    ]  # fmt: skip
    shape = {
        "block": pl.UInt32, "epi_id": pl.String, "delivery_id": pl.String, "filename": pl.String, "sheet": pl.String,
        "header_row": pl.Int64,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=shape, orient="row")


def _accepted(normalised: Normalised, place: pl.DataFrame, rows: pl.Series) -> pl.DataFrame:
    """The rows as they are stored; a column of which the files hold nothing is not gathered."""
    values, stored = normalised.values, normalised.declared.stored_columns
    held = [values[name] for name in stored if name in values.columns and values[name].null_count() < values.height]
    given = place.select("epi_id", "delivery_id", "sheet", "row_number", "delivery").with_columns(held)
    frame = given if len(rows) == given.height else given[rows]
    nothing = [pl.lit(None).alias(name) for name in stored if name not in frame.columns]
    return frame.with_columns(nothing).select(
        "delivery", *(pl.col(name).cast(column.dtype) for name, column in stored.items())
    )


def _set_aside(normalised: Normalised, place: pl.DataFrame, codes: pl.DataFrame, rules_version: str) -> pl.DataFrame:
    declared, rows = normalised.declared, codes["index"]
    texts = normalised.text[rows]
    uncut = codes["codes"].str.contains(r"\bFICHIER-")  # the cells of such a row are not where they seem
    amount = normalised.values[declared.amount][rows].set(uncut, None) if declared.amount else pl.lit(None)
    stored = [name for name, column in declared.read_columns.items() if column.is_stored]
    frame = place[rows].with_columns(
        pl.lit(declared.name).alias("table_name"),
        codes["codes"],
        texts[declared.key[-1]].alias("business_key"),
        amount.alias("amount_eur"),
        texts.select(stored).to_struct("v").struct.json_encode().alias("values_json"),
        pl.lit(rules_version).alias("rules_version"),
    )
    return frame.select(
        "delivery", *(pl.col(name).cast(dtype) for name, dtype in _QUARANTINE.items() if name != "cells")
    )


def _with_cells(set_aside: pl.DataFrame, findings: pl.DataFrame) -> pl.DataFrame:
    """The rows set aside, with the addresses of the cells that set them aside."""
    row = ["epi_id", "delivery_id", "sheet", "row_number"]
    told = findings.filter(pl.col("severity") == "reject").drop_nulls("cell")
    cells = told.group_by(row).agg(pl.col("cell").unique(maintain_order=True).str.join(", ").alias("cells"))
    joined = set_aside.join(cells, on=row, how="left", maintain_order="left")
    return joined.select("delivery", *_QUARANTINE)


def _columns(declared: Table, blocks: Sequence[Block], owners: pl.DataFrame) -> pl.DataFrame:
    rows = [(n, m.column, m.heading, m.field, m.how) for n, b in enumerate(blocks) for m in b.table.matches]
    shape = {"block": pl.UInt32} | dict.fromkeys(("column_letter", "heading", "column_name", "matched"), pl.String)
    matched = pl.DataFrame(rows, schema=shape, orient="row").join(owners, on="block", how="left", maintain_order="left")
    matched = matched.with_columns(pl.lit(declared.name).alias("table_name"))
    return matched.select(list(TABLES["delivery_columns"].columns))


def _tables(
    declared: Table, blocks: Sequence[Block], owners: pl.DataFrame, place: pl.DataFrame, bad: pl.Series
) -> pl.DataFrame:
    is_bad = pl.int_range(place.height, dtype=pl.UInt32).is_in(bad.implode())
    counted = place.with_columns(is_bad.alias("bad")).group_by("block").agg(
        (~pl.col("bad")).sum().alias("n_rows_accepted"), pl.col("bad").sum().alias("n_rows_set_aside")
    )  # fmt: skip
    ends = pl.Series("last_row", [b.table.last_row for b in blocks], dtype=pl.Int64)
    frame = owners.with_columns(ends, pl.lit(declared.name).alias("table_name"))
    frame = frame.join(counted, on="block", how="left", maintain_order="left").fill_null(0)
    shape = TABLES["delivery_tables"].columns
    return frame.select(pl.col(name).cast(column.dtype) for name, column in shape.items())


def _ignored(normalised: Normalised, owners: pl.DataFrame) -> pl.DataFrame:
    joined = normalised.ignored.join(owners, on="block", how="left", maintain_order="left")
    return joined.select(pl.col(name).cast(dtype) for name, dtype in IGNORED_SHAPE.items())


def _findings(
    normalised: Normalised, place: pl.DataFrame, breaches: pl.DataFrame, columns: pl.DataFrame
) -> pl.DataFrame:
    declared = normalised.declared
    where = place.with_row_index("index").with_columns(normalised.text[declared.key[-1]].alias("business_key"))
    frame = breaches.join(where, on="index", how="left", maintain_order="left")
    frame = _with_letters(frame, columns)
    pairs = breaches.select("code", "column_name").unique()
    said = [(c, n, _said(declared, c, n), not declared.columns[n].is_stored) for c, n in pairs.iter_rows()]
    shape = {"code": pl.String, "column_name": pl.String, "message": pl.String, "is_private": pl.Boolean}
    frame = frame.join(
        pl.DataFrame(said, schema=shape, orient="row"),
        on=["code", "column_name"],
        how="left",
        maintain_order="left",
    )
    frame = frame.with_columns(pl.lit(declared.name).alias("table_name")).sort("index", "column_letter", "code")
    return complete_findings(frame).with_columns(frame["is_private"])


def _totals(
    normalised: Normalised, blocks: Sequence[Block], owners: pl.DataFrame, columns: pl.DataFrame
) -> pl.DataFrame:
    """The findings of totals that do not fit the rows above them."""
    wrong = wrong_totals(normalised, blocks).join(owners, on="block", how="left", maintain_order="left")
    said = {"code": WRONG_TOTAL, "table_name": normalised.declared.name}
    frame = with_severity(_with_letters(wrong, columns).with_columns(pl.lit(v).alias(n) for n, v in said.items()), {})
    return complete_findings(frame).with_columns(pl.lit(value=False).alias("is_private"))


def _with_letters(frame: pl.DataFrame, columns: pl.DataFrame) -> pl.DataFrame:
    """The cells' column letters and headings, from the columns that each table was read from."""
    on = ["epi_id", "delivery_id", "sheet", "header_row", "column_name"]
    letters = columns.select(*on, "column_letter", "heading").drop_nulls("column_name").unique(on)
    return frame.join(letters, on=on, how="left", maintain_order="left")


def _said(declared: Table, code: str, name: str) -> str:
    key = " + ".join(declared.columns[k].title for k in declared.key if k != "epi_id")
    return sentence(code, {**column_params(declared.columns[name]), "key": key})
