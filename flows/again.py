"""The deliveries to judge again beside those that came: what stands, and what came after it and was refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from flows.last_pulls import read_last_pulls
from flows.pull import Pulled, PullFailure, memory_key
from flows.received import Received
from flows.settings import Settings
from warehouse.manifest import Manifest

_SOURCE = ["epi_id", "source_name"]
_KEY = [*_SOURCE, "delivery_id"]


@dataclass(frozen=True)
class Kept:
    """Deliveries received before, the last of each source first, as if pulled anew; ``packs`` judged them last."""

    files: tuple[Pulled, ...]
    packs: dict[tuple[str, str, str], str]


def kept_deliveries(
    settings: Settings, judged: pl.DataFrame, previous: Manifest | None, pulled: Sequence[Pulled | PullFailure]
) -> Kept:
    """Of each source pulled, the earlier deliveries that stand, or that came later and may stand by tonight's rules.

    ``judged`` is every delivery ever judged (``Store.judged``). The file itself is found under its SHA-256, so that
    it is judged again though the source is silent, says that nothing changed, or has lost it.
    """
    pulls = {(one.epi_id, one.source): one for one in pulled}
    recent = read_last_pulls(settings.home)
    keys = {source: memory_key(one) for source, one in pulls.items()}
    last = [(*source, recent[key].sha256) for source, key in keys.items() if key in recent]
    stands = [(f.epi_id, f.source_name, f.delivery_id) for f in previous.in_force] if previous else []
    came = [(*source, one.sha256) for source, one in pulls.items() if isinstance(one, Pulled)]
    mine = judged.unique(_KEY, keep="last", maintain_order=True).join(_frame(list(pulls)), on=_SOURCE, how="semi")
    rows = _since(mine, _frame(stands), _frame(last)).join(_frame(came), on=_KEY, how="anti", maintain_order="left")
    received = Received(settings.home / "received")
    files, packs = list[Pulled](), dict[tuple[str, str, str], str]()
    for row in rows.iter_rows(named=True):
        source = (row["epi_id"], row["source_name"])
        files.append(_again(pulls[source], row, received))
        packs[*source, row["delivery_id"]] = row["pack"]
    return Kept(tuple(files), packs)


def _frame(rows: Sequence[tuple[str, ...]]) -> pl.DataFrame:
    """Keys of sources or of deliveries, each once."""
    names = _KEY[: len(rows[0])] if rows else _KEY
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row").unique()


def _since(deliveries: pl.DataFrame, stands: pl.DataFrame, last: pl.DataFrame) -> pl.DataFrame:
    """Of each source the deliveries from the earliest that stands; the last pulled first, then the last received."""
    standing = deliveries.join(stands, on=_KEY, how="semi")
    since = standing.group_by(_SOURCE).agg(pl.min("received_at").alias("since"))
    marked = deliveries.join(last.with_columns(pl.lit(value=True).alias("is_last")), on=_KEY, how="left")
    marked = marked.join(since, on=_SOURCE, how="left").with_columns(pl.col("is_last").fill_null(value=False))
    is_recent = pl.col("since").is_null() | (pl.col("received_at") >= pl.col("since"))
    return marked.filter(is_recent | pl.col("is_last")).sort(
        "is_last", "received_at", "pack", "delivery_id", descending=True
    )


def _again(one: Pulled | PullFailure, row: dict[str, Any], received: Received) -> Pulled:
    path = received.path(row["delivery_id"])
    return Pulled(
        epi_id=one.epi_id, source=one.source, tables=one.tables, filename=row["filename"], sha256=row["delivery_id"],
        size=path.stat().st_size if path.is_file() else 0, path=path, received_at=row["received_at"],
        origin=row["origin"], is_unchanged=True, place="",
    )  # fmt: skip
