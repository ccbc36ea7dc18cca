"""What is decided of one declared table over every delivery that holds it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import polars as pl

from schemas import DELIVERED
from transforms.named_people import known_if
from transforms.verdict import PEOPLE_SHAPE


@dataclass(frozen=True)
class TableVerdict:
    """One table of a batch; ``accepted`` and ``set_aside`` carry ``delivery``, the number in the batch.

    ``beside`` are the deliveries that hold it in the rows of another table alone.
    """

    name: str
    accepted: pl.DataFrame
    set_aside: pl.DataFrame
    tables: pl.DataFrame
    columns: pl.DataFrame
    findings: pl.DataFrame
    ignored: pl.DataFrame
    people: pl.DataFrame
    rules_version: str
    beside: frozenset[int]

    @property
    def quarantine(self) -> pl.DataFrame:
        """The rows set aside, in the shape of the quarantine table."""
        return self.set_aside.drop("delivery")

    @cached_property
    def counts(self) -> pl.DataFrame:
        """Per delivery of the batch: ``delivery``, rows ``accepted``, rows ``set_aside``, ``eur`` set aside.

        ``stake`` is the sum of the amounts set aside, each without its sign; ``unread`` rows have an unread amount.
        """
        good = self.accepted.group_by("delivery").agg(pl.len().alias("accepted"))
        bad = self.set_aside.group_by("delivery").agg(
            pl.len().alias("set_aside"), pl.col("amount_eur").sum().alias("eur"),
            pl.col("amount_eur").abs().sum().alias("stake"),
            (pl.col("amount_eur").null_count() if DELIVERED[self.name].amount else pl.lit(0)).alias("unread"),
        )  # fmt: skip
        both = good.join(bad, on="delivery", how="full", coalesce=True)
        return both.with_columns(pl.all().fill_null(0)).sort("delivery")

    def without(self, refused: set[int]) -> TableVerdict:
        """The same with every row of the refused deliveries set aside."""
        if not refused or self.accepted.is_empty():
            return self
        gone = self.accepted.filter(pl.col("delivery").is_in(list(refused)))
        if gone.is_empty():
            return self
        declared = DELIVERED[self.name]
        texts = gone.select(pl.col(n).cast(pl.String) for n in declared.stored_columns if n in declared.read_columns)
        amount = gone[declared.amount] if declared.amount else pl.Series([None] * gone.height, dtype=pl.Decimal(12, 2))
        aside = gone.select("epi_id", "delivery_id", "sheet", "row_number", "delivery").with_columns(
            pl.lit(self.name).alias("table_name"),
            pl.lit("FICHIER-90").alias("codes"),
            pl.lit(None, dtype=pl.String).alias("cells"),
            texts[declared.key[-1]].alias("business_key"),
            amount.alias("amount_eur"),
            texts.to_struct().struct.json_encode().alias("values_json"),
            pl.lit(self.rules_version).alias("rules_version"),
        )
        kept = self.accepted.filter(~pl.col("delivery").is_in(list(refused)))
        whole = pl.concat([self.set_aside, aside.select(self.set_aside.columns)])
        file = gone.select("epi_id", "delivery_id").unique().with_columns(pl.lit(value=True).alias("gone"))
        people = self.people.join(file, on=["epi_id", "delivery_id"], how="left", maintain_order="left")
        people = people.with_columns(known_if(pl.col("gone").is_null())).select(list(PEOPLE_SHAPE))
        return replace(self, accepted=kept, set_aside=whole, tables=_all_set_aside(self.tables, gone), people=people)


def _all_set_aside(tables: pl.DataFrame, gone: pl.DataFrame) -> pl.DataFrame:
    """The counts of the tables, with nothing accepted of the deliveries of ``gone``."""
    file = ["epi_id", "delivery_id"]
    is_gone = pl.struct(file).is_in(gone.select(pl.struct(file).unique().alias("f"))["f"].implode())
    moved = pl.when(is_gone).then(pl.col("n_rows_accepted")).otherwise(0)
    return tables.with_columns(
        (pl.col("n_rows_set_aside") + moved).alias("n_rows_set_aside"),
        (pl.col("n_rows_accepted") - moved).alias("n_rows_accepted"),
    )
