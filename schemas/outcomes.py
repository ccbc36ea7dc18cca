"""What became of the people: the questionnaire of exit."""

import datetime as dt

import polars as pl

from schemas.codes.contract_types import CONTRACT_TYPES
from schemas.codes.education_levels import EDUCATION_LEVELS
from schemas.codes.employers import LEGAL_NATURES
from schemas.codes.exit_reasons import EXIT_CATEGORIES, EXIT_REASONS
from schemas.codes.labour_status import LABOUR_STATUSES
from schemas.person import HolderModel
from schemas.table import column, row_rule, table


def _not_in(codes: list[str], name: str = "exit_reason_code") -> pl.Expr:
    return ~pl.col(name).is_in(codes)


@table(
    title="Devenir des personnes",
    description="Exits and what followed; reasons P0 and P1 say that there is no exit or no outcome yet.",
    grain="one row per contract of an EPI whose holder left or is expected to",
    key=("epi_id", "contract_id"),
    sheets=("Devenir", "Sorties", "Suivi des sorties", "Après le contrat"),
)
class Outcomes(HolderModel):
    """Fields of domain section 1.10."""

    contract_id: str = column(
        "N° contrat", "Last contract of the person in the operation.", "identifier", required=True,
        synonyms=("N° de contrat", "Numéro de contrat", "Réf. contrat", "Référence contrat"), example="DIE-2014-01",
    )  # fmt: skip
    exit_date: pl.Date = column(
        "Date de sortie", "Last day in the operation; empty while there is no exit.", "date",
        synonyms=("Date sortie", "Sortie le", "Sorti(e) le"), earliest=dt.date(2007, 1, 1), example="31/08/2015",
    )  # fmt: skip
    observation_date: pl.Date = column(
        "Questionnaire rempli le", "Day on which the situation was observed.", "date",
        synonyms=("Date d'observation", "Date du questionnaire"), earliest=dt.date(2007, 1, 1), example="15/09/2015",
    )  # fmt: skip
    is_early_exit: bool = column(
        "Sortie anticipée",
        "Whether the person left before the end.",
        "boolean",
        synonyms=("Abandon",),
        example="non",
    )
    exit_status_code: str = column(
        "Situation à la sortie", "Status on the labour market at exit.", "code", codes=LABOUR_STATUSES, example="en_emploi",
        synonyms=("Situation de sortie", "Statut à la sortie"),
    )  # fmt: skip
    exit_reason_code: str = column(
        "Motif de sortie", "Reason of exit (extranet IAE); P0 and P1 are no exit.", "code", required=True,
        codes=EXIT_REASONS, synonyms=("Type de sortie", "Devenir", "Raison de la sortie"), example="3",
    )  # fmt: skip
    exit_category_read_code: str = column(
        "Classification", "Category of exit as the file has it; the views derive theirs from the reason.", "code",
        codes=EXIT_CATEGORIES, synonyms=("Catégorie de sortie",), example="emploi_durable",
    )  # fmt: skip
    next_contract_type_code: str = column(
        "Nouveau contrat", "Type of the next contract.", "code", codes=CONTRACT_TYPES, example="CDI",
        synonyms=("Type du nouveau contrat", "Nature du nouveau contrat", "Type de contrat du nouveau contrat",
                  "Contrat suivant", "Contrat obtenu", "Type de contrat suivant", "Type de contrat obtenu"),
    )  # fmt: skip
    next_contract_months: int = column(
        "Durée du nouveau contrat", "Length of the next contract, in months.", "integer", unit="mois",
        period="month", minimum=0, maximum=120, synonyms=("Durée nouveau contrat", "Durée du contrat suivant",
        "Durée du contrat obtenu", "Durée (mois)"), example="12",
    )  # fmt: skip
    next_rome_code: str = column(
        "Code ROME suivant", "ROME code of the next job.", "rome", synonyms=("ROME suivant", "ROME nouveau poste"),
        example="F1703",
    )  # fmt: skip
    next_start_date: pl.Date = column(
        "Début du nouveau contrat", "First day of the next job; an immediate result within 28 days of the exit.", "date",
        synonyms=("Date du nouveau contrat", "Date de début du nouveau contrat", "Embauché(e) le"), earliest=dt.date(2007, 1, 1), example="01/09/2015",
    )  # fmt: skip
    next_employer: str = column(
        "Employeur suivant", "Name of the next employer; may name a person, so it is not stored.", privacy="free_text",
        synonyms=("Nouvel employeur", "Employeur"), example="Association numérique du Diois",
    )  # fmt: skip
    next_employer_siret: str = column(
        "SIRET de l'employeur suivant", "SIRET of the next employer.", "siret", synonyms=("SIRET du nouvel employeur",),
        example="73282932000074",
    )  # fmt: skip
    next_employer_nature_code: str = column(
        "Nature de l'employeur suivant", "Legal nature of the next employer.", "code", codes=LEGAL_NATURES,
        synonyms=("Statut du nouvel employeur",), example="publique",
    )  # fmt: skip
    is_in_training: bool = column(
        "En formation",
        "Whether the person entered training.",
        "boolean",
        synonyms=("Entrée en formation",),
        example="non",
    )
    has_qualification: bool = column(
        "Qualification obtenue",
        "Whether a qualification was gained.",
        "boolean",
        synonyms=("Diplôme obtenu",),
        example="oui",
    )
    qualification_title: str = column(
        "Intitulé de la qualification", "Title of the qualification.",
        synonyms=("Intitulé du diplôme", "Titre obtenu", "Diplôme"), example="Brevet professionnel maçon",
    )  # fmt: skip
    qualification_level_code: str = column(
        "Niveau de la qualification", "Level of the qualification.", "code", codes=EDUCATION_LEVELS, example="N4",
        synonyms=("Niveau du diplôme",),
    )  # fmt: skip
    qualification_date: pl.Date = column(
        "Date d'obtention", "Day on which the qualification was gained.", "date", earliest=dt.date(2007, 1, 1),
        synonyms=("Diplôme obtenu le", "Obtenue le"), example="03/07/2015",
    )  # fmt: skip
    stays_in_digital: bool = column(
        "Continue dans le numérique", "Whether the person goes on in digital work; empty when unknown.", "boolean",
        synonyms=("Reste dans le numérique", "Poursuite dans le numérique"), example="oui",
    )  # fmt: skip
    offer_date: pl.Date = column(
        "Poste proposé le", "Day of an offer that is not yet a job.", "date", earliest=dt.date(2007, 1, 1),
        synonyms=("Date de l'offre",), example="15/07/2015",
    )  # fmt: skip
    offer_start_date: pl.Date = column(
        "Prise de poste prévue", "Day on which the post offered begins.", "date", earliest=dt.date(2007, 1, 1),
        synonyms=("Poste proposé au", "Prise de poste"), example="01/09/2015",
    )  # fmt: skip
    comment: str = column(
        "Commentaire", "Free text, kept in the received file alone.", privacy="free_text",
        synonyms=("Observations", "Commentaires", "Remarques"), example="",
    )  # fmt: skip

    @row_rule("DATE-48", "exit_date", "exit_reason_code")
    def exit_has_date() -> pl.Expr:
        return pl.col("exit_reason_code").is_in(["P0", "P1"]) | pl.col("exit_date").is_not_null()

    @row_rule("DATE-46", "observation_date", "exit_date")
    def observed_after_exit() -> pl.Expr:
        return pl.col("observation_date") >= pl.col("exit_date")

    @row_rule("FSE-13", "observation_date", "exit_date")
    def observed_in_four_weeks() -> pl.Expr:
        return (pl.col("observation_date") - pl.col("exit_date")) <= pl.duration(days=28)

    @row_rule("FSE-09", "next_contract_months", "exit_reason_code")
    def fixed_term_has_duration() -> pl.Expr:
        return _not_in(["9", "10"]) | pl.col("next_contract_months").is_not_null()

    @row_rule("FSE-08", "exit_reason_code", "next_contract_months")
    def duration_answers_reason() -> pl.Expr:
        months = pl.col("next_contract_months")
        return (_not_in(["9"]) | (months >= 6)) & (_not_in(["10"]) | (months < 6))

    @row_rule("FSE-10", "exit_reason_code", "next_contract_type_code")
    def contract_answers_reason() -> pl.Expr:
        return _not_in(["1", "3", "13"]) | pl.col("next_contract_type_code").is_in(["CDI", "CDI_PUB"])

    @row_rule("FSE-11", "qualification_title", "has_qualification")
    def qualification_has_title() -> pl.Expr:
        return ~pl.col("has_qualification") | pl.col("qualification_title").is_not_null()

    @row_rule("FSE-12", "exit_category_read_code", "exit_reason_code")
    def category_answers_reason() -> pl.Expr:
        categories = {code.code: str(code.facts["category"]) for code in EXIT_REASONS.codes}
        derived = pl.col("exit_reason_code").replace_strict(categories, default=None, return_dtype=pl.String)
        return pl.col("exit_category_read_code") == derived

    @row_rule("FSE-55", "next_employer_nature_code", "exit_reason_code")
    def employer_answers_reason() -> pl.Expr:
        return _not_in(["11"]) | (pl.col("next_employer_nature_code") == "publique")

    @row_rule("FSE-56", "next_contract_type_code", "exit_reason_code")
    def aid_answers_reason() -> pl.Expr:
        aided = [code.code for code in CONTRACT_TYPES.codes if code.facts["is_employment_policy"]]
        return _not_in(["14"]) | pl.col("next_contract_type_code").is_in(aided)

    @row_rule("FSE-51", "offer_start_date", "exit_date", "exit_reason_code")
    def offer_begins_in_time() -> pl.Expr:
        return _not_in(["P1"]) | (pl.col("offer_start_date") - pl.col("exit_date") <= pl.duration(days=28))

    @row_rule("FSE-52", "exit_status_code", "exit_reason_code")
    def no_news_says_no_status() -> pl.Expr:
        return _not_in(["8"]) | (pl.col("exit_status_code") == "inconnu")
