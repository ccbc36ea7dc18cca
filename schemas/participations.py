"""The participations: what each person answered on entering an operation."""

import datetime as dt
from typing import Any

import polars as pl

from schemas.codes.communes import postcode_answers_name
from schemas.codes.education_levels import ENTRY_LEVELS
from schemas.codes.labour_status import ENTRY_STATUSES
from schemas.codes.people import ANSWERS, REFERRERS, SEXES, SOCIAL_BENEFITS
from schemas.person import EntrantModel, whole_years
from schemas.table import column, row_rule, table

HOUSEHOLD_ASKED_BEFORE = dt.date(2018, 8, 2)


def _is_complete() -> pl.Expr:
    """R-P5: every answer that the authority requires is there, a refusal included."""
    asked = ["birth_date", "sex_code", "entry_status_code", "entry_education_level_code"]
    household = ["is_jobless_household", "has_dependent_children", "is_single_adult"]
    answered = pl.all_horizontal(pl.col(household).is_not_null()) | (pl.col("entry_date") >= HOUSEHOLD_ASKED_BEFORE)
    return pl.all_horizontal(pl.col(asked).is_not_null()) & answered


def _is_answered(name: str, until: dt.date = dt.date.max) -> Any:
    """R-P5: the question is answered; it was asked of entries before ``until``."""

    def is_answered() -> pl.Expr:
        return pl.col(name).is_not_null() | (pl.col("entry_date") >= until)

    is_answered.__name__ = f"{name}_is_answered"
    return row_rule("FSE-30", name, "entry_date")(is_answered)


