"""The espaces publics internet."""

import polars as pl

from schemas.codes.communes import code_answers_name, is_known_code, postcode_answers_name
from schemas.codes.employers import LEGAL_NATURES, STRUCTURE_TYPES
from schemas.provenance import ProvenanceModel
from schemas.table import Coordinate, column, row_rule, table


@table(
    title="Espaces publics internet",
    description="The places of digital mediation, as the configuration declares them (national schema 1.0.2).",
    grain="one row per EPI",
    key=("epi_id",),
    is_delivered=False,
)
class Epis(ProvenanceModel):
    """Fields of the national schema of places of digital mediation, in our names."""

    name: str = column("Nom de l'espace", "Name of the EPI.", required=True, example="EPI de Die")
    commune: str = column("Commune", "Commune of the EPI.", required=True, example="Die")
    insee_code: str = column("Code Insee", "Code of the commune (COG).", "insee", example="26113")
    postcode: str = column("Code postal", "Postcode.", "postcode", example="26150")
    siret: str = column("SIRET", "SIRET of the employer.", "siret", example="73282932000074")
    legal_nature_code: str = column(
        "Nature juridique", "Legal nature of the employer.", "code", codes=LEGAL_NATURES, example="privee"
    )
    structure_type_code: str = column(
        "Type de structure", "Kind of structure.", "code", codes=STRUCTURE_TYPES, example="ASSO"
    )
    address: str = column("Adresse", "Street and number.", example="Place de la République")
    latitude: Coordinate = column("Latitude", "Latitude, WGS84.", "decimal", unit="degrees", example="44.753")
    longitude: Coordinate = column("Longitude", "Longitude, WGS84.", "decimal", unit="degrees", example="5.370")
    website: str = column("Site web", "Address of the web site.", example="https://epi-die.example")
    parent_structure: str = column("Structure parente", "Name of the structure above, for an EPI over two communes.")

    @row_rule("IDENT-54", "insee_code")
    def insee_code_exists() -> pl.Expr:
        return is_known_code("insee_code")

    @row_rule("IDENT-53", "insee_code", "commune")
    def insee_code_is_that_of_the_commune() -> pl.Expr:
        return code_answers_name("insee_code", "commune")

    @row_rule("IDENT-55", "postcode", "commune")
    def postcode_is_one_of_the_commune() -> pl.Expr:
        return postcode_answers_name("postcode", "commune")
