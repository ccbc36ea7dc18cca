"""Tables that only look like those that are asked for: absences, with the number, the name and the dates of each
contract; telephone numbers or trainings, with the names of people."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from schemas import DELIVERED
from schemas.wording import quoted
from transforms.finding import finding, sentence
from transforms.judge_sheet import SheetTables
from transforms.lacking_columns import lacking_columns
from transforms.layout import ONE_A_LINE, RawTable
from transforms.layout.declared import is_named_after_table

LOOKALIKE = "ENTETE-28"
_LACKING = 2


def without_lookalikes(sheets: Sequence[SheetTables], facts: Mapping[str, object]) -> list[SheetTables]:
    """The sheets of a file without the tables that lack two required columns or more, where the file has one that is
    whole: of the same kind, or of any where they lack half of them.

    One heading that lacks may be mistyped; so may those that another comes near. Such a table is told and not read;
    one of amounts refuses the file as before, so that no euro is lost in silence.
    """
    whole = {
        table.table for sheet in sheets for table in sheet.tables if not lacking_columns(table.table, table.matches)
    }
    return [_without(sheet, [one for one in sheet.tables if _is_lookalike(one, whole)], facts) for sheet in sheets]


def _is_lookalike(table: RawTable, whole: Collection[str]) -> bool:
    lacking = lacking_columns(table.table, table.matches)
    if table.table not in ONE_A_LINE or is_named_after_table(table.sheet.name or "") or len(lacking) < _LACKING:
        return False
    lacks_half = len(lacking) * 2 >= len(DELIVERED[table.table].required_columns)
    if not (table.table in whole or (whole and lacks_half)):
        return False
    in_doubt = {match.suggestion or match.field for match in table.matches if match.how in ("near", "twice")}
    return in_doubt.isdisjoint(lacking) and not table.is_shared


def _without(sheet: SheetTables, tables: Sequence[RawTable], facts: Mapping[str, object]) -> SheetTables:
    if not tables:
        return sheet
    gone = {(table.table, table.sheet.name) for table in tables}
    findings = [one for one in sheet.findings if (one.get("table_name"), one.get("sheet")) not in gone]
    ignored = list(sheet.ignored)
    for table in tables:
        ignored += [(row, reason or "outside") for row, reason in enumerate(table.why, table.first_row)]
        declared = DELIVERED[table.table]
        titles = ", ".join(quoted(declared.columns[name].title) for name in lacking_columns(table.table, table.matches))
        said = sentence(LOOKALIKE, {"title": declared.title, "columns": titles})
        findings.append(finding(LOOKALIKE, said, sheet=table.sheet.name, row_number=table.header_row, **facts))
    kept = [table for table in sheet.tables if table not in tables]
    return replace(sheet, tables=kept, ignored=ignored, findings=findings)
