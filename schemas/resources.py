"""The resources that pay for an operation beside the FSE."""

import datetime as dt

import polars as pl

from schemas.codes.resources import FUNDER_TYPES
from schemas.provenance import ProvenanceModel
from schemas.table import Eur, column, row_rule, table


@table(
    title="Ressources",
    description="The co-financing of the operations: what each funder promised and paid.",
    grain="one row per resource of an EPI",
    key=("epi_id", "resource_id"),
    sheets=("Ressources", "Cofinancements", "Plan de financement", "Financeurs"),
    amount="received_eur",
)
class Resources(ProvenanceModel):
    """Fields of domain section 1.8."""

    resource_id: str = column(
        "N° ressource", "Number of the resource, unique in the EPI.", "identifier", required=True,
        synonyms=("N° de ressource", "Réf. ressource", "Référence ressource", "N° de cofinancement", "Réf. cofinancement"), example="R-2014-01",
    )  # fmt: skip
    operation_id: str = column(
        "N° opération", "Operation that the resource pays for.", "identifier", required=True, example="201400026",
        synonyms=("N° MDFSE", "N° dossier", "N° convention", "Opération", "N° opération FSE"),
    )  # fmt: skip
    funder_type_code: str = column(
        "Type de financeur", "Kind of funder.", "code", required=True, codes=FUNDER_TYPES, example="departement",
        synonyms=("Financeur", "Ressource", "Type de ressource", "Cofinanceur", "Nature du financeur", "Catégorie de financeur"),
    )  # fmt: skip
    funder: str = column(
        "Nom du financeur", "Name of the funder; may name a person, so it is not stored.", privacy="free_text",
        synonyms=("Organisme financeur", "Nom du cofinanceur"), example="Département de la Drôme",
    )  # fmt: skip
    planned_eur: Eur = column(
        "Montant prévu", "Amount of the plan.", "eur", unit="€", minimum=0, example="40 000,00",
        synonyms=("Prévu", "Montant prévisionnel", "Prévisionnel", "Montant conventionné", "Montant notifié", "Notifié",
                  "Montant accordé", "Montant attribué"),
    )  # fmt: skip
    received_eur: Eur = column(
        "Montant perçu", "Amount received.", "eur", unit="€", minimum=0, synonyms=("Perçu", "Encaissé", "Montant encaissé", "Reçu", "Montant reçu", "Versé", "Montant versé", "Réalisé", "Montant réalisé"),
        example="38 500,00",
    )  # fmt: skip
    received_date: pl.Date = column(
        "Date de perception", "Day on which it was received.", "date",
        synonyms=("Date de versement", "Perçu le", "Reçu le", "Versé le", "Encaissé le", "Date d'encaissement", "Date de réception"),
        earliest=dt.date(2007, 1, 1), example="15/12/2014",
    )  # fmt: skip
    period_start_date: pl.Date = column(
        "Début de période", "First day that the resource covers.", "date", month_edge="first", synonyms=("Mois",),
        earliest=dt.date(2007, 1, 1), example="01/01/2014",
    )  # fmt: skip
    period_end_date: pl.Date = column(
        "Fin de période", "Last day that the resource covers.", "date", month_edge="last",
        earliest=dt.date(2007, 1, 1), example="31/12/2014",
    )  # fmt: skip
    is_allocated: bool = column(
        "Affectée à l'opération", "Whether the resource is allocated to the operation; only then is it in the plan.",
        "boolean", synonyms=("Affecté à l'opération", "Ressource affectée", "Affectée au projet", "Affecté au projet"), example="oui",
    )  # fmt: skip
    claim_id: str = column(
        "N° bilan", "Report in which the resource is declared.", "identifier", synonyms=("Bilan", "N° de bilan", "Bilan n°", "Réf. bilan", "Référence bilan", "N° de la demande de paiement"),
        example="B-2014",
    )  # fmt: skip

    @row_rule("DATE-41", "period_end_date", "period_start_date")
    def ends_after_start() -> pl.Expr:
        return pl.col("period_end_date") >= pl.col("period_start_date")
