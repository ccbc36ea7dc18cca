from pathlib import Path

import pytest

from flows.settings import Settings
from flows.sql import open_session
from tests.nights import ROOT
from warehouse.documents import dictionary
from warehouse.view import Example, examples

PAGE = ROOT / "docs" / "dictionary.md"


def test_the_page_is_what_the_command_prints() -> None:
    assert PAGE.read_text(encoding="utf-8") == dictionary(), "regenerate it: epi dictionary > docs/dictionary.md"


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.question)
def test_a_query_to_begin_with_finds_rows_in_the_samples(settings: Settings, example: Example) -> None:
    with open_session(settings) as session:
        assert session.ask(example.sql).rows


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
