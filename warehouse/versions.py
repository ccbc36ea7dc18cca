"""The published nights that can be served again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from warehouse.publish import current, versions
from warehouse.store import Store


@dataclass(frozen=True)
class KeptNight:
    """One night kept in the snapshots; ``let_through`` says what was accepted out of its bands."""

    run_id: str
    is_current: bool
    started_at: str
    as_of_date: str
    n_bytes: int
    n_rows_accepted: int
    n_rows_set_aside: int
    let_through: str


def kept_nights(home: Path) -> list[KeptNight]:
    """The nights kept, oldest first, and which of them is served."""
    served = current(home)
    facts = {one.run_id: one.facts for one in Store(home / "store").journal.entries()}
    return [
        KeptNight(
            run_id=night, is_current=night == served, n_bytes=(home / "snapshots" / f"{night}.duckdb").stat().st_size,
            **{name: facts.get(night, {}).get(name, "") for name in ("started_at", "as_of_date", "let_through")},
            **{name: facts.get(night, {}).get(name, 0) for name in ("n_rows_accepted", "n_rows_set_aside")},
        )
        for night in versions(home)
    ]  # fmt: skip
