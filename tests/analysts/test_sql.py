import json
import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from rich.console import Console

from flows.settings import Settings
from flows.sql import Form, open_session, statements, told
from tests.flows.test_cli import epi
from tests.nights import ROOT
from warehouse.publish import NAME
from warehouse.query import ask
from warehouse.session import QueryError, Session

OUTSIDE = [
    "COPY (SELECT 1) TO 'outside.csv'",
    "ATTACH 'other.duckdb' AS other",
    "INSTALL httpfs",
    "SET threads = 1",
    "RESET memory_limit",
    "PRAGMA threads = 1",
    "SELECT * FROM read_text('/etc/hostname')",
    "FROM glob('/etc/*')",
    "FROM duckdb_secrets()",
    "EXPORT DATABASE 'outside'",
    "CREATE TABLE core.mine (n INTEGER)",
    "UPDATE core.contracts SET epi_id = 'x'",
    "SET enable_external_access = true",
    "FROM 'https://example.org/x.parquet'",
    "FROM read_csv('/etc/passwd')",
    "FROM read_blob('/etc/passwd')",
    "FROM sniff_csv('/etc/passwd')",
    "FROM parquet_metadata('/etc/passwd')",
    "FROM read_duckdb('other.duckdb')",
    "FROM 'http://127.0.0.1:9/x.parquet'",
    "SELECT getenv('HOME')",
    "LOAD httpfs",
    "FORCE INSTALL httpfs FROM 'http://127.0.0.1:9/'",
    "UPDATE EXTENSIONS",
    "CREATE SECRET mine (TYPE http)",
    "CREATE PERSISTENT SECRET mine (TYPE http)",
    "PRAGMA temp_directory = 'outside'",
    "SET profiling_output = 'outside.json'",
    "CALL enable_logging('QueryLog', storage = 'file', storage_path = 'outside')",
    "FROM enable_logging(storage = 'file', storage_path = 'outside')",
    "FROM enable_profiling()",
    "SELECT 1; COPY (SELECT 1) TO 'outside.csv'",
    "FROM query('COPY (SELECT 1) TO ''outside.csv''')",
    "BEGIN; CREATE TABLE core.mine (n INTEGER); COMMIT",
    "COPY FROM DATABASE warehouse TO memory",
    "IMPORT DATABASE 'outside'",
    "COPY core.epis TO '/dev/stdout'",
    "DROP TABLE core.contracts",
    "DELETE FROM core.contracts",
    "FROM frame",
]


@pytest.fixture(scope="module")
def session(settings: Settings) -> Iterator[Session]:
    with open_session(settings) as session:
        yield session


def shown(session: Session, sql: str, form: Form, width: int = 80, limit: int = 100) -> str:
    return "".join(told(session.ask(sql), form, Console(width=width), limit))


