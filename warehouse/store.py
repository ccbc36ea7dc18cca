"""The archive of everything judged: Parquet packs, one a table and night, and a manifest a night."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from schemas import CORE_TABLES, TABLES
from warehouse.bands import Band, lost_too_much
from warehouse.durable import sync
from warehouse.journal import Journal
from warehouse.manifest import InForce, Loss, Manifest, Receipt

_COMPUTED = ("is_in_force", "is_last_received")
CALENDAR = ("due_tables", "exemptions")
PACKED = (*CORE_TABLES, "deliveries", "delivery_tables", "delivery_columns", "findings", "quarantine", *CALENDAR)
PACKED_DELIVERY: dict[str, pl.DataType] = {
    name: column.dtype for name, column in TABLES["deliveries"].columns.items() if name not in _COMPUTED
}


class Store:
    """The archive below a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.packs = root / "packs"
        self.journal = Journal(root / "manifests")
        self._network = root / "network"

    def add(self, pack: str, frames: Mapping[str, pl.DataFrame]) -> None:
        """Keep one night's frames, by name of ``PACKED``; all of them or none is there after a power cut."""
        aside, place = self.packs / f".{pack}.part", self.packs / pack
        shutil.rmtree(aside, ignore_errors=True)
        try:
            aside.mkdir(parents=True)
            for name in PACKED:
                frame = frames[name]
                if frame.height or name == "deliveries":
                    path = aside / f"{name}.parquet"
                    frame.write_parquet(path, compression="zstd", compression_level=1)
                    sync(path)
            sync(aside)
            aside.replace(place)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        sync(self.packs)
        sync(self.root)

    def put_again(self, name: str, pack: str, frame: pl.DataFrame) -> None:
        """Write one table of a pack anew, in place at once: for what must not be kept of it. Only under the lock."""
        path = self.packs / pack / f"{name}.parquet"
        aside = path.with_name(f".{path.name}.part")
        try:
            frame.write_parquet(aside, compression="zstd", compression_level=1)
            sync(aside)
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
        sync(path.parent)

    def clear_unfinished(self) -> None:
        """Remove what a killed run, or a full disk, left half written; only under the lock."""
        for path in self.packs.glob(".*.part"):
            shutil.rmtree(path, ignore_errors=True)

    def set_damaged_aside(self) -> list[str]:
        """Rename the packs that hold a file cut short, so that their deliveries are judged again; their names.

        Only under the lock.
        """
        damaged = sorted({path.parent.name for path in self.packs.glob("[!.]*/*.parquet") if not _is_whole(path)})
        for pack in damaged:
            shutil.rmtree(self.packs / f".{pack}.damaged", ignore_errors=True)
            (self.packs / pack).replace(self.packs / f".{pack}.damaged")
        return damaged

    def has(self, pack: str) -> bool:
        """Whether the pack is there."""
        return (self.packs / pack).is_dir()

    def nights(self) -> list[str]:
        """The nights that left a pack or a manifest, published or not."""
        packs = (path.name for path in self.packs.glob("[0-9]*T*Z"))
        return sorted({*packs, *self.journal.nights()})

    def files(self, name: str) -> list[str]:
        """The Parquet files of one packed table, oldest first."""
        return sorted(str(path) for path in self.packs.glob(f"[!.]*/{name}.parquet"))

    def frame(self, name: str, pack: str) -> pl.DataFrame | None:
        """One table of one pack, None when it holds no row of it."""
        path = self.packs / pack / f"{name}.parquet"
        return pl.read_parquet(path) if path.exists() else None

    def judged(self, until: str | None = None) -> pl.DataFrame:
        """Every delivery judged, up to a night, with its ``pack``; of several judgements of one delivery, the last.

        A fact declared since the pack was made is null.
        """
        files = [file for file in self.files("deliveries") if until is None or Path(file).parent.name <= until]
        shape = PACKED_DELIVERY | {"pack": pl.String()}
        frames = [pl.read_parquet(file).with_columns(pl.lit(Path(file).parent.name).alias("pack")) for file in files]
        versions = ["epi_id", "source_name", "delivery_id", "rules_version", "mapping_version"]
        told = pl.concat([pl.DataFrame(schema=shape), *frames], how="diagonal_relaxed")
        return told.sort("pack").unique(versions, keep="last", maintain_order=True).select(list(shape))

    def keep_network(self, found: pl.DataFrame) -> str:
        """Keep what the checks across the network found in one night; its name, empty when they found nothing."""
        if not found.height:
            return ""
        self._network.mkdir(parents=True, exist_ok=True)
        aside = self._network / ".part"
        try:
            found.write_parquet(aside, compression="zstd")
            sync(aside)
            name = hashlib.sha256(aside.read_bytes()).hexdigest()[:16]
            aside.replace(self._network / f"{name}.parquet")
        finally:
            aside.unlink(missing_ok=True)
        sync(self._network)
        return name

    def network(self, name: str) -> pl.DataFrame:
        """What was kept under that name."""
        return pl.read_parquet(self._network / f"{name}.parquet") if name else TABLES["findings"].empty()


