"""The archive of everything judged: Parquet packs, one a table and night, and a manifest a night."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import polars as pl

from schemas import CORE_TABLES, TABLES
from warehouse.durable import sync, write_whole

_COMPUTED = ("is_in_force", "is_last_received")
PACKED = (*CORE_TABLES, "deliveries", "delivery_tables", "delivery_columns", "findings", "quarantine")
PACKED_DELIVERY: dict[str, pl.DataType] = {
    name: column.dtype for name, column in TABLES["deliveries"].columns.items() if name not in _COMPUTED
}


@dataclass(frozen=True)
class InForce:
    """One table of one source that stands in the warehouse, and the pack that holds its rows."""

    epi_id: str
    source_name: str
    table_name: str
    delivery_id: str
    pack: str


@dataclass(frozen=True)
class Receipt:
    """What one source gave in one night: a delivery and the pack that judged it, or the code of a failure."""

    epi_id: str
    source_name: str
    filename: str
    delivery_id: str
    pack: str
    failure_code: str = ""
    message: str = ""


@dataclass(frozen=True)
class Manifest:
    """One night: all that the published file is made of, beside the packs."""

    run_id: str
    started_at: str
    as_of_date: str
    rules_version: str
    configuration_id: str
    received: tuple[Receipt, ...]
    in_force: tuple[InForce, ...]
    epis_pack: str
    n_rows_accepted: int = 0
    n_rows_set_aside: int = 0
    set_aside_eur: str = "0"

    def same_content(self, other: Manifest | None) -> bool:
        """Whether a warehouse built from the other would hold the same."""
        return other is not None and self._content() == other._content()

    def _content(self) -> tuple[object, ...]:
        return (
            self.as_of_date, self.rules_version, self.configuration_id, sorted(map(str, self.received)),
            sorted(map(str, self.in_force)),
        )  # fmt: skip

    def as_json(self) -> str:
        """The manifest as stored."""
        return json.dumps(asdict(self), sort_keys=True, indent=1, ensure_ascii=False)


def read_manifest(text: str) -> Manifest:
    """The inverse of :meth:`Manifest.as_json`."""
    raw = json.loads(text)
    received = tuple(Receipt(**one) for one in raw.pop("received"))
    in_force = tuple(InForce(**one) for one in raw.pop("in_force"))
    return Manifest(received=received, in_force=in_force, **raw)


class Store:
    """The archive below a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.packs = root / "packs"
        self._manifests = root / "manifests"

    def add(self, pack: str, frames: Mapping[str, pl.DataFrame]) -> None:
        """Keep one night's frames, by name of ``PACKED``; all of them or none is there after a power cut."""
        aside, place = self.packs / f".{pack}.part", self.packs / pack
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        for name in PACKED:
            frame = frames[name]
            if frame.height or name == "deliveries":
                path = aside / f"{name}.parquet"
                frame.write_parquet(path, compression="zstd", compression_level=1)
                sync(path)
        sync(aside)
        aside.replace(place)
        sync(self.packs)
        sync(self.root)

    def clear_unfinished(self) -> None:
        """Remove what a killed run left half written; only under the lock."""
        for path in self.packs.glob(".*.part"):
            shutil.rmtree(path, ignore_errors=True)

    def files(self, name: str) -> list[str]:
        """The Parquet files of one packed table, oldest first."""
        return sorted(str(path) for path in self.packs.glob(f"*/{name}.parquet"))

    def frame(self, name: str, pack: str) -> pl.DataFrame | None:
        """One table of one pack, None when it holds no row of it."""
        path = self.packs / pack / f"{name}.parquet"
        return pl.read_parquet(path) if path.exists() else None

    def judged(self) -> pl.DataFrame:
        """Every delivery ever judged, with its ``pack``; of several judgements of one delivery, the last."""
        files = self.files("deliveries")
        shape = PACKED_DELIVERY | {"pack": pl.String()}
        if not files:
            return pl.DataFrame(schema=shape)
        frames = [pl.read_parquet(file).with_columns(pl.lit(Path(file).parent.name).alias("pack")) for file in files]
        versions = ["epi_id", "source_name", "delivery_id", "rules_version", "mapping_version"]
        return pl.concat(frames).sort("pack").unique(versions, keep="last", maintain_order=True).select(list(shape))

    def write_manifest(self, manifest: Manifest) -> None:
        """Keep the manifest of a published night."""
        self._manifests.mkdir(parents=True, exist_ok=True)
        write_whole(self._manifests / f"{manifest.run_id}.json", manifest.as_json())

    def manifests(self) -> Iterator[Manifest]:
        """The manifests of the published nights, oldest first."""
        for path in sorted(self._manifests.glob("*.json")):
            yield read_manifest(path.read_text(encoding="utf-8"))

    def forget_after(self, run_id: str) -> None:
        """Remove the manifests of nights later than this one, which a killed run never published; under the lock."""
        for path in self._manifests.glob("*.json"):
            if path.stem > run_id:
                path.unlink()

    def manifest(self, run_id: str) -> Manifest | None:
        """The manifest of one published night."""
        path = self._manifests / f"{run_id}.json"
        return read_manifest(path.read_text(encoding="utf-8")) if path.exists() else None


def choose_in_force(
    previous: Manifest | None,
    received: tuple[Receipt, ...],
    held: Mapping[tuple[str, str, str], tuple[str, ...]],
) -> tuple[InForce, ...]:
    """Per EPI, source and table, the last accepted delivery that holds the table.

    ``held`` gives the tables of each delivery accepted, by ``(pack, epi_id, delivery_id)``; a delivery that is not
    there is refused. A source that is no longer declared, so not in ``received``, leaves. One file received from two
    sources of an EPI stands once, for the first of them.
    """
    before: dict[tuple[str, str], list[InForce]] = {}
    for one in previous.in_force if previous else ():
        before.setdefault((one.epi_id, one.source_name), []).append(one)
    chosen: list[InForce] = []
    for receipt in received:
        tables = held.get((receipt.pack, receipt.epi_id, receipt.delivery_id), ())
        chosen += [InForce(receipt.epi_id, receipt.source_name, t, receipt.delivery_id, receipt.pack) for t in tables]
        stands = before.get((receipt.epi_id, receipt.source_name), [])
        chosen += [one for one in stands if one.table_name not in tables]
    distinct: dict[tuple[str, str, str], InForce] = {}
    for one in sorted(chosen, key=str):
        distinct.setdefault((one.epi_id, one.table_name, one.delivery_id), one)
    return tuple(distinct.values())


def held_tables(store: Store, packs: set[str]) -> dict[tuple[str, str, str], tuple[str, ...]]:
    """The tables that each accepted delivery of these packs holds, by ``(pack, epi_id, delivery_id)``."""
    held: dict[tuple[str, str, str], tuple[str, ...]] = {}
    for pack in packs:
        deliveries, tables = store.frame("deliveries", pack), store.frame("delivery_tables", pack)
        if deliveries is None or tables is None:
            continue
        good = deliveries.filter(pl.col("state") != "refused").select("epi_id", "delivery_id").unique()
        sound = (pl.col("n_rows_accepted") > 0) | (pl.col("n_rows_set_aside") == 0)
        found = (
            tables.filter(sound)
            .join(good, on=["epi_id", "delivery_id"])
            .unique(["epi_id", "delivery_id", "table_name"])
        )
        for epi_id, delivery_id, name in found.select("epi_id", "delivery_id", "table_name").sort(pl.all()).iter_rows():
            key = (pack, epi_id, delivery_id)
            held[key] = (*held.get(key, ()), name)
    return held
