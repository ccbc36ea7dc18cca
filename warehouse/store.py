"""The archive of everything judged: Parquet packs, one a table and night, and a manifest a night."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import polars as pl

from schemas import CORE_TABLES, TABLES
from warehouse.durable import sync, write_frame
from warehouse.journal import Journal
from warehouse.pack_contents import accept, digest, is_sound, seal

_NAME_LENGTH = 16  # of what is kept under the beginning of its own digest
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
        self._unkept: dict[str, Mapping[str, pl.DataFrame]] = {}

    def beside(self, pack: str, frames: Mapping[str, pl.DataFrame]) -> Store:
        """The same archive, read with one pack more, of which nothing is kept: what a dry run judged."""
        store = Store(self.root)
        store._unkept = {**self._unkept, pack: frames}
        return store

    def add(self, pack: str, frames: Mapping[str, pl.DataFrame]) -> None:
        """Keep one night's frames, by name of ``PACKED``; all of them or none is there after a power cut.

        A pack of that name, of which a part is gone, is set aside.
        """
        aside, place = self.packs / f".{pack}.part", self.packs / pack
        shutil.rmtree(aside, ignore_errors=True)
        try:
            aside.mkdir(parents=True)
            for name in PACKED:
                frame = frames[name]
                if frame.height or name == "deliveries":
                    write_frame(aside / f"{name}.parquet", frame)
            seal(aside)
            sync(aside)
            if place.exists():
                self._set_aside(pack)
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
            write_frame(aside, frame)
            accept(path.parent, path.name, aside)
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
        sync(path.parent)

    def clear_unfinished(self) -> None:
        """Remove what a killed run, or a full disk, left half written; only under the lock."""
        for path in self.packs.glob(".*.part"):
            shutil.rmtree(path, ignore_errors=True)

    def set_damaged_aside(self) -> list[str]:
        """Rename the packs that no longer hold what was written, so that they are made again; their names.

        Only under the lock.
        """
        damaged = sorted(pack.name for pack in self.packs.glob("[!.]*/") if not is_sound(pack))
        for pack in damaged:
            self._set_aside(pack)
        return damaged

    def forget_damaged(self) -> None:
        """Remove what was set aside as damaged, which was made again since; only under the lock."""
        for path in self.packs.glob(".*.damaged"):
            shutil.rmtree(path)

    def _set_aside(self, pack: str) -> None:
        shutil.rmtree(self.packs / f".{pack}.damaged", ignore_errors=True)
        (self.packs / pack).replace(self.packs / f".{pack}.damaged")

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
        if pack in self._unkept:
            return self._unkept[pack].get(name)
        path = self.packs / pack / f"{name}.parquet"
        return pl.read_parquet(path, glob=False) if path.exists() else None

    def judged(self, until: str | None = None) -> pl.DataFrame:
        """Every delivery judged, up to a night, with its ``pack``; of several judgements of one delivery, the last.

        A fact declared since the pack was made is null.
        """
        files = [file for file in self.files("deliveries") if until is None or Path(file).parent.name <= until]
        shape = PACKED_DELIVERY | {"pack": pl.String()}
        frames = [
            pl.read_parquet(file, glob=False).with_columns(pl.lit(Path(file).parent.name).alias("pack"))
            for file in files
        ]
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
            write_frame(aside, found)
            name = digest(aside)[:_NAME_LENGTH]
            aside.replace(self._network_file(name))
        finally:
            aside.unlink(missing_ok=True)
        sync(self._network)
        return name

    def network(self, name: str) -> pl.DataFrame:
        """What was kept under that name."""
        return pl.read_parquet(self._network_file(name), glob=False) if name else TABLES["findings"].empty()

    def lost(self, packs: Iterable[str], network: str) -> list[str]:
        """The packs, and what was kept of the network under its name, that no longer hold what was written."""
        gone = [pack for pack in sorted(set(packs)) if not self.has(pack) or not is_sound(self.packs / pack)]
        file = self._network_file(network)
        is_kept = not network or (file.is_file() and digest(file)[:_NAME_LENGTH] == network)
        return gone if is_kept else [*gone, f"{self._network.name}/{file.name}"]

    def _network_file(self, name: str) -> Path:
        return self._network / f"{name}.parquet"
