"""The contracts on which job-seekers were recruited."""

import datetime as dt

import polars as pl

from schemas.codes.contract_types import CONTRACT_TYPES
from schemas.codes.people import COST_ROLES
from schemas.codes.recruitment_reasons import RECRUITMENT_REASONS
from schemas.codes.termination_reasons import TERMINATION_REASONS
from schemas.person import PersonModel, whole_years
from schemas.table import Eur, Hours, Rate, column, row_rule, table

PERMANENT = ("CDI", "CDI_PUB", "TITULAIRE")


@table(
    title="Contrats",
    description="The contracts of the people recruited.",
    grain="one row per contract of an EPI",
    key=("epi_id", "contract_id"),
    sheets=("Contrats", "Salariés", "Recrutements", "Embauches"),
)
class Contracts(PersonModel):
    """Fields of domain section 1.6."""

    contract_id: str = column(
        "N° contrat", "Number of the contract, as the employer gives it.", "identifier", required=True,
        synonyms=("N° de contrat", "Contrat n°", "Numéro de contrat", "Numéro du contrat", "Référence contrat",
                  "Réf. contrat"),
        example="DIE-2014-01",
    )  # fmt: skip
    operation_id: str = column(
        "N° opération", "Operation of the FSE that pays for the contract.", "identifier", example="201400026",
        synonyms=("Financement FSE", "N° MDFSE", "N° opération FSE", "Opération"),
    )  # fmt: skip
    contract_type_code: str = column(
        "Type de contrat", "Type of the contract.", "code", required=True, codes=CONTRACT_TYPES, example="CUI_CAE",
        synonyms=("Contrat", "Nature du contrat"),
    )  # fmt: skip
    recruitment_reason_code: str = column(
        "Motif de recours", "Reason for a fixed term.", "code", codes=RECRUITMENT_REASONS, example="09",
        synonyms=("Motif du recours", "Motif"),
    )  # fmt: skip
    start_date: pl.Date = column(
        "Date de début", "First day of the contract.", "date", required=True, earliest=dt.date(2007, 1, 1),
        synonyms=("Date début contrat", "Début contrat", "Début du contrat", "Date d'embauche", "Date de recrutement",
                  "Embauché le", "Contrat du"),
        example="01/09/2014",
    )  # fmt: skip
    planned_end_date: pl.Date = column(
        "Date de fin prévue", "Last day of a fixed term; empty for a permanent contract.", "date",
        synonyms=("Date fin contrat", "Fin contrat", "Fin du contrat", "Date de fin", "Échéance", "Terme",
                  "Fin prévue", "Fin prévisionnelle", "Date de fin prévisionnelle",
                  "Contrat au"),
        example="31/08/2015", earliest=dt.date(2007, 1, 1),
    )  # fmt: skip
    termination_date: pl.Date = column(
        "Date de rupture", "Day on which the contract was broken off before its term.", "date",
        synonyms=("Rupture anticipée", "Date de rupture anticipée"), earliest=dt.date(2007, 1, 1), example="30/04/2015",
    )  # fmt: skip
    termination_reason_code: str = column(
        "Motif de rupture", "Reason for the end of the contract.", "code", codes=TERMINATION_REASONS, example="037",
        synonyms=("Motif de la rupture",),
    )  # fmt: skip
    renewal_rank: int = column(
        "Renouvellement n°", "0 for the initial contract, then the number of the renewal.", "integer", minimum=0,
        maximum=20, synonyms=("Avenant", "N° de renouvellement", "Rang de reconduction"), example="0",
    )  # fmt: skip
    weekly_hours: Hours = column(
        "Durée hebdomadaire", "Hours a week.", "hours", unit="h", period="week", minimum=1.5, maximum=48, example="26",
        synonyms=("Durée hebdo", "Temps de travail", "h/sem", "Heures hebdo", "Heures par semaine", "Heures/semaine",
                  "H/semaine", "Nb heures/semaine", "Nombre d'heures par semaine", "Temps de travail hebdo",
                  "Temps de travail hebdomadaire"),
    )  # fmt: skip
    working_time_rate: Rate = column(
        "Quotité", "Share of a full time, base 35 hours.", "working_time", unit="fraction", minimum=0.01, maximum=1,
        synonyms=("ETP", "Quotité de travail", "Temps plein/partiel"), example="74,29 %",
    )  # fmt: skip
    rome_code: str = column("Code ROME", "ROME code of the post.", "rome", synonyms=("ROME",), example="G1202")
    position: str = column(
        "Poste", "Wording of the post.", synonyms=("Intitulé du poste", "Métier", "Fonction", "Emploi occupé"),
        example="Animateur multimédia",
    )  # fmt: skip
    gross_monthly_salary_eur: Eur = column(
        "Salaire brut mensuel", "Gross monthly salary.", "eur", unit="€", period="month", minimum=0,
        privacy="confidential",
        synonyms=("Salaire brut", "Rémunération brute", "Brut mensuel"), example="1 083,29",
    )  # fmt: skip
    state_aid_eur: Eur = column(
        "Aide de l'État", "Monthly aid of the State for the contract: a resource, not a cost.", "eur", unit="€",
        period="month", minimum=0, synonyms=("Aide mensuelle de l'État", "Aide ASP"), example="758,30",
    )  # fmt: skip

    employer_siret: str = column(
        "SIRET de l'employeur", "SIRET of the employer, where it is not that of the EPI.", "siret",
        synonyms=("SIRET employeur", "SIRET"), example="73282932000074",
    )  # fmt: skip
    parent_contract_id: str = column(
        "Contrat initial", "Number of the contract that this one renews.", "identifier",
        synonyms=("N° du contrat initial", "Contrat renouvelé"), example="DIE-2014-01",
    )  # fmt: skip
    cost_role_code: str = column(
        "Rôle dans l'opération", "Participant of the operation, its staff, or both.", "code", codes=COST_ROLES,
        synonyms=("Rôle",), example="participant",
    )  # fmt: skip
    has_derogation: bool = column(
        "Dérogation", "Whether the authority allowed the contract to go beyond the usual length.", "boolean",
        synonyms=("Dérogation de durée",), example="non",
    )  # fmt: skip
    start_age: int = column(
        "Âge au début", "Whole years on the first day of the contract.", "integer", derived=True, unit="years",
        privacy="confidential", computed=lambda: whole_years("start_date"),
    )  # fmt: skip

    @row_rule("DATE-41", "planned_end_date", "start_date")
    def ends_after_start() -> pl.Expr:
        return pl.col("planned_end_date") >= pl.col("start_date")

    @row_rule("DATE-42", "planned_end_date", "contract_type_code")
    def fixed_term_has_end() -> pl.Expr:
        fixed = pl.col("contract_type_code").is_in(
            ["CDD", "CDD_PUB", "CUI_CAE", "PEC", "EAV", "CUI_CIE", "CDDI", "ADR"]
        )
        return ~fixed | pl.col("planned_end_date").is_not_null()

    @row_rule("DATE-43", "planned_end_date", "contract_type_code")
    def permanent_has_no_end() -> pl.Expr:
        return ~pl.col("contract_type_code").is_in(PERMANENT) | pl.col("planned_end_date").is_null()

    @row_rule("DATE-44", "termination_date", "start_date", "planned_end_date")
    def terminated_within_contract() -> pl.Expr:
        after_start = pl.col("termination_date") >= pl.col("start_date")
        without_end = pl.col("planned_end_date").is_null() | pl.col("contract_type_code").is_in(PERMANENT)
        return after_start & (without_end | (pl.col("termination_date") <= pl.col("planned_end_date")))

    @row_rule("DATE-47", "birth_date", "start_date")
    def age_in_range() -> pl.Expr:
        born, starts = pl.col("birth_date"), pl.col("start_date")
        return (born.dt.offset_by("16y") <= starts) & (born.dt.offset_by("100y") > starts)

    @row_rule("FSE-14", "weekly_hours", "working_time_rate")
    def hours_answer_rate() -> pl.Expr:
        hundredths = (pl.col("weekly_hours") * 100).cast(pl.Int64)  # whole numbers: 0.02 is not 0.02 as a float
        millionths = (pl.col("working_time_rate") * 1_000_000).cast(pl.Int64)
        return (hundredths * 10_000 - millionths * 35).abs() <= 35 * 20_000

    @row_rule("DATE-50", "start_date", "contract_type_code")
    def avenir_after_law() -> pl.Expr:
        return (pl.col("contract_type_code") != "EAV") | (pl.col("start_date") >= dt.date(2012, 11, 1))

    @row_rule("FSE-26", "weekly_hours", "contract_type_code")
    def hours_within_scheme() -> pl.Expr:
        return (pl.col("contract_type_code") != "CUI_CAE") | pl.col("weekly_hours").is_between(20, 35)
