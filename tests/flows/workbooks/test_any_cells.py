"""Whatever stands in the cells, and however many there are."""

import io
from pathlib import Path

import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.settings import Settings
from flows.workbooks.apart import annotate_apart
from tests.flows.workbooks.given import HEADINGS, annotated, opened, parts, said, verdict_of
from tests.nights import HEADINGS as CSV_HEADINGS

CELL = st.one_of(
    st.sampled_from(
        ["C-1", "CDD", "Divers", "01/09/2014", "31/06/2015", "=1+1", "_x0041_", "<b>&", "Total", " ", "été"]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=8),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.none(),
)


def workbook(rows: list[list[object]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Contrats")
    sheet.write_row(0, 0, HEADINGS)
    for row, values in enumerate(rows, 1):
        sheet.write_row(row, 0, values)
    book.close()
    return out.getvalue()


@settings(max_examples=25)
@given(st.lists(st.lists(CELL, min_size=7, max_size=7), max_size=8))
def test_the_copy_holds_the_same_cells_has_the_same_verdict_and_is_its_own_copy(rows: list[list[object]]) -> None:
    content = workbook(rows)
    verdict = verdict_of(content, "suivi.xlsx")
    once = annotated(content, "suivi.xlsx")
    before, after = opened(content)["Contrats"], opened(once.content)["Contrats"]
    assert [[c.value for c in row] for row in after] == [[c.value for c in row] for row in before]
    assert said(verdict_of(once.content, once.filename)) == said(verdict)
    assert annotated(once.content, once.filename) == once
    wanted = {
        cell
        for severity, cell in verdict.findings.select("severity", "cell").iter_rows()
        if severity != "info" and cell
    }
    commented = {c.coordinate for row in after for c in row if c.comment}
    assert wanted <= commented


def test_a_large_file_full_of_faults_is_annotated_within_the_limits_of_a_worker(tmp_path: Path) -> None:
    line = "C-{};M.;Léa;31/06/1990;Divers;01/09/2014;31/08/2013\n"
    content = (CSV_HEADINGS + "".join(line.format(number) for number in range(30_000))).encode()
    verdict = verdict_of(content, "contrats.csv")
    bounded = Settings(home=tmp_path, worker_seconds=40, worker_memory_mb=800)
    given_back = annotate_apart(content, "contrats.csv", verdict, bounded)
    assert given_back is not None
    once = annotate_apart(given_back.content, given_back.filename, verdict_of(given_back.content, "c.xlsx"), bounded)
    assert once == given_back
    assert verdict.findings.height > 60_000
    listed = parts(given_back.content)["xl/worksheets/sheet_a_corriger.xml"]
    assert listed.count(b"<row ") == 6 + verdict.findings.height
