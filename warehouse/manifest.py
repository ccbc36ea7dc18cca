"""One night as the store remembers it: what came, what stands, and the counts of what was published."""

from __future__ import annotations

from dataclasses import dataclass


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
class Loss:
    """A delivery whose table lost too many rows since the one in force, which therefore still stands."""

    epi_id: str
    source_name: str
    table_name: str
    delivery_id: str
    filename: str
    n_rows_before: int
    n_rows_after: int


@dataclass(frozen=True)
class TableCount:
    """What is published of one table of one EPI: rows, and euros as text, of its amount."""

    epi_id: str
    table_name: str
    n_rows: int
    amount_eur: str


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
    losses: tuple[Loss, ...] = ()
    network_pack: str = ""
    counts: tuple[TableCount, ...] = ()
    n_deliveries: int = 0
    n_rows_accepted: int = 0
    n_rows_set_aside: int = 0
    set_aside_eur: str = "0"
    let_through: str = ""
    decisions_id: str = ""

    def same_content(self, other: Manifest | None) -> bool:
        """Whether a warehouse built from the other would hold the same."""
        return other is not None and self._content() == other._content()

    def _content(self) -> tuple[object, ...]:
        return (
            self.as_of_date, self.rules_version, self.configuration_id, self.decisions_id,
            sorted(map(str, self.received)),
            sorted(map(str, self.in_force)),
        )  # fmt: skip
