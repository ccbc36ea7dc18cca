"""The data dictionary, from the declarations and the headers of the views."""

from __future__ import annotations

from collections.abc import Iterator

from schemas import TABLES
from schemas.codes import CODE_LISTS
from warehouse.ddl import SCHEMA_OF, column_comment, sql_type
from warehouse.history import history_views
from warehouse.view import views


def dictionary() -> str:
    """Every table, view, column, unit and code, as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Data dictionary"
    yield "\n## Views\n"
    for view in (*views(), *history_views()):
        yield f"### {view.name}\n\n{view.description} Grain: {view.grain}. *{view.title}*\n"
        yield "| column | meaning |\n|---|---|"
        yield from (f"| {name} | {words} |" for name, words in view.columns.items())
        yield ""
    yield "\n## Tables\n"
    for table in TABLES.values():
        yield f"### {SCHEMA_OF[table.name]}.{table.name}\n\n{table.description} Grain: {table.grain}. *{table.title}*\n"
        yield "| column | type | meaning | codes |\n|---|---|---|---|"
        for column in table.stored_columns.values():
            codes = f"core.{column.codes.name}" if column.codes else ""
            yield f"| {column.name} | {sql_type(column.dtype)} | {column_comment(column)} | {codes} |"
        yield ""
    yield "\n## Codes\n"
    for code_list in CODE_LISTS.values():
        yield f"### core.{code_list.name}\n\n{code_list.description} *{code_list.title}*\n"
        yield "| code | label |\n|---|---|"
        yield from (f"| {code.code} | {code.label} |" for code in code_list.codes)
        yield ""
