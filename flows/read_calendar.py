"""From the text of `calendar.toml` to a `Calendar`, or to one sentence a fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from flows.calendar import Calendar
from flows.parse_toml import key_of, parse_toml
from flows.settings import ConfigurationError

NAME = "calendar.toml"


def read_calendar(path: Path, epi_ids: Collection[str]) -> Calendar:
    """The calendar at `path`; nothing is due where there is none. ConfigurationError with every fault found."""
    if not path.exists():
        return Calendar()
    try:
        calendar = Calendar.model_validate(parse_toml(path))
    except ValidationError as error:
        faults = [_sentence(fault) for fault in error.errors(include_url=False)]
    else:
        faults = [*_strangers(calendar, epi_ids), *_twice(calendar)]
    if faults:
        raise ConfigurationError(*(f"{path}: {fault}" for fault in faults))
    return calendar


def _sentence(fault: Any) -> str:
    key, kind = key_of(list(fault["loc"])), fault["type"]
    if kind == "extra_forbidden":
        return f"{key}: unknown key"
    if kind == "missing":
        return f"{key}: missing"
    read = f" (read: {fault['input']!r})" if isinstance(fault["input"], str | int | float) else ""
    return f"{key}: {fault['msg'].removeprefix('Value error, ')}{read}"


def _strangers(calendar: Calendar, epi_ids: Collection[str]) -> Iterator[str]:
    named: list[tuple[str, tuple[str, ...]]] = [(f"epis[{n}].id", (one.id,)) for n, one in enumerate(calendar.epis)]
    named += [(f"deliveries[{n}].epis", one.epis or ()) for n, one in enumerate(calendar.deliveries)]
    for key, ids in named:
        for epi_id in ids:
            if epi_id not in epi_ids:
                yield f"{key}: no EPI has the id {epi_id!r}; known: {', '.join(sorted(epi_ids))}"


def _twice(calendar: Calendar) -> Iterator[str]:
    for epi_id, count in Counter(one.id for one in calendar.epis).items():
        if count > 1:
            yield f"epis: {epi_id!r} stands {count} times"
    asked = Counter((one.table, epi) for one in calendar.deliveries for epi in one.epis or ("",))
    whole = {table for table, epi in asked if not epi}
    for (table, epi), count in asked.items():
        if count > 1 or (epi and table in whole):
            yield f"deliveries: {table!r} is asked for twice{f' of {epi!r}' if epi else ''}"
