"""What a night mends as it begins: parts of the store lost or altered, a stray write-ahead file, a clock set back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from flows.configuration import Configuration
from flows.explanation_folder import clear_explanations
from flows.pull import Pulled
from flows.received import Received
from flows.sources.inbox import move_inbox
from warehouse.manifest import InForce, Manifest
from warehouse.publish import NAME, clear_foreign_wal
from warehouse.query import standing_deliveries
from warehouse.store import Store


def mend(home: Path, store: Store, clock: dt.datetime, started_at: dt.datetime) -> list[str]:
    """Clear what killed runs left, set aside what is damaged; one English sentence for each thing mended."""
    move_inbox(home)
    store.clear_unfinished()
    clear_explanations(home, clock)
    notes = [
        f"the clock ({clock:%Y-%m-%d %H:%M} UTC) is behind the last night: this one is dated just after it"
        for _ in range(started_at != clock)
    ]
    notes += [
        f"the store's pack {pack} no longer holds what was written: it was set aside, and is made again"
        for pack in store.set_damaged_aside()
    ]
    notes += [
        f"the manifest of night {night} cannot be read and was set aside: that night is no longer in the history"
        for night in store.journal.set_damaged_aside()
    ]
    if clear_foreign_wal(home):
        notes.append(f"{NAME}.wal, left by someone who opened the published file for writing, was moved away")
    return notes


def lost_deliveries(
    home: Path, store: Store, configuration: Configuration, previous: Manifest | None
) -> Iterator[Pulled]:
    """The files in force whose pack is gone, as they were received; those no longer in the archive are left out."""
    gone = [one for one in previous.in_force if not store.has(one.pack)] if previous else []
    facts = standing_deliveries(home / NAME) if gone else {}
    sources = {(epi.id, source.name): source for epi in configuration.epis for source in epi.sources}
    for key in sorted({(one.epi_id, one.source_name, one.delivery_id) for one in gone}):
        kept, source = Received(home / "received").find(key[2]), sources.get(key[:2])
        if kept is None or source is None:
            continue
        filename, origin, received_at = facts.get(key, ("", "", dt.datetime.now(dt.UTC)))
        yield Pulled(
            epi_id=key[0], source=key[1], tables=source.tables, filename=filename, sha256=key[2], size=kept.size,
            path=kept.path, received_at=received_at.replace(tzinfo=dt.UTC), origin=origin, is_unchanged=True, place="",
        )  # fmt: skip


def with_packs_found(
    previous: Manifest, store: Store, tonight: str, held: Mapping[tuple[str, str, str], Mapping[str, bool]]
) -> Manifest:
    """The manifest before, where what stood in a pack that is gone stands in tonight's, or no longer.

    ``held`` gives the tables of what was judged, by ``(pack, epi_id, delivery_id)``, true where they are sound.
    """
    packs = {pack: store.has(pack) for pack in {one.pack for one in previous.in_force}}
    kept: list[InForce] = []
    for one in previous.in_force:
        if packs[one.pack]:
            kept.append(one)
        elif held.get((tonight, one.epi_id, one.delivery_id), {}).get(one.table_name):
            kept.append(replace(one, pack=tonight))
    return replace(previous, in_force=tuple(kept))
