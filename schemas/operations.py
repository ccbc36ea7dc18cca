"""The operations: one convention with the FSE each."""

import datetime as dt

import polars as pl

from schemas.codes.programming_periods import PROGRAMMING_PERIODS
from schemas.codes.spending import SIMPLIFIED_COSTS
from schemas.provenance import ProvenanceModel
from schemas.table import Eur, Rate, column, row_rule, table


def _is_of_the_period() -> pl.Expr:
    """Whether the programming period has the simplified cost option."""
    pairs = [f"{one.code} {period}" for one in SIMPLIFIED_COSTS.codes for period in str(one.facts["periods"]).split()]
    return (pl.col("simplified_cost_code") + " " + pl.col("programming_period_code")).is_in(pairs)


@table(
    title="Opérations FSE",
    description="The operations financed by the FSE, as their convention states them.",
    grain="one row per operation and EPI that declares it",
    key=("epi_id", "operation_id"),
    sheets=("Opérations", "Convention", "Opération FSE"),
    amount="total_eligible_cost_eur",
)
class Operations(ProvenanceModel):
    """Fields of domain section 1.3, and what the indicators of the operation itself count (section 2)."""

    operation_id: str = column(
        "N° opération", "Number of the operation, nine digits that begin with the year in Ma démarche FSE.",
        "identifier", required=True, example="201400026",
        synonyms=("N° MDFSE", "N° dossier", "N° convention", "Opération", "N° de l'opération"),
    )  # fmt: skip
    programming_period_code: str = column(
        "Programmation", "Programming period.", "code", required=True, codes=PROGRAMMING_PERIODS, example="2014-2020",
        synonyms=("Période de programmation",),
    )  # fmt: skip
    programme: str = column("Programme", "Operational programme.", synonyms=("PO", "PON"), example="PON FSE")
    axis: str = column("Axe", "Axis, priority or specific objective.", synonyms=("Priorité", "OS"), example="3.9.1.1")
    title: str = column(
        "Intitulé de l'opération", "Title of the operation.", required=True, synonyms=("Intitulé", "Nom de l'opération", "Libellé de l'opération", "Titre de l'opération"),
        example="Médiation numérique en Drôme",
    )  # fmt: skip
    beneficiary_siret: str = column(
        "SIRET du bénéficiaire",
        "SIRET of the beneficiary.",
        "siret",
        synonyms=("Bénéficiaire",),
        example="73282932000074",
    )
    start_date: pl.Date = column(
        "Début de réalisation", "First day of the realisation period.", "date", required=True, example="01/01/2014",
        synonyms=("Début opération", "Date de début de réalisation", "Date de début de l'opération"),
        earliest=dt.date(2007, 1, 1),
    )  # fmt: skip
    end_date: pl.Date = column(
        "Fin de réalisation", "Last day of the realisation period.", "date", required=True, example="31/12/2015",
        synonyms=("Fin opération", "Date de fin de réalisation", "Date de fin de l'opération"),
        earliest=dt.date(2007, 1, 1),
    )  # fmt: skip
    payment_end_date: pl.Date = column(
        "Fin d'acquittement", "Last day on which an expense may be paid.", "date", example="30/06/2016",
        synonyms=("Période d'acquittement", "Date limite d'acquittement"),
    )  # fmt: skip
    validity_end_date: pl.Date = column("Fin de validité", "Last day of the convention.", "date", example="30/09/2016")
    total_eligible_cost_eur: Eur = column(
        "Coût total éligible", "Agreed total eligible cost.", "eur", required=True, unit="€", minimum=0.01,
        synonyms=("Coût total", "Coût total de l'opération"), example="180 000,00",
    )  # fmt: skip
    fse_agreed_eur: Eur = column(
        "Montant FSE conventionné", "Agreed contribution of the FSE.", "eur", required=True, unit="€", minimum=0,
        synonyms=("FSE", "Montant FSE", "Subvention FSE", "FSE conventionné"), example="90 000,00",
    )  # fmt: skip
    fse_rate: Rate = column(
        "Taux FSE", "Agreed rate of the FSE, as a fraction of the total eligible cost.", "rate", minimum=0, maximum=1,
        synonyms=("Taux d'intervention", "Taux de cofinancement"), unit="fraction", example="50 %",
    )  # fmt: skip
    public_support_eur: Eur = column(
        "Soutien public total", "Total public support.", "eur", unit="€", minimum=0,
        synonyms=("Soutien public", "Aide publique"), example="170 000,00",
    )  # fmt: skip
    simplified_cost_code: str = column(
        "Option de coûts simplifiés", "Simplified cost option.", "code", codes=SIMPLIFIED_COSTS, example="f20_2014",
        synonyms=("OCS", "Forfait"),
    )  # fmt: skip

    application_date: pl.Date = column(
        "Date de la demande", "Day on which the application was filed.", "date", earliest=dt.date(2007, 1, 1),
        synonyms=("Demande déposée le", "Dépôt de la demande"), example="15/11/2013",
    )  # fmt: skip
    completion_date: pl.Date = column(
        "Date d'achèvement", "Day on which the operation was physically completed, if it is.", "date",
        synonyms=("Achevée le", "Achèvement"), earliest=dt.date(2007, 1, 1), example="31/12/2015",
    )  # fmt: skip
    planned_claims: int = column(
        "Bilans prévus", "Number of reports that the convention provides for, the final one included.", "integer",
        minimum=1, maximum=20, synonyms=("Nombre de bilans",), example="2",
    )  # fmt: skip
    accounts_date: pl.Date = column(
        "Date des comptes", "Day on which the managing service submitted the accounts that hold the spending.", "date",
        synonyms=("Comptes présentés le",), earliest=dt.date(2007, 1, 1), example="15/02/2017",
    )  # fmt: skip
    last_payment_date: pl.Date = column(
        "Dernier versement du FSE", "Day of the last payment of the FSE to the beneficiary.", "date",
        synonyms=("Dernier paiement FSE",), earliest=dt.date(2007, 1, 1), example="20/11/2016",
    )  # fmt: skip
    summary: str = column(
        "Résumé", "Purpose and expected results, for the public list of operations.", synonyms=("Résumé de l'opération",),
        example="Accompagner les publics éloignés du numérique",
    )  # fmt: skip
    intervention: str = column(
        "Catégorie d'intervention", "Category or type of intervention, for the public list.",
        synonyms=("Type d'intervention",), example="109",
    )  # fmt: skip
    postcode: str = column("Code postal", "Postcode of the operation.", "postcode", synonyms=("CP",), example="26300")
    commune: str = column("Lieu", "Commune of the operation.", synonyms=("Localisation", "Commune"), example="Alixan")
    is_by_social_partner_or_ngo: bool = column(
        "Projet d'un partenaire social ou d'une ONG", "Whether a social partner or an NGO carries it (CO20); empty when not told.",
        "boolean", synonyms=("Projet de partenaires sociaux ou d'organisations non gouvernementales",), example="oui",
    )  # fmt: skip
    is_for_women: bool = column(
        "Projet pour l'emploi des femmes", "Whether it is for the participation and progress of women in employment (CO21); empty when not told.",
        "boolean", synonyms=("Projet pour la participation et les progrès des femmes dans l'emploi",), example="non",
    )  # fmt: skip
    is_for_public_services: bool = column(
        "Projet pour les services publics", "Whether it is for public administrations or services (CO22); empty when not told.",
        "boolean", synonyms=("Projet visant les administrations ou les services publics",), example="non",
    )  # fmt: skip
    supported_smes: int = column(
        "PME soutenues", "Number of micro, small and medium enterprises supported (CO23, EECO19); empty when not told.",
        "integer", minimum=0, synonyms=("Micro, petites et moyennes entreprises soutenues", "Nombre de PME soutenues"), example="3",
    )  # fmt: skip
    supported_public_services: int = column(
        "Services publics soutenus", "Number of public administrations or services supported (EECO18); empty when not told.",
        "integer", minimum=0, example="1",
        synonyms=("Administrations ou services publics soutenus", "Nombre d'administrations ou de services publics soutenus"),
    )  # fmt: skip

    @row_rule("DATE-41", "end_date", "start_date")
    def ends_after_start() -> pl.Expr:
        return pl.col("end_date") >= pl.col("start_date")

    @row_rule("FSE-06", "fse_agreed_eur", "total_eligible_cost_eur")
    def fse_within_cost() -> pl.Expr:
        return pl.col("fse_agreed_eur") <= pl.col("total_eligible_cost_eur")

    @row_rule("FSE-07", "fse_rate", "fse_agreed_eur", "total_eligible_cost_eur")
    def fse_rate_answers() -> pl.Expr:
        gap = pl.col("fse_rate").cast(pl.Float64) * pl.col("total_eligible_cost_eur") - pl.col("fse_agreed_eur")
        return gap.abs() <= pl.col("total_eligible_cost_eur").cast(pl.Float64) * 0.0001 + 0.01

    @row_rule("IDENT-41", "operation_id")
    def number_has_usual_shape() -> pl.Expr:
        return pl.col("operation_id").str.contains(r"^20\d{7}$")

    @row_rule("FSE-39", "simplified_cost_code", "programming_period_code")
    def documented_option_is_of_the_period() -> pl.Expr:
        return (pl.col("simplified_cost_code") != "f20_2014") | _is_of_the_period()

    @row_rule("FSE-40", "simplified_cost_code", "programming_period_code")
    def other_option_is_of_the_period() -> pl.Expr:
        return (pl.col("simplified_cost_code") == "f20_2014") | _is_of_the_period()

    @row_rule("FSE-41", "simplified_cost_code", "public_support_eur", "programming_period_code")
    def small_operation_has_a_flat_rate() -> pl.Expr:
        is_small = (pl.col("programming_period_code") == "2014-2020") & (pl.col("public_support_eur") <= 50_000)
        return ~is_small | (pl.col("simplified_cost_code") != "reel")
