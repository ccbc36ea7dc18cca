"""The organisations behind the network: employers, beneficiaries of the FSE, partners."""

import datetime as dt

import polars as pl

from schemas.codes.communes import code_answers_name, is_known_code, postcode_answers_name
from schemas.codes.employers import LEGAL_NATURES, ROLES, SIRET_STATES
from schemas.provenance import ProvenanceModel
from schemas.table import column, row_rule, table


@table(
    title="Structures",
    description="The organisations that employ, receive the FSE, or work with the network.",
    grain="one row per organisation and EPI that declares it",
    key=("epi_id", "siret", "name"),
    sheets=("Structures", "Organismes", "Employeurs", "Bénéficiaires", "Partenaires"),
)
class Organisations(ProvenanceModel):
    """Fields of domain section 1.2; the SIREN is the first nine digits of the SIRET."""

    name: str = column(
        "Raison sociale", "Name of the organisation.", required=True, example="Association numérique du Diois",
        synonyms=("Nom de la structure", "Structure", "Employeur", "Bénéficiaire", "Porteur"),
    )  # fmt: skip
    siret: str = column(
        "SIRET", "SIRET of the establishment; empty for an association that has none.", "siret",
        synonyms=("N° SIRET", "SIRET structure", "SIRET de la structure"), example="73282932000074",
    )  # fmt: skip
    rna: str = column(
        "RNA", "Number of the association in the national register.", "rna", synonyms=("N° RNA",), example="W262001234"
    )
    legal_nature_code: str = column(
        "Nature juridique", "Legal nature of the organisation.", "code", required=True, codes=LEGAL_NATURES,
        synonyms=("Statut juridique",), example="privee",
    )  # fmt: skip
    role_code: str = column(
        "Rôle", "What the organisation is to the network.", "code", codes=ROLES, example="employer",
        synonyms=("Rôle de la structure",),
    )  # fmt: skip
    naf_code: str = column(
        "APE",
        "Code of its main activity (NAF).",
        "identifier",
        synonyms=("NAF", "Code APE", "Code NAF"),
        example="9499Z",
    )
    siret_state_code: str = column(
        "État du SIRET", "State of the SIRET as looked up in SIRENE.", "code", codes=SIRET_STATES, example="valide",
        synonyms=("Statut du SIRET",),
    )  # fmt: skip
    closing_date: pl.Date = column(
        "Fermé le", "Day on which the establishment closed.", "date", synonyms=("Date de fermeture",),
        earliest=dt.date(1950, 1, 1), example="31/12/2015",
    )  # fmt: skip
    successor_siret: str = column(
        "SIRET du successeur", "SIRET of the establishment that succeeded it.", "siret", synonyms=("Successeur",),
        example="35600000000048",
    )  # fmt: skip
    postcode: str = column("Code postal", "Postcode.", "postcode", synonyms=("CP",), example="26150")
    commune: str = column("Commune", "Commune of the organisation.", synonyms=("Ville",), example="Die")
    insee_code: str = column(
        "Code Insee", "Code of the commune (COG).", "insee", synonyms=("Code commune",), example="26113"
    )

    @row_rule("IDENT-52", "successor_siret", "siret_state_code")
    def successor_is_given() -> pl.Expr:
        return (pl.col("siret_state_code") != "successeur-ouvert") | pl.col("successor_siret").is_not_null()

    @row_rule("IDENT-54", "insee_code")
    def insee_code_exists() -> pl.Expr:
        return is_known_code("insee_code")

    @row_rule("IDENT-53", "insee_code", "commune")
    def insee_code_is_that_of_the_commune() -> pl.Expr:
        return code_answers_name("insee_code", "commune")

    @row_rule("IDENT-55", "postcode", "commune")
    def postcode_is_one_of_the_commune() -> pl.Expr:
        return postcode_answers_name("postcode", "commune")
