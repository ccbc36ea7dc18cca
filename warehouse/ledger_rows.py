"""The rows of the ledger that no delivery holds: deliveries as they stand, failures to receive, nights."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import polars as pl

from schemas import TABLES
from schemas.rules import RULES
from warehouse.manifest import Loss, Manifest, Receipt
from warehouse.store import Store

_TOLD = (
    "run_id", "rules_version", "configuration_id", "n_deliveries", "n_rows_accepted", "n_rows_set_aside", "let_through",
)  # fmt: skip


def delivery_rows(store: Store, manifest: Manifest) -> pl.DataFrame:
    """Every delivery ever received by a declared source: the state of its last judgement, the counts of what stands.

    The last judgement is tonight's where it came tonight, even one made before another, as when a heading is unlearnt.
    """
    source, key = ["epi_id", "source_name"], ["epi_id", "source_name", "delivery_id"]
    shape = dict.fromkeys([*key, "pack"], pl.String)
    by_pack = pl.DataFrame([r.__dict__ for r in manifest.received], schema=shape)
    received = by_pack.select(key)
    standing = pl.DataFrame([f.__dict__ for f in manifest.in_force], schema=shape).group_by(key).agg(pl.max("pack"))
    named = pl.concat([received, standing.select(key)]).unique()
    judged = _under_their_names(store.judged(until=manifest.run_id), named).join(received, on=source, how="semi")
    tonight = judged.join(by_pack, on=[*key, "pack"], how="semi")
    last = pl.concat([judged, tonight]).unique(key, keep="last", maintain_order=True)
    counted = judged.join(standing, on=[*key, "pack"], how="semi")
    counted = pl.concat([counted, last.join(counted, on=key, how="anti")])
    told = counted.drop("state").join(last.select(*key, "state"), on=key).select(last.columns)
    silent = received.filter(pl.col("delivery_id") == "")
    newest = last.sort("received_at", "pack").unique(source, keep="last").join(silent, on=source, how="semi")
    came = pl.concat([received, newest.select(key)]).with_columns(pl.lit(value=True).alias("is_last_received"))
    stands = standing.select(*key, pl.lit(value=True).alias("is_in_force"))
    told = told.join(stands, on=key, how="left").join(came.unique(key), on=key, how="left").sort(key)
    return told.drop("pack").with_columns(pl.col("is_in_force", "is_last_received").fill_null(value=False))


def _under_their_names(judged: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    """What was judged, also under the name that a source bears now: a file erased since is never judged under it."""
    new = named.join(judged, on=named.columns, how="anti")
    again = new.join(judged.drop("source_name"), on=["epi_id", "delivery_id"]).unique([*named.columns, "pack"])
    return pl.concat([judged, again.select(judged.columns)])


def failure_rows(manifest: Manifest) -> pl.DataFrame:
    """The findings that no delivery holds: files that did not come, and tables that lost too many rows."""
    blank = dict.fromkeys(_shape("findings"))
    rows = [blank | _failure(receipt) for receipt in manifest.received if receipt.failure_code]
    rows += [blank | _loss(loss) for loss in manifest.losses]
    return pl.DataFrame(rows, schema=_shape("findings"))


def _failure(receipt: Receipt) -> dict[str, object]:
    rule = RULES[receipt.failure_code]
    return {
        "epi_id": receipt.epi_id, "delivery_id": "", "filename": receipt.filename, "code": rule.code,
        "severity": rule.severity, "message": receipt.message,
    }  # fmt: skip


def loss_sentence(loss: Loss) -> str:
    """The loss of a table told in French."""
    lost, title = loss.n_rows_before - loss.n_rows_after, TABLES[loss.table_name].title
    return RULES["FICHIER-60"].what.format(
        table=title, before=loss.n_rows_before, lost=f"{lost} {'ligne' if lost == 1 else 'lignes'}"
    )


def _loss(loss: Loss) -> dict[str, object]:
    rule = RULES["FICHIER-60"]
    return {
        "epi_id": loss.epi_id, "delivery_id": loss.delivery_id, "filename": loss.filename, "code": rule.code,
        "table_name": loss.table_name, "severity": rule.severity, "message": loss_sentence(loss),
    }  # fmt: skip


def run_rows(store: Store, manifest: Manifest) -> pl.DataFrame:
    """Every night published before this one, and this one, whose counts come once the checks are done."""
    facts = [dict(entry.facts) for entry in store.journal.entries(manifest.run_id)]
    nights = [one for one in facts if one["run_id"] != manifest.run_id] + [manifest.__dict__]
    rows = [
        {
            **{name: night[name] for name in _TOLD},
            "started_at": dt.datetime.fromisoformat(night["started_at"]),
            "as_of_date": dt.date.fromisoformat(night["as_of_date"]),
            "set_aside_eur": Decimal(night["set_aside_eur"]),
        }
        for night in nights
    ]
    return pl.DataFrame(rows, schema=_shape("runs"))


def _shape(name: str) -> dict[str, pl.DataType]:
    return {column: declared.dtype for column, declared in TABLES[name].stored_columns.items()}
