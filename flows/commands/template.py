"""`epi template`: the blank workbook."""

from __future__ import annotations

import json
from pathlib import Path

import click

from flows.commands.echo import echo
from flows.commands.options import JSON, exits
from flows.report import ExitCode
from flows.settings import ConfigurationError, read_settings


@click.command()
@click.option("--epi", "epi_id", metavar="ID", help="Under the headings that this EPI confirmed.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Where to write it; by default modele.xlsx or modele-ID.xlsx."
)
@click.option("--dry-run", is_flag=True, help="Say where it would be written.")
@JSON
@exits
def template(epi_id: str | None, out: Path | None, dry_run: bool, as_json: bool) -> ExitCode:
    """Write the blank workbook that an EPI fills in. A file that is there already is left as it is."""
    from flows.template import template_for

    content = template_for(epi_id, read_settings())
    path = out or Path(f"modele-{epi_id}.xlsx" if epi_id else "modele.xlsx")
    if path.is_dir() or path.exists():
        raise ConfigurationError(f"{path}: already there; give another path with --out")
    if not path.parent.is_dir():
        raise ConfigurationError(f"{path.parent}: no such folder")
    if not dry_run:
        path.write_bytes(content)
    told = f"{'Would be written' if dry_run else 'Written'}: {path}"
    echo(json.dumps({"file": str(path), "dry_run": dry_run}, ensure_ascii=False) if as_json else told)
    return ExitCode.DONE
