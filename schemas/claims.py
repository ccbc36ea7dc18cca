"""The claims: each bilan d'exécution sent to the FSE, and what its check kept."""

import datetime as dt

import polars as pl

from schemas.codes.resources import CLAIM_TYPES
from schemas.provenance import ProvenanceModel
from schemas.table import Eur, column, row_rule, table

CENT = pl.lit("0.01").cast(pl.Decimal(12, 2))


@table(
    title="Bilans d'exécution",
    description="The reports of execution of each operation and the result of the check of the service done.",
    grain="one row per report of an operation and EPI that declares it",
    key=("epi_id", "operation_id", "claim_id"),
    sheets=("Bilans", "Bilan d'exécution", "Demandes de paiement", "CSF"),
    amount="declared_eur",
)
class Claims(ProvenanceModel):
    """Fields of domain section 1.9."""

    claim_id: str = column(
        "N° bilan", "Number of the report, unique in the operation.", "identifier", required=True, example="B-2014",
        synonyms=("Bilan n°", "N° de bilan", "Bilan"),
    )  # fmt: skip
    operation_id: str = column(
        "N° opération", "Operation that the report is about.", "identifier", required=True, example="201400026",
        synonyms=("N° MDFSE", "N° dossier", "N° convention", "Opération", "N° opération FSE"),
    )  # fmt: skip
    claim_type_code: str = column(
        "Type de bilan", "Kind of report.", "code", required=True, codes=CLAIM_TYPES, example="final"
    )
    period_start_date: pl.Date = column(
        "Début de période", "First day of the period reported.", "date", required=True, month_edge="first",
        synonyms=("Début de la période",), earliest=dt.date(2007, 1, 1), example="01/01/2014",
    )  # fmt: skip
    period_end_date: pl.Date = column(
        "Fin de période", "Last day of the period reported.", "date", required=True, month_edge="last",
        synonyms=("Fin de la période",), earliest=dt.date(2007, 1, 1), example="31/12/2014",
    )  # fmt: skip
    due_date: pl.Date = column(
        "Date limite de dépôt", "Day by which the report is due.", "date", synonyms=("Date limite", "À déposer avant le"),
        earliest=dt.date(2007, 1, 1), example="30/06/2015",
    )  # fmt: skip
    filed_date: pl.Date = column(
        "Date de dépôt", "Day on which the report was filed; empty while it is not.", "date", synonyms=("Déposé le",),
        earliest=dt.date(2007, 1, 1), example="15/06/2015",
    )  # fmt: skip
    declared_eur: Eur = column(
        "Dépenses déclarées", "Spending declared in the report.", "eur", unit="€", minimum=0,
        synonyms=("Total déclaré", "Dépenses présentées"), example="60 000,00",
    )  # fmt: skip
    retained_eur: Eur = column(
        "Dépenses retenues", "Spending kept by the check.", "eur", unit="€", minimum=0,
        synonyms=("Total retenu", "Dépenses éligibles"), example="58 500,00",
    )  # fmt: skip
    retained_resources_eur: Eur = column(
        "Ressources retenues", "Resources other than the FSE kept by the check.", "eur", unit="€", minimum=0,
        example="29 250,00",
    )  # fmt: skip
    fse_requested_eur: Eur = column("FSE demandé", "FSE asked for.", "eur", unit="€", minimum=0, example="30 000,00")
    fse_retained_eur: Eur = column(
        "FSE retenu", "FSE due after the check.", "eur", unit="€", minimum=0, synonyms=("FSE dû",), example="29 250,00"
    )
    fse_paid_eur: Eur = column(
        "FSE versé",
        "FSE paid for this report.",
        "eur",
        unit="€",
        minimum=0,
        synonyms=("FSE payé",),
        example="29 250,00",
    )
    has_participants: bool = column(
        "Participants saisis", "Whether every participant of the period is entered, without which nothing can be filed.",
        "boolean", synonyms=("Module participants renseigné",), example="oui",
    )  # fmt: skip

    @row_rule("DATE-41", "period_end_date", "period_start_date")
    def ends_after_start() -> pl.Expr:
        return pl.col("period_end_date") >= pl.col("period_start_date")

    @row_rule("FSE-57", "retained_eur", "declared_eur")
    def retained_within_declared() -> pl.Expr:
        return pl.col("retained_eur") <= pl.col("declared_eur")

    @row_rule("FSE-45", "retained_resources_eur", "fse_retained_eur", "retained_eur")
    def resources_answer_costs() -> pl.Expr:
        gap = pl.col("retained_resources_eur") + pl.col("fse_retained_eur") - pl.col("retained_eur")
        return gap.abs() <= CENT
