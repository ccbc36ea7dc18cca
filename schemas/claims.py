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
        synonyms=("Bilan n°", "N° de bilan", "Bilan", "Réf. bilan", "Référence bilan", "N° de la demande de paiement"),
    )  # fmt: skip
    operation_id: str = column(
        "N° opération", "Operation that the report is about.", "identifier", required=True, example="201400026",
        synonyms=("N° MDFSE", "N° dossier", "N° convention", "Opération", "N° opération FSE"),
    )  # fmt: skip
    claim_type_code: str = column(
        "Type de bilan", "Kind of report.", "code", required=True, codes=CLAIM_TYPES, example="final",
        synonyms=("Nature du bilan",),
    )  # fmt: skip
    period_start_date: pl.Date = column(
        "Début de période", "First day of the period reported.", "date", required=True, month_edge="first",
        synonyms=("Début de la période", "Date de début de la période", "Période du", "Période début"), earliest=dt.date(2007, 1, 1), example="01/01/2014",
    )  # fmt: skip
    period_end_date: pl.Date = column(
        "Fin de période", "Last day of the period reported.", "date", required=True, month_edge="last",
        synonyms=("Fin de la période", "Date de fin de la période", "Période au", "Période fin"), earliest=dt.date(2007, 1, 1), example="31/12/2014",
    )  # fmt: skip
    due_date: pl.Date = column(
        "Date limite de dépôt", "Day by which the report is due.", "date",
        synonyms=("Date limite", "À déposer avant le", "À remettre avant le", "Date limite de remise", "Date limite d'envoi"),
        earliest=dt.date(2007, 1, 1), example="30/06/2015",
    )  # fmt: skip
    filed_date: pl.Date = column(
        "Date de dépôt", "Day on which the report was filed; empty while it is not.", "date",
        synonyms=("Déposé le", "Date de dépôt du bilan", "Envoyé le", "Date d'envoi", "Transmis le", "Date de transmission",
                  "Remis le", "Date de remise"),
        earliest=dt.date(2007, 1, 1), example="15/06/2015",
    )  # fmt: skip
    declared_eur: Eur = column(
        "Dépenses déclarées", "Spending declared in the report.", "eur", unit="€", minimum=0,
        synonyms=("Total déclaré", "Dépenses présentées", "Montant déclaré", "Déclaré", "Montant total déclaré",
                  "Coût total déclaré", "Total des dépenses déclarées", "Dépenses totales déclarées", "Montant présenté"), example="60 000,00",
    )  # fmt: skip
    retained_eur: Eur = column(
        "Dépenses retenues", "Spending kept by the check.", "eur", unit="€", minimum=0,
        synonyms=("Total retenu", "Dépenses éligibles", "Montant retenu", "Retenu", "Montant total retenu", "Coût total retenu",
                  "Total des dépenses retenues", "Dépenses retenues après CSF", "Montant retenu après CSF", "Retenu après CSF",
                  "Éligible après CSF", "Dépenses éligibles retenues"), example="58 500,00",
    )  # fmt: skip
    retained_resources_eur: Eur = column(
        "Ressources retenues", "Resources other than the FSE kept by the check.", "eur", unit="€", minimum=0,
        synonyms=("Autres ressources retenues", "Total des ressources retenues", "Cofinancements retenus", "Contreparties retenues"),
        example="29 250,00",
    )  # fmt: skip
    fse_requested_eur: Eur = column(
        "FSE demandé", "FSE asked for.", "eur", unit="€", minimum=0, example="30 000,00",
        synonyms=("Montant FSE demandé", "FSE sollicité", "Subvention FSE demandée", "FSE appelé"),
    )  # fmt: skip
    fse_retained_eur: Eur = column(
        "FSE retenu", "FSE due after the check.", "eur", unit="€", minimum=0, example="29 250,00",
        synonyms=("FSE dû", "Montant FSE retenu", "Montant FSE dû", "FSE retenu après CSF"),
    )  # fmt: skip
    fse_paid_eur: Eur = column(
        "FSE versé", "FSE paid for this report.", "eur", unit="€", minimum=0, example="29 250,00",
        synonyms=("FSE payé", "FSE perçu", "FSE reçu", "FSE encaissé", "Montant FSE versé", "Montant FSE payé", "Montant FSE perçu",
                  "Montant FSE reçu"),
    )  # fmt: skip
    has_participants: bool = column(
        "Participants saisis", "Whether every participant of the period is entered, without which nothing can be filed.",
        "boolean", synonyms=("Module participants renseigné", "Participants renseignés", "Saisie des participants"), example="oui",
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
