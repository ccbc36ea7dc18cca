"""Names of funders and of reports, known by the words that they begin with."""

import pytest

from tests.fse.judged import accepted, judged
from tests.fse.rows import CLAIM, RESOURCE


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Département de la Drôme", "departement"), ("Conseil régional Rhône-Alpes", "region"), ("État (ASP)", "etat"),
        ("Commune de Die", "commune_epci"), ("Communauté de communes du Diois", "commune_epci"), ("CAF 26", "autre_public"),
        ("Fondation de France", "prive"), ("Fonds propres de l'association", "autofinancement"),
    ],
)  # fmt: skip
def test_a_funder_is_known_by_the_words_that_its_name_begins_with(typed: str, code: str) -> None:
    assert accepted("resources", RESOURCE | {"funder_type_code": typed})["funder_type_code"].to_list() == [code]


@pytest.mark.parametrize(
    "typed", ["Région et commune de Die", "Ville de Die / CAF", "Région (FSE)", "Villeneuve", "CCD"]
)
def test_several_funders_or_another_word_are_none(typed: str) -> None:
    assert judged("resources", RESOURCE | {"funder_type_code": typed}).accepted["resources"].is_empty()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Bilan intermédiaire n°1", "intermediaire_obligatoire"), ("Intermédiaire facultatif 2", "intermediaire_facultatif"),
        ("Bilan final (solde)", "final"),
    ],
)  # fmt: skip
def test_a_report_with_its_number_is_of_its_kind(typed: str, code: str) -> None:
    assert accepted("claims", CLAIM | {"claim_type_code": typed})["claim_type_code"].to_list() == [code]
    assert judged("claims", CLAIM | {"claim_type_code": "Bilan intermédiaire et final"}).accepted["claims"].is_empty()
