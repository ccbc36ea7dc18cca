"""Headings recorded in `epis.toml`, whose comments and layout stay as they are."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Mapping
from typing import Any

import tomlkit
from tomlkit.items import AoT

from flows.read_configuration import read_configuration
from flows.settings import Settings
from schemas import DELIVERED

_BOM = "\ufeff"


def write_headings(settings: Settings, epi_id: str, decided: Mapping[str, tuple[str, ...]], day: dt.date) -> None:
    """Record what each heading stands for, no column where it is not read, with the day it was confirmed.

    The file is replaced at once, and only by one that reads well.
    """
    path = settings.config.resolve()
    text = path.read_bytes().decode("utf-8")
    document = tomlkit.parse(text.removeprefix(_BOM))
    epis = document["epis"]
    assert isinstance(epis, AoT)  # noqa: S101 the configuration was read before
    epi = next(one for one in epis if one["id"] == epi_id)
    if "headings" not in epi:
        epi["headings"] = tomlkit.table()
    for heading, columns in decided.items():
        epi["headings"][heading] = _entry(epi["headings"].get(heading), columns, day)
    aside = path.with_name(f".{path.name}.next")
    try:
        aside.write_bytes((_BOM * text.startswith(_BOM) + tomlkit.dumps(document)).encode())
        shutil.copymode(path, aside)
        read_configuration(aside, {name: table.read_columns for name, table in DELIVERED.items()})
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _entry(before: Any, columns: tuple[str, ...], day: dt.date) -> Any:
    """The entry of a heading; what it already stands for in other tables is kept."""
    was = before.get("column") if isinstance(before, Mapping) else before
    told = [was] if isinstance(was, str) else was if isinstance(was, list) else []
    tables = {column.partition(".")[0] for column in columns}
    kept = [column for column in told if columns and column.partition(".")[0] not in tables]
    stands_for = [*map(str, kept), *columns]
    entry = tomlkit.inline_table()
    entry["column"] = stands_for[0] if len(stands_for) == 1 else stands_for or False
    entry["confirmed_on"] = day
    return entry
