"""`epi export`: tables and views as files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import click

from flows.commands.echo import echo
from flows.commands.options import JSON, exits
from flows.report import ExitCode
from flows.settings import read_settings

_FORMATS = ("parquet", "csv", "xlsx")


@click.command()
@click.argument("names", nargs=-1, metavar="[VIEW|TABLE]...")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder to write to.")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="parquet", show_default=True)
@click.option("--dry-run", is_flag=True, help="Say what would be written.")
@JSON
@exits
def export(names: tuple[str, ...], out: Path, form: str, dry_run: bool, as_json: bool) -> ExitCode:
    """Write views and tables of the published file to a folder; without a name, every view of mart.

    A name without a schema is a view of mart. A CSV is written twice: NAME.csv for machines, NAME_excel.csv for Excel
    in French. In CSV and workbooks a text that would be calculated as a formula is made harmless.
    """
    from flows.export import Format, chosen, files_of
    from flows.export import export as write
    from flows.sql import open_session

    kind = next(one for one in get_args(Format) if one == form)
    with open_session(read_settings()) as session:
        asked = chosen(session, names)
        if dry_run:
            paths = [out / file for name in asked for file in files_of(name, kind)]
        else:
            paths = write(session, asked, out, kind)
    if as_json:
        echo(json.dumps({"files": [str(path) for path in paths], "dry_run": dry_run}, ensure_ascii=False))
    else:
        for path in paths:
            echo(f"{'Would be written' if dry_run else 'Written'}: {path}")
    return ExitCode.DONE
