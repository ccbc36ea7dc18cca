import csv
import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import polars as pl
import pytest

from flows.export import Format, chosen, export
from flows.settings import ConfigurationError, Settings
from flows.sql import open_session
from tests.flows.test_cli import epi
from warehouse.session import Session

AT, MIDNIGHT = dt.datetime.fromisoformat("2015-07-31T04:05:06"), dt.datetime.fromisoformat("2015-07-31")
FORMULA = '=HYPERLINK("http://x")'


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A file whose one table has a value of each kind, and a text that a spreadsheet would calculate."""
    path = tmp_path / "odd.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE SCHEMA mart")
        connection.execute(
            "CREATE TABLE mart.odd (a VARCHAR, b DECIMAL(12,2), c DATE, d BOOLEAN, e TIMESTAMP, f BIGINT, g DECIMAL(7,6))"
        )
        connection.execute("COMMENT ON COLUMN mart.odd.a IS 'A text. (Texte)'")
        values = [FORMULA, Decimal("-1234.50"), dt.date(2015, 7, 31), True, AT, 7, None]
        connection.execute("INSERT INTO mart.odd VALUES ($1, $2, $3, $4, $5, $6, $7)", values)
        connection.execute("INSERT INTO mart.odd VALUES ('a;b', NULL, NULL, FALSE, NULL, NULL, 0.5)")
    return path


def written(source: Path, folder: Path, form: Format) -> list[Path]:
    with Session(source) as session:
        return export(session, ["mart.odd"], folder, form)


def test_csv_is_written_for_machines_and_for_excel(odd: Path, tmp_path: Path) -> None:
    plain, excel = written(odd, tmp_path / "out", "csv")
    assert [path.name for path in (plain, excel)] == ["mart.odd.csv", "mart.odd_excel.csv"]
    assert list(csv.reader(plain.read_text(encoding="utf-8").splitlines())) == [
        list("abcdefg"),
        ["'" + FORMULA, "-1234.50", "2015-07-31", "true", "2015-07-31T04:05:06.000000", "7", ""],
        ["a;b", "", "", "false", "", "", "0.500000"],
    ]
    content = excel.read_bytes()
    assert content.startswith(b"\xef\xbb\xbfa;b;")
    assert list(csv.reader(content.decode("utf-8-sig").splitlines(), delimiter=";"))[1:] == [
        ["'" + FORMULA, "-1234,50", "31/07/2015", "VRAI", "31/07/2015 04:05:06", "7", ""],
        ["a;b", "", "", "FAUX", "", "", "0,500000"],
    ]


def test_a_workbook_has_typed_cells_no_formula_and_says_what_columns_are(odd: Path, tmp_path: Path) -> None:
    [path] = written(odd, tmp_path / "out", "xlsx")
    book = openpyxl.load_workbook(path)
    sheet, columns = book["odd"], book["Colonnes"]
    cells = next(sheet.iter_rows(min_row=2, max_row=2))
    assert [cell.value for cell in cells] == [
        FORMULA, -1234.5, MIDNIGHT, True, AT, 7, None,
    ]  # fmt: skip
    assert (cells[0].data_type, cells[0].quotePrefix) == ("s", True)
    assert (cells[1].number_format, cells[2].number_format) == ("#,##0.00####", "dd/mm/yyyy")
    assert [cell.value for cell in columns[2]] == ["a", "A text. (Texte)"]


HOSTILE = (
    "=cmd|' /C calc'!A0", "+1+cmd", "-2+3+cmd", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\u200b=1+1",
    "\ufeff=1+1", "＝1+1", "|cmd", "=HYPERLINK(\"http://x\";\"y\")", "-",
)  # fmt: skip


def table_of(path: Path, column: str, values: Sequence[object]) -> Path:
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"CREATE SCHEMA mart; CREATE TABLE mart.odd (n INTEGER, {column})")
        connection.executemany("INSERT INTO mart.odd VALUES (?, ?)", list(enumerate(values)))
    return path


def test_no_text_that_a_spreadsheet_would_calculate_is_one_in_a_workbook_or_a_csv(tmp_path: Path) -> None:
    source = table_of(tmp_path / "hostile.duckdb", "a VARCHAR", HOSTILE)
    [path] = written(source, tmp_path / "out", "xlsx")
    cells = [row[1] for row in openpyxl.load_workbook(path)["odd"].iter_rows(min_row=2)]
    assert [cell.value.replace("_x000D_", "\r") for cell in cells] == list(HOSTILE)
    assert {(cell.data_type, bool(cell.quotePrefix)) for cell in cells[:-1]} == {("s", True)}
    assert cells[-1].data_type == "s"
    for form, separator in zip(written(source, tmp_path / "out", "csv"), ",;", strict=True):
        with form.open(encoding="utf-8-sig", newline="") as file:
            read = [row[1] for row in list(csv.reader(file, delimiter=separator))[1:]]
        assert read == [*("'" + text for text in HOSTILE[:-1]), HOSTILE[-1]]


def test_a_text_too_long_for_a_cell_is_cut_where_it_shows_and_whole_elsewhere(tmp_path: Path) -> None:
    texts = ("é" * 32_767, "é" * 32_768, "\U0001f600" * 20_000)
    source = table_of(tmp_path / "long.duckdb", "a VARCHAR", texts)
    [path] = written(source, tmp_path / "out", "xlsx")
    cells = [row[1].value for row in openpyxl.load_workbook(path)["odd"].iter_rows(min_row=2)]
    assert [len(cell.encode("utf-16-le")) // 2 <= 32_767 for cell in cells] == [True, True, True]
    assert (cells[0], [cell[-1] for cell in cells[1:]]) == (texts[0], ["…", "…"])
    [parquet] = written(source, tmp_path / "out", "parquet")
    assert pl.read_parquet(parquet)["a"].to_list() == list(texts)


def test_more_rows_than_a_sheet_holds_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    source = tmp_path / "tall.duckdb"
    with duckdb.connect(str(source)) as connection:
        connection.execute("CREATE SCHEMA mart; CREATE TABLE mart.odd AS SELECT range AS n FROM range(1048576)")
    with pytest.raises(ConfigurationError, match="take --format parquet or csv"):
        written(source, tmp_path / "out", "xlsx")
    assert not (tmp_path / "out").exists()
    [parquet] = written(source, tmp_path / "out", "parquet")
    assert pl.scan_parquet(parquet).select(pl.len()).collect().item() == 1_048_576


def test_every_view_exported_to_parquet_has_the_types_of_its_columns(settings: Settings, tmp_path: Path) -> None:
    with open_session(settings) as session:
        names = [name for name in session.relations() if name.startswith(("mart.", "core."))]
        export(session, names, tmp_path, "parquet")
        told = {name: session.ask(f"SELECT column_name, column_type FROM (DESCRIBE {name})").rows for name in names}
    with duckdb.connect() as connection:
        for name, columns in told.items():
            sql = f"SELECT column_name, column_type FROM (DESCRIBE FROM '{tmp_path}/{name}.parquet')"
            assert connection.execute(sql).fetchall() == columns, name


def test_every_view_can_be_written_in_every_form(settings: Settings, tmp_path: Path) -> None:
    with open_session(settings) as session:
        for form in ("csv", "xlsx"):
            export(session, chosen(session, []), tmp_path, form)
    assert len(list(tmp_path.glob("mart.*_excel.csv"))) == len(list(tmp_path.glob("mart.*.xlsx"))) > 20


def test_parquet_keeps_types_and_rows(settings: Settings, tmp_path: Path) -> None:
    with open_session(settings) as session:
        [path] = export(session, ["core.fse_spending"], tmp_path, "parquet")
        assert pl.read_parquet(path).rows() == session.ask("FROM core.fse_spending ORDER BY ALL").rows
    assert pl.read_parquet_schema(path)["declared_eur"] == pl.Decimal(12, 2)


def test_rows_of_several_batches_are_all_there(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.session._AT_ONCE", 1)
    with open_session(settings) as session:
        for form in ("parquet", "csv", "xlsx"):
            export(session, ["core.exit_reasons"], tmp_path, form)
        n_rows = len(session.ask("FROM core.exit_reasons").rows)
    assert pl.read_parquet(tmp_path / "core.exit_reasons.parquet").height == n_rows
    assert pl.read_csv(tmp_path / "core.exit_reasons.csv").height == n_rows
    assert openpyxl.load_workbook(tmp_path / "core.exit_reasons.xlsx")["exit_reasons"].max_row == n_rows + 1


def test_without_a_name_every_view_of_mart_is_meant(settings: Settings) -> None:
    with open_session(settings) as session:
        assert {"mart.answers", "mart.contract_overview"} <= set(chosen(session, []))
        assert chosen(session, ["answers", "core.contracts", "mart.answers"]) == ["mart.answers", "core.contracts"]
        with pytest.raises(ConfigurationError, match=r"mart\.nothing"):
            chosen(session, ["nothing"])


def test_a_dry_run_says_the_files_and_writes_none(settings: Settings, tmp_path: Path) -> None:
    told = epi("export", "answers", "--out", str(tmp_path / "out"), "--format", "csv", "--dry-run", home=settings.home)
    assert told.stdout.splitlines() == [
        f"Would be written: {tmp_path}/out/mart.answers.csv",
        f"Would be written: {tmp_path}/out/mart.answers_excel.csv",
    ]
    assert not (tmp_path / "out").exists()
