"""Every file of the shared corpus is understood as `truth.json` says, knowing nothing of who sent it."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.transforms.read_files import CORPUS
from transforms.inspect import ColumnSeen, Inspection, TableSeen, inspect_file

pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not on this machine")
TRUTH: list[dict[str, Any]] = json.loads((CORPUS / "truth.json").read_text()) if CORPUS.exists() else []
FAILURES: dict[str, str] = json.loads((Path(__file__).parent / "corpus_failures.json").read_text())


@cache
def seen(path: str) -> Inspection:
    return inspect_file((CORPUS / path).read_bytes(), Path(path).name, with_frames=True)


def deviations(truth: dict[str, Any]) -> list[str]:
    """What differs between a file as understood and the truth about it; nothing when it is right."""
    inspection, kind = seen(truth["path"]), truth["kind"]
    if kind in ("refuse", "nottable"):
        return [] if inspection.verdict == "refused" and inspection.message else ["not refused"]
    if kind == "any":
        return [] if inspection.verdict == "read" or inspection.message else ["refused without a reason"]
    if inspection.verdict == "refused":
        return [f"refused: {inspection.message}"]
    if kind == "multi" and len(inspection.sheets) != truth["sheets"]:
        return ["a sheet is not named"]
    table = table_with(inspection, truth)
    return ["no table with these headings"] if table is None else _of_table(table, truth, inspection)


def table_with(inspection: Inspection, truth: dict[str, Any]) -> TableSeen | None:
    wanted = [name for name in truth.get("cols", []) if name != "<none>"]
    tables = [table for sheet in inspection.sheets for table in sheet.tables]
    return next((t for t in tables if set(wanted) <= {c.heading for c in t.columns}), None)


def column_of(table: TableSeen, name: str | int) -> ColumnSeen:
    columns = table.columns
    return columns[name] if isinstance(name, int) else next(c for c in columns if c.heading == name)


def frame_of(table: TableSeen) -> pl.DataFrame:
    assert table.frame is not None
    return table.frame


def _of_table(table: TableSeen, truth: dict[str, Any], inspection: Inspection) -> list[str]:
    found = []
    if truth.get("rows") is not None and table.n_rows != truth["rows"]:
        found.append(f"{table.n_rows} rows")
    if amount := truth.get("amount"):
        total = column_of(table, amount[0]).sum
        if total is None or abs(total - Decimal(str(amount[1]))) >= Decimal("0.01"):
            found.append(f"{amount[0]} sums to {total}")
    if (date := truth.get("date")) and frame_of(table)[column_of(table, date).name].dtype != pl.Date:
        found.append(f"{date} is no date")
    if identifier := truth.get("ident"):
        column = frame_of(table)[column_of(table, identifier[0]).name]
        if column.dtype != pl.String or identifier[1] not in column.to_list():
            found.append(f"{identifier[1]} is not kept")
    return found + _of_cells(table, truth, inspection)


def _of_cells(table: TableSeen, truth: dict[str, Any], inspection: Inspection) -> list[str]:
    frame = frame_of(table)
    texts = [str(text) for column in frame.iter_columns() for text in column.drop_nulls().unique()]
    texts += [column.heading for column in table.columns]
    quoted = [cell.value or "" for finding in inspection.findings for cell in finding.cells]
    raw = [text for name in frame.columns if name.endswith("__raw") for text in frame[name].drop_nulls()]
    wanted = [truth[key] for key in ("text", "dval", "lastval") if key in truth]
    found = [f"{text} is not there" for text in wanted if not any(text in there for there in texts)]
    if "badcell" in truth and not all(any(truth["badcell"] in text for text in place) for place in (quoted, raw)):
        found.append(f"{truth['badcell']} is not told")
    if truth["kind"] == "errors" and sum(column.n_unread for column in table.columns) != truth["rows"]:
        found.append("an error is taken for a value")
    return found


@pytest.mark.parametrize("truth", TRUTH, ids=lambda truth: truth["path"])
def test_a_real_file_is_understood_as_it_is(truth: dict[str, Any]) -> None:
    found = deviations(truth)
    if truth["path"] in FAILURES:
        assert found, "this file is understood now: take it off the known failures"
    else:
        assert found == []


def test_known_failures_are_of_the_corpus_and_have_a_reason() -> None:
    assert set(FAILURES) <= {truth["path"] for truth in TRUTH}
    assert all(FAILURES.values())


def test_amounts_that_are_no_number_are_unread_and_never_zero() -> None:
    table = table_with(seen("french/dep_nievre_subventions_2016.csv"), {"cols": ["SUB_MONTANT"]})
    assert table is not None
    amount = column_of(table, "SUB_MONTANT")
    assert (amount.type, amount.n_values, amount.n_unread) == ("eur", 90, 6)
    assert set(frame_of(table).filter(pl.col("SUB_MONTANT").is_null())["SUB_MONTANT__raw"].drop_nulls()) == {
        "NC", "SEM", "ODHLM",
    }  # fmt: skip


def test_company_numbers_whose_digits_a_spreadsheet_destroyed_are_never_taken() -> None:
    table = table_with(seen("french/commune_poitiers_subventions_2017.csv"), {"cols": ["ATTRIB_SIRET"]})
    assert table is not None
    siret = column_of(table, "ATTRIB_SIRET")
    assert (siret.type, siret.n_values, siret.n_unread) == ("siret", 0, 562)


def test_nine_digits_under_a_heading_of_fourteen_are_told() -> None:
    found = [f for f in seen("french/dep_nievre_subventions_2016.csv").findings if f.heading == "COLL_SIRET"]
    assert [(finding.code, finding.n_cells) for finding in found] == [("IDENT-06", 97)]


def test_a_refusal_says_what_is_wrong_and_what_to_do() -> None:
    assert seen("stress/password_protected.xlsx").message == (
        "Ce fichier est protégé par un mot de passe. Enregistrez-le sans mot de passe et renvoyez-le."
    )
    assert "not found!" in (seen("stress/mail_error_message.xls").message or "")


def test_hidden_sheets_are_named_and_short_records_and_lost_accents_told() -> None:
    hidden = seen("stress/hidden_and_very_hidden_sheets.xlsx")
    assert [sheet.visible for sheet in hidden.sheets] == ["visible", "hidden", "very_hidden"]
    assert [finding.code for finding in hidden.findings] == ["ENTETE-08", "ENTETE-08"]
    assert [
        f.row for f in seen("french/carnet_de_bord_beneficiaires_dates.csv").findings if f.code == "FICHIER-25"
    ] == [5]
    assert "FICHIER-23" in {f.code for f in seen("french/dgcl_fiche_dgf_montpellier_2011.csv").findings}


@pytest.mark.parametrize("truth", TRUTH, ids=lambda truth: truth["path"])
def test_every_row_of_a_sheet_with_tables_is_data_or_ignored_for_a_reason(truth: dict[str, Any]) -> None:
    for sheet in seen(truth["path"]).sheets:
        told = {row for table in sheet.tables for row, _ in table.ignored_rows}
        data = {row for table in sheet.tables for row in frame_of(table)["_row"]}
        last = max(told | data, default=0)
        assert told | data == set(range(1, last + 1))
