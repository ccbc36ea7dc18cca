"""What the public tables would tell beside those published before in the same place: of few people, by subtraction."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from flows.open_data import PublicData
from flows.settings import ConfigurationError
from schemas.open_data import PUBLIC_TABLES

_COUNT = "n_people"


def told_by_difference(data: PublicData, folder: Path, threshold: int) -> list[str]:
    """The figures that moved by fewer people than the threshold since what the folder holds, each as ``table: key``.

    Whoever kept the earlier files would know by subtraction what these few people, or one, brought or took away.
    Raises ConfigurationError where the files there are not public tables.
    """
    found: list[str] = []
    for name, frame in data.tables.items():
        before = _published(folder / name / f"{name}.csv", name)
        if before is None:
            continue
        key = [one for one in PUBLIC_TABLES[name].key if one != "as_of_date"]
        both = _counts(frame, key).join(_counts(before, key), on="key", suffix="_before")
        moved = (pl.col(_COUNT) - pl.col(f"{_COUNT}_before")).abs()
        few = both.filter((moved > 0) & (moved < threshold)).sort("key")
        found += [f"{name}: {one}" if one else name for one in few["key"]]
    return found


def _counts(frame: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """The people of each row that tells them, by its key as one text."""
    parts = [pl.col(one).cast(pl.String) for one in key]
    joined = pl.concat_str(parts, separator="/") if parts else pl.lit("")
    return frame.select(joined.alias("key"), pl.col(_COUNT)).drop_nulls(_COUNT)


def _published(path: Path, name: str) -> pl.DataFrame | None:
    """The table as it was published there; None where there is none."""
    if not path.exists():
        return None
    wanted = [*PUBLIC_TABLES[name].key, _COUNT]
    try:
        return pl.read_csv(path, infer_schema=False).select(*wanted[:-1], pl.col(_COUNT).cast(pl.Int64))
    except pl.exceptions.PolarsError:
        raise ConfigurationError(f"{path}: this is not the public table of that name") from None