@pytest.mark.parametrize("sql", OUTSIDE)
def test_nothing_but_the_published_file_can_be_reached(
    session: Session, sql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    frame = pl.DataFrame({"x": [1]})
    with pytest.raises(QueryError):
        _ = session.ask(sql).rows
    assert frame.height == 1
    assert list(tmp_path.iterdir()) == []
    assert session.ask("SELECT n_contracts FROM mart.answers").rows == [(12,)]


def test_a_narrow_answer_is_a_table_and_a_wide_one_a_record_a_row(session: Session) -> None:
    narrow = shown(session, "SELECT epi_id, n_contracts FROM mart.epi_overview ORDER BY epi_id", "table")
    assert narrow.split() == ["epi_id", "n_contracts", "─" * len(narrow.splitlines()[2].strip()), *_pairs(session)]
    lines = [line.split() for line in shown(session, "FROM mart.answers", "table").splitlines()]
    assert ["n_people_recruited", "12"] in lines
    assert ["dynamic_exit_rate", "0.300000"] in lines


def _pairs(session: Session) -> list[str]:
    return [str(value) for row in session.ask("SELECT epi_id, 2 FROM core.epis ORDER BY 1").rows for value in row]


def test_a_table_for_a_coloured_terminal_has_no_code_in_it(session: Session) -> None:
    coloured = Console(width=80, force_terminal=True, color_system="truecolor")
    assert "\x1b" not in "".join(told(session.ask("SELECT 1 AS n"), "table", coloured, 100))


def test_rows_beyond_the_limit_are_counted(session: Session) -> None:
    assert shown(session, "SELECT epi_id FROM core.epis", "table", limit=2).endswith("… and 4 rows more\n")


def test_json_keeps_every_cent_and_names_types(session: Session) -> None:
    answer = json.loads(shown(session, "SELECT spending_declared_eur AS eur, as_of_date FROM mart.answers", "json"))
    assert answer == {
        "columns": [{"name": "eur", "type": "DECIMAL(18,2)"}, {"name": "as_of_date", "type": "DATE"}],
        "rows": [{"eur": "176370.50", "as_of_date": "2015-07-31"}],
    }


def test_csv_keeps_columns_of_one_name_and_makes_formulas_harmless(session: Session) -> None:
    text = shown(session, "SELECT '=1+1' AS a, 2.50 AS a, NULL AS b, true AS c, 'x,\"y\"' AS d", "csv")
    assert text == 'a,a_1,b,c,d\n\'=1+1,2.50,,true,"x,""y"""\n'


@pytest.mark.parametrize(
    ("form", "first"), [("csv", "n\n"), ("json", '{"columns": [{"name": "n", "type": "BIGINT"}],')]
)
def test_an_answer_too_large_for_any_memory_is_told_as_it_is_read(session: Session, form: Form, first: str) -> None:
    answer = session.ask("SELECT range AS n FROM range(1000000000000)")
    pieces = told(answer, form, Console(), 100)
    assert next(pieces).startswith(first)
    assert "9999" in next(pieces)
    assert session.ask("SELECT 1").rows == [(1,)]


def test_a_division_by_zero_is_null_in_json(session: Session) -> None:
    answer = shown(session, "SELECT 1/0 AS a, {'b': [0/0, 1.5::DOUBLE, -1/0]} AS c, DATE '2015-07-31' AS d", "json")
    assert '{"a": null, "c": {"b": [null, 1.5, null]}, "d": "2015-07-31"}' in answer


def test_a_json_of_several_batches_is_one_object(session: Session) -> None:
    rows = json.loads(shown(session, "SELECT range AS n FROM range(25000)", "json"))["rows"]
    assert [row["n"] for row in rows] == list(range(25000))
    assert json.loads(shown(session, "SELECT 1 AS n WHERE false", "json"))["rows"] == []


def test_a_fault_in_a_later_row_is_told(session: Session) -> None:
    with pytest.raises(QueryError, match="Could not convert"):
        shown(
            session, "SELECT CAST(CASE WHEN range = 90000 THEN 'x' ELSE '1' END AS INTEGER) FROM range(100000)", "csv"
        )


def test_quit_ends_the_conversation_and_an_interrupt_forgets_the_line() -> None:
    typed = iter(["SELECT", KeyboardInterrupt, "SELECT 1;", ".quit", "SELECT 2;"])

    def read_line(_: str) -> str:
        line = next(typed)
        if isinstance(line, str):
            return line
        raise line

    assert list(statements(read_line)) == ["SELECT 1;"]


def test_a_time_with_a_zone_is_told_as_text(session: Session) -> None:
    [(value,)] = session.ask("SELECT TIMESTAMPTZ '2015-07-31 12:00:00+00'").rows
    assert value.startswith("2015-07-31 ")


def test_a_large_sort_spills_though_the_file_lies_in_a_folder_that_cannot_be_written(session: Session) -> None:
    [(spill,)] = session.ask("SELECT current_setting('temp_directory')").rows
    assert os.access(spill, os.W_OK)


def test_statements_end_with_a_semicolon_or_with_what_is_typed() -> None:
    typed = iter(["SELECT 1;", "", "SELECT", "2;", "SELECT 3"])
    prompts = []

    def read_line(prompt: str) -> str:
        prompts.append(prompt)
        try:
            return next(typed)
        except StopIteration:
            raise EOFError from None

    assert list(statements(read_line)) == ["SELECT 1;", "SELECT\n2;", "SELECT 3"]
    assert prompts == ["epi> ", "epi> ", "epi> ", "...> ", "epi> ", "...> "]


def test_each_of_the_statements_of_a_line_is_answered(settings: Settings) -> None:
    asked = "SELECT 1 AS one; -- the first\nSELECT 2 AS two;\nPIVOT mart.epi_overview ON epi_id USING count(*) GROUP BY n_contracts;"
    answer = epi("sql", "--csv", asked, home=settings.home)
    assert answer.stdout.startswith("one\n1\ntwo\n2\nn_contracts,crest,")
    assert epi("sql", "--csv", "SELECT 1 AS one; SELECT nothing", home=settings.home).stdout == "one\n1\n"


def test_a_wrong_statement_is_told_and_exits_as_a_wrong_command(settings: Settings) -> None:
    answer = epi("sql", "SELECT nothing FROM mart.answers", home=settings.home)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "nothing" in answer.stderr


def test_before_any_night_it_says_what_to_do(tmp_path: Path) -> None:
    answer = epi("sql", "SELECT 1", home=tmp_path)
    assert (answer.returncode, "epi run" in answer.stderr) == (2, True)


def test_a_terminal_is_asked_again_after_a_mistake(settings: Settings) -> None:
    ours, theirs = pty.openpty()
    environment = {"EPI_HOME": str(settings.home), "PATH": "/usr/bin:/bin", "TERM": "dumb", "COLUMNS": "80"}
    command = [sys.executable, "-c", "from flows.cli import main; main()", "sql"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        os.write(ours, b"SELECT wrong;\nSELECT n_contracts\nFROM mart.answers;\n\x04")
        out, err = process.communicate(timeout=120)
    os.close(theirs)
    os.close(ours)
    assert process.returncode == 0
    assert "12" in out
    assert "wrong" in err


def test_a_long_query_draws_nothing_on_the_standard_output(settings: Settings, tmp_path: Path) -> None:
    asked, copy = "SELECT current_setting('enable_progress_bar') AS value", tmp_path / NAME
    shutil.copy(settings.home / NAME, copy)
    with Session(copy) as session:
        assert session.ask(asked).rows == [(False,)]
    assert ask(copy, asked) == [{"value": False}]