@table(
    title="Participants",
    description="The entry questionnaire of each person in each operation; a second entry is another row.",
    grain="one row per person, operation and entry",
    key=("epi_id", "person_key", "entry_date", "operation_id"),
    sheets=("Participants", "Participations", "Entrées", "Questionnaire d'entrée"),
)
class Participations(EntrantModel):
    """Fields of domain sections 1.4 and 1.5; a person counts once an operation, by the first entry and the last exit."""

    operation_id: str = column(
        "N° opération", "Operation that the person enters.", "identifier", required=True, example="201400026",
        synonyms=("N° MDFSE", "N° dossier", "N° convention", "Opération", "N° opération FSE"),
    )  # fmt: skip
    entry_date: pl.Date = column(
        "Date d'entrée", "First day in the operation.", "date", required=True, earliest=dt.date(2007, 1, 1),
        synonyms=("Entrée dans l'opération", "Date d'entrée dans l'opération", "Entré(e) le"), example="01/09/2014",
    )  # fmt: skip
    exit_date: pl.Date = column(
        "Date de sortie", "Last day in the operation, where it is known on this sheet.", "date",
        synonyms=("Date de sortie de l'opération", "Sorti(e) le"), earliest=dt.date(2007, 1, 1), example="31/08/2015",
    )  # fmt: skip
    questionnaire_date: pl.Date = column(
        "Questionnaire d'entrée rempli le", "Day on which the entry questionnaire was answered.", "date",
        synonyms=("Date du questionnaire d'entrée",), earliest=dt.date(2007, 1, 1), example="01/09/2014",
    )  # fmt: skip
    sex_code: str = column(
        "Sexe", "Sex of the person.", "code", codes=SEXES, privacy="confidential", example="F",
        synonyms=("Genre", "Civilité"),
    )  # fmt: skip
    entry_status_code: str = column(
        "Situation à l'entrée", "Status on the labour market just before entry, that is before recruitment.", "code",
        codes=ENTRY_STATUSES, privacy="confidential", example="chomeur",
        synonyms=("Statut sur le marché du travail", "Situation avant l'embauche", "Statut à l'entrée",
                  "Situation d'entrée"),
    )  # fmt: skip
    unemployment_months: int = column(
        "Durée de chômage", "Months of unemployment before entry.", "integer", unit="mois",
        period="month", minimum=0, maximum=600,
        privacy="confidential", synonyms=("Durée d'inscription", "Mois de chômage", "Inscrit depuis"), example="14",
    )  # fmt: skip
    is_long_unemployed: bool = column(
        "Chômeur de longue durée", "Whether the file says that the person is long-term unemployed.", "boolean",
        privacy="confidential", synonyms=("DELD", "Chômage de longue durée"), example="oui",
    )  # fmt: skip
    is_in_training_at_entry: bool = column(
        "En formation à l'entrée", "Whether the person was in education or training at entry.", "boolean",
        privacy="confidential", synonyms=("En études ou en formation",), example="non",
    )  # fmt: skip
    entry_education_level_code: str = column(
        "Niveau de diplôme", "Highest level of education at entry.", "code", codes=ENTRY_LEVELS,
        privacy="confidential", synonyms=("Niveau de formation", "Niveau d'études", "Niveau scolaire",
        "Niveau à l'entrée", "Dernier diplôme", "Diplôme le plus élevé"), example="N3",
    )  # fmt: skip
    is_jobless_household: bool = column(
        "Ménage sans emploi", "Whether nobody of the household works.", "boolean", privacy="confidential",
        synonyms=("Ménage où personne ne travaille",), example="oui",
    )  # fmt: skip
    has_dependent_children: bool = column(
        "Enfants à charge", "Whether the household has dependent children.", "boolean", privacy="confidential",
        synonyms=("Enfant à charge", "Nombre d'enfants à charge", "Nb d'enfants à charge", "Nb enfants à charge"),
        example="non", or_count=True,
    )  # fmt: skip
    is_single_adult: bool = column(
        "Parent isolé", "Whether the person is the one adult of a household with dependent children.", "boolean",
        privacy="confidential", synonyms=("Famille monoparentale",), example="non",
    )  # fmt: skip
    disability_code: str = column(
        "Handicap",
        "Recognised disability.",
        "code",
        codes=ANSWERS,
        privacy="sensitive",
        synonyms=("RQTH",),
        example="non",
    )
    social_benefit_code: str = column(
        "Minima sociaux", "Benefit received at entry.", "code", codes=SOCIAL_BENEFITS, privacy="sensitive",
        synonyms=("Bénéficiaire de minima", "Minimum social", "RSA"), example="rsa",
    )  # fmt: skip
    housing_exclusion_code: str = column(
        "Difficulté de logement", "Homeless or excluded from housing.", "code", codes=ANSWERS, privacy="sensitive",
        synonyms=("Sans domicile", "Exclusion du logement"), example="non",
    )  # fmt: skip
    is_rural: bool = column(
        "Zone rurale", "Whether the person lives in a rural commune (degree of urbanisation).", "boolean",
        privacy="confidential", synonyms=("Habite en zone rurale",), example="oui",
    )  # fmt: skip
    born_abroad_code: str = column(
        "Né à l'étranger", "Born abroad.", "code", codes=ANSWERS, privacy="sensitive", example="non",
        synonyms=("Né(e) à l'étranger", "Naissance à l'étranger"),
    )  # fmt: skip
    parent_born_abroad_code: str = column(
        "Un parent né à l'étranger", "One parent at least born abroad (part of CO15).", "code", codes=ANSWERS,
        privacy="sensitive", synonyms=("Parent né à l'étranger",), example="non",
    )  # fmt: skip
    third_country_code: str = column(
        "Ressortissant d'un pays tiers", "National of a country outside the Union.", "code", codes=ANSWERS,
        privacy="sensitive", synonyms=("Ressortissant(e) de pays tiers",), example="non",
    )  # fmt: skip
    minority_code: str = column(
        "Minorité", "Member of a minority.", "code", codes=ANSWERS, privacy="sensitive", example="non"
    )
    other_disadvantage_code: str = column(
        "Autre difficulté", "Other disadvantage (CO17).", "code", codes=ANSWERS, privacy="sensitive",
        synonyms=("Autre personne défavorisée",), example="non",
    )  # fmt: skip
    referrer_code: str = column(
        "Prescripteur", "Who sent the person.", "code", codes=REFERRERS, synonyms=("Orienteur", "Adressé par"),
        example="mission_locale",
    )  # fmt: skip
    evidence: str = column(
        "Justificatif d'éligibilité", "Evidence of eligibility held at entry; may name a person, so it is not stored.",
        privacy="free_text", synonyms=("Pièce d'éligibilité",), example="Attestation d'inscription",
    )  # fmt: skip
    birth_place: str = column(
        "Commune de naissance", "Place of birth; not stored.", privacy="personal", synonyms=("Lieu de naissance",),
        example="Die",
    )  # fmt: skip
    home_address: str = column("Adresse", "Home address; not stored.", privacy="personal", example="1 rue du Moulin")
    home_postcode: str = column(
        "Code postal",
        "Postcode of the home; not stored.",
        "postcode",
        privacy="personal",
        synonyms=("CP",),
        example="26150",
    )
    home_commune: str = column(
        "Commune", "Commune of the home; not stored.", privacy="personal", synonyms=("Ville", "Commune de résidence"),
        example="Die",
    )  # fmt: skip
    phone: str = column(
        "Téléphone", "Telephone; not stored.", "phone", privacy="personal", synonyms=("Tél.", "Portable"),
        example="04 75 00 00 00",
    )  # fmt: skip
    email: str = column(
        "Courriel", "E-mail address; not stored.", privacy="personal", synonyms=("E-mail", "Mail", "Adresse électronique"),
        example="lea@exemple.fr",
    )  # fmt: skip
    entry_age: int = column(
        "Âge à l'entrée", "Whole years on the day of entry; empty without a birth date.", "integer", derived=True,
        unit="years", privacy="confidential", computed=lambda: whole_years("entry_date"),
    )  # fmt: skip
    is_complete: bool = column(
        "Complet", "Whether the entry questionnaire counts in the indicators (R-P5).", "boolean", derived=True,
        nullable=False, computed=_is_complete,
    )  # fmt: skip

    birth_date_is_answered = _is_answered("birth_date")
    sex_is_answered = _is_answered("sex_code")
    status_is_answered = _is_answered("entry_status_code")
    education_is_answered = _is_answered("entry_education_level_code")
    work_in_household_is_answered = _is_answered("is_jobless_household", until=HOUSEHOLD_ASKED_BEFORE)
    children_are_answered = _is_answered("has_dependent_children", until=HOUSEHOLD_ASKED_BEFORE)
    single_adult_is_answered = _is_answered("is_single_adult", until=HOUSEHOLD_ASKED_BEFORE)

    @row_rule("FSE-31", "is_long_unemployed", "entry_status_code")
    def long_unemployed_is_unemployed() -> pl.Expr:
        return ~pl.col("is_long_unemployed") | (pl.col("entry_status_code") == "chomeur")

    @row_rule("DATE-52", "birth_date", "entry_date")
    def age_in_range() -> pl.Expr:
        return whole_years("entry_date").is_between(16, 99)

    @row_rule("DATE-53", "questionnaire_date", "exit_date")
    def asked_before_exit() -> pl.Expr:
        return pl.col("questionnaire_date") <= pl.col("exit_date")

    @row_rule("DATE-54", "exit_date", "entry_date")
    def left_after_entry() -> pl.Expr:
        return pl.col("exit_date") >= pl.col("entry_date")

    @row_rule("FSE-29", "exit_date", "entry_date", "operation_id")
    def stays_more_than_a_day() -> pl.Expr:
        return pl.col("exit_date") != pl.col("entry_date")

    @row_rule("IDENT-55", "home_postcode", "home_commune")
    def postcode_is_one_of_the_commune() -> pl.Expr:
        return postcode_answers_name("home_postcode", "home_commune")
