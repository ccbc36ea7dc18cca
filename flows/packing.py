"""Verdicts as the store keeps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from flows.profiles import mapping_version
from flows.pull import Pulled
from flows.sound_frames import assert_sound
from flows.version import rules_version
from flows.withheld import without_names
from schemas import TABLES
from transforms.names_in_text import NamesInText
from transforms.verdict import Profile, Verdict
from warehouse.store import PACKED_DELIVERY


def pack_frames(
    verdict: Verdict, fresh: Sequence[Pulled], profiles: Mapping[tuple[str, str, str], Profile], names: NamesInText
) -> dict[str, pl.DataFrame]:
    """The verdict as the store keeps it: no value of a personal column, and no name of ``names`` in any other.

    Raises UnsoundFrameError where an accepted row breaks the model of its table.
    """
    assert_sound(verdict.accepted)
    verdict = without_names(verdict, names)
    private = pl.col("is_private")
    findings = verdict.findings.with_columns(
        pl.when(~private).then(pl.col(name)).alias(name) for name in ("value_read", "value_kept")
    )
    rows = {(row["epi_id"], row["delivery_id"]): row for row in verdict.files.iter_rows(named=True)}
    filenames = names.texts([(one.epi_id, one.filename) for one in fresh])
    origins = names.texts([(one.epi_id, one.origin) for one in fresh])
    deliveries = [
        rows[one.epi_id, one.sha256]
        | {
            "source_name": one.source, "filename": filename, "origin": origin,
            "received_at": one.received_at.replace(tzinfo=None), "rules_version": rules_version(),
            "mapping_version": mapping_version(profiles[one.epi_id, one.source, one.sha256]),
        }
        for one, filename, origin in zip(fresh, filenames, origins, strict=True)
    ]  # fmt: skip
    return (
        empty_frames()
        | verdict.accepted
        | {
            "deliveries": pl.DataFrame(deliveries, schema=PACKED_DELIVERY),
            "delivery_tables": verdict.tables,
            "delivery_columns": verdict.columns,
            "findings": findings.drop("is_private"),
            "quarantine": verdict.quarantine,
        }
    )


def empty_frames() -> dict[str, pl.DataFrame]:
    return {name: table.empty() for name, table in TABLES.items()} | {
        "deliveries": pl.DataFrame(schema=PACKED_DELIVERY)
    }
