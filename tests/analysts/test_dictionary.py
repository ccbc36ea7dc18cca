import datetime as dt
import shutil
from pathlib import Path

import pytest

from flows.settings import Settings
from flows.sql import open_session
from tests.fse.asked import ask
from tests.fse.rows import OUTCOME
from tests.nights import ROOT, SAMPLES, contracts_csv, night, one_epi, rows
from warehouse.documents import dictionary
from warehouse.view import Example, examples

PAGE = ROOT / "docs" / "dictionary.md"


def test_the_page_is_what_the_command_prints() -> None:
    assert PAGE.read_text(encoding="utf-8") == dictionary(), "regenerate it: epi dictionary > docs/dictionary.md"


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.question)
def test_a_query_to_begin_with_finds_rows_in_the_samples(settings: Settings, example: Example) -> None:
    with open_session(settings) as session:
        assert session.ask(example.sql).rows


def query_named(start: str) -> str:
    """The query to begin with whose question starts so."""
    [found] = [example.sql for example in examples() if example.question.startswith(start)]
    return found


def test_an_exit_whose_day_has_not_come_is_not_among_what_became_of_the_people() -> None:
    sql = query_named("What became")
    assert ask({"outcomes": [OUTCOME]}, sql, dt.date(2015, 8, 30)) == []
    assert [row[0] for row in ask({"outcomes": [OUTCOME]}, sql, dt.date(2015, 9, 1))] == ["Emploi durable"]


def test_an_expense_of_a_file_handed_in_twice_has_one_cell(tmp_path: Path) -> None:
    shutil.copytree(SAMPLES, tmp_path / "net")
    config = tmp_path / "net" / "epis.toml"
    once = 'path = "nyons/nyons_fse.ods"\n'
    twice = f'name = "suivi"\n{once}[[epis.sources]]\nname = "copie"\npath = "nyons/copie.ods"\n'
    config.write_text(config.read_text(encoding="utf-8").replace(once, twice), encoding="utf-8")
    shutil.copy(tmp_path / "net" / "nyons" / "nyons_fse.ods", tmp_path / "net" / "nyons" / "copie.ods")
    night(tmp_path / "home", config)
    assert rows(tmp_path / "home", "SELECT count(*) FROM ledger.deliveries WHERE epi_id = 'nyons'") == [(2,)]
    assert len(rows(tmp_path / "home", query_named("From which cell"))) == 134


def test_a_row_set_aside_for_two_reasons_is_counted_once(tmp_path: Path) -> None:
    two = "C-9;M.;Zoé;12/03/1990;Ailleurs;31/06/2015;31/08/2015\n"
    night(tmp_path / "home", one_epi(tmp_path, contracts_csv(1, 2, fault=two)))
    told = rows(tmp_path / "home", query_named("How many rows and euros"))
    assert told == [("die", "contracts", "DATE-02, LISTE-01", 1, None)]


@pytest.mark.parametrize(
    ("view", "column", "words"),
    [
        ("mart.contract_overview", "start_date", "First day of the contract. (Date de début)"),
        ("mart.contract_overview", "operation_id", "Operation of the FSE that pays for the contract. (N° opération)"),
        ("mart.contract_overview", "exit_date", "Last day in the operation; empty while there is no exit."),
        ("mart.contract_overview", "commune", "Commune of the EPI. (Commune)"),
        ("mart.contract_chains", "start_date", "First day of the contract. (Date de début)"),
        ("mart.operation_terms", "start_date", "First day of the realisation period. (Début de réalisation)"),
        ("mart.operation_claims", "declared_eur", "Spending declared in the report. Unit: €. (Dépenses déclarées)"),
        ("mart.operation_claims", "period_start_date", "First day of the period reported. (Début de période)"),
        ("mart.followup_overview", "observation_date", "Day on which the situation was observed. (Date du suivi)"),
    ],
)
def test_a_column_of_a_view_is_told_by_the_words_of_the_table_it_comes_from(view: str, column: str, words: str) -> None:
    page = PAGE.read_text(encoding="utf-8").split(f"### {view}\n")[1].split("\n### ")[0]
    [line] = [line for line in page.splitlines() if line.startswith(f"| {column} |")]
    assert words in line


def test_every_column_of_what_is_published_is_told_with_its_type(settings: Settings) -> None:
    text = PAGE.read_text(encoding="utf-8")
    with open_session(settings) as session:
        published = session.ask(
            """SELECT schema_name || '.' || table_name, column_name, data_type FROM duckdb_columns()
            WHERE NOT internal AND schema_name <> 'history' AND database_name = current_database()
            AND table_name NOT IN (SELECT table_name FROM duckdb_columns() WHERE column_name = 'label' AND column_index < 3)"""
        ).rows
    assert len(published) > 200
    sections = {section.splitlines()[0]: section for section in text.split("\n### ")}
    assert [row for row in published if f"| {row[1]} | {row[2]} |" not in sections[row[0]]] == []


def test_a_view_tells_what_it_is_read_from() -> None:
    text = Path(PAGE).read_text(encoding="utf-8").split("### mart.spending_lines\n")[1].split("\n### ")[0]
    assert "Read from: core.fse_spending, core.spending_posts, mart.operation_terms." in text
