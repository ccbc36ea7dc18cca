"""Files that come back once somebody was erased from them: what was judged of them is kept again, as received now.

Where nothing is held of them, as from another EPI, they have not come.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from flows.pull import Pulled, PullFailure
from warehouse.store import Store

_FILE = ["epi_id", "delivery_id"]
_ERASED = "FICHIER-61"


def without_unknown_copies(pulled: Sequence[Pulled | PullFailure], store: Store) -> list[Pulled | PullFailure]:
    """What was pulled; a file of which a redacted copy alone is left, and nothing is held for its EPI, has not come."""
    copies = {(one.epi_id, one.sha256) for one in pulled if isinstance(one, Pulled) and not one.path.is_file()}
    unknown = copies - set(store.judged().select(_FILE).iter_rows()) if copies else copies
    return [_erased(one) if isinstance(one, Pulled) and (one.epi_id, one.sha256) in unknown else one for one in pulled]


def _erased(one: Pulled) -> PullFailure:
    return PullFailure(
        epi_id=one.epi_id, source=one.source, tables=one.tables, code=_ERASED, params={},
        detail="somebody was erased from this file, and nothing is held of it for this EPI", origin=one.origin,
        is_transport=False, part=one.part,
    )  # fmt: skip


def with_returned(
    frames: Mapping[str, pl.DataFrame], store: Store, returned: Mapping[Pulled, str]
) -> dict[str, pl.DataFrame]:
    """The frames of a night's pack, and in them all that is held of these files, each in the pack of that name.

    Of such a file a redacted copy alone is left, which is never judged; the store knows by this that it was the last
    received of its source.
    """
    files = {(one.epi_id, one.sha256): pack for one, pack in returned.items()}
    tables = [name for name, frame in frames.items() if set(_FILE) <= set(frame.columns) and name != "deliveries"]
    held = {name: [_held(store, name, pack, *file) for file, pack in files.items()] for name in tables}
    held["deliveries"] = list(_received(store, returned))
    return {name: pl.concat([frame, *held.get(name, [])], how="diagonal_relaxed") for name, frame in frames.items()}


def _held(store: Store, name: str, pack: str, epi_id: str, delivery_id: str) -> pl.DataFrame:
    """The rows of one file in a pack."""
    frame = store.frame(name, pack)
    if frame is None:
        return pl.DataFrame()
    return frame.filter(pl.col("epi_id") == epi_id, pl.col("delivery_id") == delivery_id)


def _received(store: Store, returned: Mapping[Pulled, str]) -> Iterator[pl.DataFrame]:
    """Each delivery as its source gave it now."""
    for one, pack in returned.items():
        delivery = _held(store, "deliveries", pack, one.epi_id, one.sha256).head(1)
        now = pl.lit(one.received_at.replace(tzinfo=None)).cast(delivery.schema["received_at"])
        yield delivery.with_columns(pl.lit(one.source).alias("source_name"), now.alias("received_at"))
