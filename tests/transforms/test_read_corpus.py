"""The shared corpus of real files: every one that must be read gives its cells, at their addresses."""

import json
from pathlib import Path

import pytest

from tests.transforms.read_files import CORPUS, at
from transforms.raw import Kind, RawBook
from transforms.read import read

pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not on this machine")
TRUTH = json.loads((CORPUS / "truth.json").read_text()) if CORPUS.exists() else []
READABLE = [entry for entry in TRUTH if entry["kind"] not in {"refuse", "any"}]


def book(name: str) -> RawBook:
    return read((CORPUS / name).read_bytes(), Path(name).name)


def texts(read_book: RawBook) -> set[str]:
    return {
        text.strip()
        for sheet in read_book.sheets
        for column in sheet.text.iter_columns()
        for text in column.drop_nulls().unique()
    }


@pytest.mark.parametrize("entry", READABLE, ids=lambda entry: entry["path"])
def test_headings_identifiers_and_words_of_a_real_file_are_read(entry: dict[str, object]) -> None:
    found = texts(book(str(entry["path"])))
    words = set(" ".join(found).split())
    headings = [name for name in entry.get("cols", []) if name != "<none>"]  # type: ignore[attr-defined]
    identifier = [entry["ident"][1]] if "ident" in entry else []  # type: ignore[index]
    assert [name for name in (*headings, *identifier) if not set(str(name).split()) <= words] == []
    for wanted in (entry.get(key) for key in ("text", "badcell", "lastval", "dval")):
        assert wanted is None or any(str(wanted) in text for text in found)


@pytest.mark.parametrize(
    ("name", "encoding", "separator"),
    [
        ("french/dep_lot_subventions_2017.csv", "cp1252", ";"),
        ("french/dep_nievre_subventions_2016.csv", "cp1252", ","),
        ("french/commune_poitiers_subventions_2017.csv", "utf-8", ";"),
        ("french/france_services_20221201.csv", "utf-8", ","),
        ("stress/nhs_utf16le.csv", "utf-16-le", ","),
        ("stress/nasa_cr_only_titles.csv", "utf-8", ","),
    ],
)
def test_the_encoding_and_separator_of_real_files_are_told(name: str, encoding: str, separator: str) -> None:
    read_book = book(name)
    assert (read_book.encoding, read_book.separator) == (encoding, separator)


def test_records_are_counted_as_excel_counts_them() -> None:
    assert book("french/commune_poitiers_subventions_2017.csv").sheets[0].text.height == 563
    assert book("french/france_services_20221201.csv").sheets[0].text.height == 2684
    assert book("stress/nhs_utf16le.csv").sheets[0].text.height == 328


def test_accents_lost_and_records_cut_short_are_remarked() -> None:
    lost = book("french/dgcl_fiche_dgf_montpellier_2011.csv").remarks
    assert {remark.code for remark in lost} == {"FICHIER-23"}
    assert [remark.row for remark in book("french/carnet_de_bord_beneficiaires_dates.csv").remarks] == [5]


def test_long_identifiers_and_typed_apostrophes_stay_as_they_were_typed() -> None:
    sheet = book("french/helios_mandats.ods").sheets[0]
    assert at(sheet, "A", 4) == "158000962025014400"
    assert at(sheet, "B", 2) == "'49"


def test_seven_error_values_are_seven_errors_and_a_hidden_row_below_them_is_nothing() -> None:
    sheet = book("stress/error_cells.xlsx").sheets[0]
    assert sorted(sheet.text["A"]) == ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"]
    assert set(sheet.kinds("A")) == {Kind.ERROR}
    assert sheet.facts.hidden_rows == frozenset()


def test_the_late_labels_of_a_long_column_are_there() -> None:
    sheet = book("stress/late_type_change_140k.xlsx").sheets[0]
    assert (sheet.text.height, at(sheet, "B", sheet.text.height)) == (140_151, "ASDF")


def test_merged_headings_and_dates_of_1904_are_told() -> None:
    assert len(book("stress/multiline_merged_header.xlsx").sheets[0].facts.merges) > 0
    sheet = book("stress/date_1904.xlsx").sheets[0]
    assert sheet.text["A"].to_list() == ["2021-01-01 00:00:00", "2021-01-02 00:00:00", "255:10:10"]


def test_no_real_file_but_a_refused_one_takes_a_surprising_shape() -> None:
    shapes = {name: [sheet.visible for sheet in book(name).sheets] for name in (
        "stress/hidden_and_very_hidden_sheets.xlsx", "stress/first_sheet_empty.xlsx", "stress/dimension_xfd1048576.xlsx"
    )}  # fmt: skip
    assert shapes == {
        "stress/hidden_and_very_hidden_sheets.xlsx": ["visible", "hidden", "very_hidden"],
        "stress/first_sheet_empty.xlsx": ["visible", "visible"],
        "stress/dimension_xfd1048576.xlsx": ["visible"],
    }
