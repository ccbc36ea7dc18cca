"""The deliveries judged before that hold a name which only tonight's files tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from flows.configuration import Configuration
from flows.pull import Pulled
from flows.secret import person_secret
from flows.settings import Settings
from flows.withheld import places_of
from schemas import DELIVERED
from transforms.names_in_text import NamesInText
from transforms.verdict import Verdict
from warehouse.store import Store

_NAME = ["epi_id", "last_name", "first_name"]
_FILE = ["epi_id", "delivery_id"]
_TABLES = (*DELIVERED, "deliveries", "delivery_tables", "delivery_columns", "findings", "quarantine")


def naming(
    settings: Settings, configuration: Configuration, store: Store, known: pl.DataFrame, verdict: Verdict,
    packs: Mapping[Pulled, str],
) -> list[Pulled]:  # fmt: skip
    """Of the files of these packs, those of an EPI whose people tonight's verdict is the first to tell, and names them.

    ``known`` are the people told before. They are to be judged again, so that a name is one token in all the files of
    its EPI.
    """
    if not packs:
        return []
    learned = verdict.people.select(_NAME).unique().join(known, on=_NAME, how="anti", nulls_equal=True)
    if learned.is_empty():
        return []
    names = NamesInText(learned, places_of(configuration), person_secret(settings.home))
    epis = set(learned["epi_id"])
    wanted = {
        (one.epi_id, one.sha256): pack for one, pack in packs.items() if one.epi_id in epis and one.path.is_file()
    }
    found = {file for pack in sorted(set(wanted.values())) for file in _named_in(store, pack, wanted, names)}
    return [one for one in packs if (one.epi_id, one.sha256) in found]


def _named_in(
    store: Store, pack: str, wanted: Mapping[tuple[str, str], str], names: NamesInText
) -> Iterator[tuple[str, str]]:
    """The files wanted of a pack in which a stored text names somebody."""
    files = pl.DataFrame([file for file, of in wanted.items() if of == pack], schema=_FILE, orient="row")
    for table in _TABLES:
        frame = store.frame(table, pack)
        if frame is None:
            continue
        rows = frame.join(files, on=_FILE, how="semi")
        for column in rows.select(pl.col(pl.String).exclude(_FILE)):
            told = names.column(rows["epi_id"], column, "key")
            yield from rows.filter(told.ne_missing(column)).select(_FILE).unique().iter_rows()
