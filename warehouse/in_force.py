"""What stands: of each source and table the last accepted delivery, unless it lost too many rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import polars as pl

from warehouse.bands import Band, lost_too_much
from warehouse.manifest import InForce, Loss, Manifest, Receipt
from warehouse.store import Store

Held = Mapping[tuple[str, str, str], Mapping[str, bool]]
Given = Mapping[Receipt, Mapping[str, bool]]


def tables_given(held: Held, asked: Mapping[Receipt, Collection[str] | None]) -> Given:
    """The tables that each accepted delivery gives to its source, of those asked of it (None asks for all).

    ``held`` tells of each delivery accepted, by ``(pack, epi_id, delivery_id)``, the tables found, true where sound.
    """
    found = ((one, held.get((one.pack, one.epi_id, one.delivery_id)), names) for one, names in asked.items())
    return {
        one: {name: is_sound for name, is_sound in tables.items() if names is None or name in names}
        for one, tables, names in found
        if tables is not None
    }


def choose_in_force(
    previous: Manifest | None, received: tuple[Receipt, ...], given: Given, kept: Sequence[Receipt] = ()
) -> tuple[InForce, ...]:
    """Per EPI, source and table, the last accepted delivery that holds the table.

    ``received`` is what came; ``kept`` what came before and was judged again, the last received first; ``given`` the
    tables of each, where it is accepted. What stood keeps its place before any older delivery, by its new judgement,
    or by the one before where the new one refuses it. A source that is no longer declared, so not in ``received``,
    leaves. One file received from two sources of an EPI stands once, for the first of them. A table that the last
    accepted delivery no longer holds still stands here: see ``gone_since``.
    """
    before: dict[tuple[str, str], dict[str, InForce]] = {}
    for one in previous.in_force if previous else ():
        before.setdefault((one.epi_id, one.source_name), {})[one.table_name] = one
    earlier: dict[tuple[str, str], list[Receipt]] = {}
    for again in kept:
        earlier.setdefault((again.epi_id, again.source_name), []).append(again)
    chosen: list[InForce] = []
    for receipt in received:
        source = (receipt.epi_id, receipt.source_name)
        candidates, stood = [receipt, *earlier.get(source, ())], before.get(source, {})
        tables = {name for one in candidates for name in given.get(one, ())} | stood.keys()
        standing = (_standing(name, candidates, given, stood.get(name)) for name in tables)
        chosen += [one for one in standing if one is not None]
    distinct: dict[tuple[str, str, str], InForce] = {}
    for one in sorted(chosen, key=str):
        distinct.setdefault((one.epi_id, one.table_name, one.delivery_id), one)
    return tuple(distinct.values())


def _standing(table: str, candidates: Sequence[Receipt], given: Given, stood: InForce | None) -> InForce | None:
    """What stands of one table of one source, among its deliveries from the last to the first."""
    for one in candidates:
        tables = given.get(one)
        if tables and tables.get(table):
            return InForce(one.epi_id, one.source_name, table, one.delivery_id, one.pack)
        if stood and one.delivery_id == stood.delivery_id:
            is_no_longer_there = tables is not None and table not in tables
            return None if is_no_longer_there else stood
    return stood


def gone_since(
    chosen: tuple[InForce, ...], received: tuple[Receipt, ...], given: Given, kept: Sequence[Receipt] = ()
) -> dict[InForce, Receipt]:
    """Of the tables chosen, those that the last accepted delivery of their source no longer holds, with that delivery.

    ``received``, ``given`` and ``kept`` as in ``choose_in_force``.
    """
    last: dict[tuple[str, str], Receipt] = {}
    for one in (*received, *kept):
        if one in given:
            last.setdefault((one.epi_id, one.source_name), one)
    pairs = ((one, last.get((one.epi_id, one.source_name))) for one in chosen)
    return {
        one: newer for one, newer in pairs
        if newer and newer.delivery_id != one.delivery_id and one.table_name not in given[newer]
    }  # fmt: skip


def keep_losses_out(
    previous: Manifest | None, chosen: tuple[InForce, ...], gone: Mapping[InForce, Receipt],
    received: tuple[Receipt, ...], store: Store, bands: Mapping[str, Band],
) -> tuple[tuple[InForce, ...], tuple[Loss, ...]]:  # fmt: skip
    """What stands when a delivery that lost too many rows of a table (X2) does not replace the one before, and these.

    ``gone`` are the tables chosen of which the delivery lost all rows, for it no longer holds them. The same delivery
    judged again is no loss of the file: the bands watch it.
    """
    before = {(one.epi_id, one.source_name, one.table_name): one for one in (previous.in_force if previous else ())}
    pairs = {one: before.get((one.epi_id, one.source_name, one.table_name)) for one in chosen}
    moved = {one: old for one, old in pairs.items() if old and old.delivery_id != one.delivery_id}
    rows = accepted_rows(store, {one.pack for pair in moved.items() for one in pair} | {one.pack for one in gone})
    filenames = {(one.epi_id, one.source_name): one.filename for one in received}
    stands, losses = list[InForce](), list[Loss]()
    for one in chosen:
        newer = gone.get(one)
        old, now = (one, 0) if newer else (moved.get(one), rows.get(_table_of(one), 0))
        was = rows.get(_table_of(old), 0) if old else 0
        if old and lost_too_much(was, now, bands.get(one.table_name, Band())):
            stands.append(old)
            file = (newer or one).delivery_id, newer.filename if newer else filenames[one.epi_id, one.source_name]
            losses.append(Loss(one.epi_id, one.source_name, one.table_name, *file, was, now))
        elif not newer:
            stands.append(one)
    return tuple(stands), tuple(losses)


def _table_of(one: InForce) -> tuple[str, str, str, str]:
    return (one.pack, one.epi_id, one.delivery_id, one.table_name)


def accepted_rows(store: Store, packs: set[str]) -> dict[tuple[str, str, str, str], int]:
    """The rows accepted by ``(pack, epi_id, delivery_id, table_name)``, of these packs."""
    rows: dict[tuple[str, str, str, str], int] = {}
    for pack in packs:
        tables = store.frame("delivery_tables", pack)
        if tables is not None:
            key = ("epi_id", "delivery_id", "table_name")
            summed = tables.group_by(key).agg(pl.sum("n_rows_accepted"))
            rows |= {(pack, *one[:3]): one[3] for one in summed.iter_rows()}
    return rows


def held_tables(store: Store, packs: set[str]) -> Held:
    """The tables found in each accepted delivery of these packs, each true where it is sound: not all set aside."""
    held: dict[tuple[str, str, str], dict[str, bool]] = {}
    for pack in packs:
        deliveries, tables = store.frame("deliveries", pack), store.frame("delivery_tables", pack)
        if deliveries is None or tables is None:
            continue
        good = deliveries.filter(pl.col("state") != "refused").select("epi_id", "delivery_id").unique()
        sound = (pl.col("n_rows_accepted") > 0) | (pl.col("n_rows_set_aside") == 0)
        found = tables.join(good, on=["epi_id", "delivery_id"]).group_by("epi_id", "delivery_id", "table_name")
        for epi_id, delivery_id, name, is_sound in found.agg(sound.any()).sort(pl.all()).iter_rows():
            held.setdefault((pack, epi_id, delivery_id), {})[name] = is_sound
    return held