Held = Mapping[tuple[str, str, str], Mapping[str, bool]]


def choose_in_force(
    previous: Manifest | None, received: tuple[Receipt, ...], held: Held, kept: Sequence[Receipt] = ()
) -> tuple[InForce, ...]:
    """Per EPI, source and table, the last accepted delivery that holds the table.

    ``received`` is what came; ``kept`` what came before and was judged again, the last received first. ``held`` tells
    of each delivery accepted, by ``(pack, epi_id, delivery_id)``, the tables found and whether they are sound; a
    delivery that is not there is refused. What stood keeps its place before any older delivery, by its new judgement,
    or by the one before where the new one refuses it. A source that is no longer declared, so not in ``received``,
    leaves. One file received from two sources of an EPI stands once, for the first of them.
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
        tables = {name for one in candidates for name in held.get(_judged_as(one), ())} | stood.keys()
        standing = (_standing(name, candidates, held, stood.get(name)) for name in tables)
        chosen += [one for one in standing if one is not None]
    distinct: dict[tuple[str, str, str], InForce] = {}
    for one in sorted(chosen, key=str):
        distinct.setdefault((one.epi_id, one.table_name, one.delivery_id), one)
    return tuple(distinct.values())


def _standing(table: str, candidates: Sequence[Receipt], held: Held, stood: InForce | None) -> InForce | None:
    """What stands of one table of one source, among its deliveries from the last to the first."""
    for one in candidates:
        tables = held.get(_judged_as(one))
        if tables and tables.get(table):
            return InForce(one.epi_id, one.source_name, table, one.delivery_id, one.pack)
        if stood and one.delivery_id == stood.delivery_id:
            is_no_longer_there = tables is not None and table not in tables
            return None if is_no_longer_there else stood
    return stood


def _judged_as(one: Receipt) -> tuple[str, str, str]:
    return (one.pack, one.epi_id, one.delivery_id)


def keep_losses_out(
    previous: Manifest | None, chosen: tuple[InForce, ...], received: tuple[Receipt, ...], store: Store,
    bands: Mapping[str, Band],
) -> tuple[tuple[InForce, ...], tuple[Loss, ...]]:  # fmt: skip
    """What stands when a delivery that lost too many rows of a table (X2) does not replace the one before, and these.

    The same delivery judged again is no loss of the file: the bands watch it.
    """
    before = {(one.epi_id, one.source_name, one.table_name): one for one in (previous.in_force if previous else ())}
    pairs = {one: before.get((one.epi_id, one.source_name, one.table_name)) for one in chosen}
    moved = {one: old for one, old in pairs.items() if old and old.delivery_id != one.delivery_id}
    rows = accepted_rows(store, {one.pack for pair in moved.items() for one in pair})
    filenames = {(one.epi_id, one.source_name): one.filename for one in received}
    stands, losses = list[InForce](), list[Loss]()
    for one in chosen:
        old = moved.get(one)
        was, now = (rows.get((x.pack, x.epi_id, x.delivery_id, x.table_name), 0) for x in (old or one, one))
        if old and lost_too_much(was, now, bands.get(one.table_name, Band())):
            stands.append(old)
            filename = filenames[one.epi_id, one.source_name]
            losses.append(Loss(one.epi_id, one.source_name, one.table_name, one.delivery_id, filename, was, now))
        else:
            stands.append(one)
    return tuple(stands), tuple(losses)


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


def _is_whole(path: Path) -> bool:
    """Whether a Parquet file has its two marks and the length of its footer fits: what is cut short has not."""
    with path.open("rb") as file:
        head = file.read(4)
        file.seek(-8, 2) if path.stat().st_size >= 12 else file.seek(0)
        foot = file.read(8)
    length = int.from_bytes(foot[:4], "little")
    return head == foot[4:] == b"PAR1" and length + 12 <= path.stat().st_size
