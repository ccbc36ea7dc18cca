"""What became of the people six months after they left."""

import datetime as dt

import polars as pl

from schemas.codes.contract_types import CONTRACT_TYPES
from schemas.codes.labour_status import LABOUR_STATUSES
from schemas.codes.people import IMPROVEMENTS
from schemas.person import HolderModel
from schemas.table import column, table


@table(
    title="Suivi à six mois",
    description="The situation of each person six months after leaving the operation.",
    grain="one row per contract of an EPI whose holder left",
    key=("epi_id", "contract_id"),
    sheets=("Suivi à six mois", "Suivi à 6 mois", "Suivi 6 mois", "Six mois après", "Suivi"),
)
class Followups(HolderModel):
    """Fields of domain section 1.11."""

    contract_id: str = column(
        "N° contrat", "Last contract of the person in the operation.", "identifier", required=True,
        synonyms=("N° de contrat", "Numéro de contrat", "Réf. contrat", "Référence contrat"), example="DIE-2014-01",
    )  # fmt: skip
    observation_date: pl.Date = column(
        "Date du suivi", "Day on which the situation was observed.", "date", required=True,
        synonyms=("Suivi le", "Suivi à six mois le", "Suivi à 6 mois le", "Date du suivi à six mois",
                  "Date du suivi à 6 mois", "Date suivi 6 mois", "Suivi 6 mois le"),
        earliest=dt.date(2007, 1, 1), example="28/02/2016",
    )  # fmt: skip
    followup_status_code: str = column(
        "Situation à six mois", "Status on the labour market six months after leaving.", "code", required=True,
        codes=LABOUR_STATUSES, synonyms=("Situation à 6 mois", "Situation six mois après", "Situation 6 mois après",
                  "Situation 6 mois", "Statut à six mois", "Statut à 6 mois", "Situation du suivi à six mois",
                  "Situation du suivi à 6 mois"),
        example="en_emploi",
    )  # fmt: skip
    followup_contract_type_code: str = column(
        "Contrat à six mois", "Type of the contract held six months after leaving.", "code", codes=CONTRACT_TYPES,
        synonyms=("Contrat à 6 mois", "Contrat 6 mois", "Type de contrat à six mois", "Type de contrat à 6 mois"),
        example="CDI",
    )  # fmt: skip
    improvement_code: str = column(
        "Amélioration", "What is better than at entry, for people who were in work then (CR07).", "code",
        codes=IMPROVEMENTS, synonyms=("Amélioration de la situation",), example="aucune",
    )  # fmt: skip
