"""A place outside the two departments whose communes are known is neither refused nor doubted."""

from pathlib import Path

import pytest

from flows.read_configuration import load_configuration
from flows.settings import Settings
from tests.fse.judged import codes
from tests.fse.rows import ORGANISATION, PARTICIPATION
from tests.fse.world import Place, findings_of

ELSEWHERE = [
    pytest.param("Lyon 3e Arrondissement", "69383", "69003", id="an arrondissement"),
    pytest.param("Ajaccio", "2A004", "20000", id="Corsica"),
    pytest.param("Fort-de-France", "97209", "97200", id="overseas"),
    pytest.param("Bourg-en-Bresse", "01053", "01000", id="a first zero"),
    pytest.param("Valence", "82186", "82400", id="a namesake of Valence of the Drôme"),
    pytest.param("Éourres", "05047", "26560", id="a postcode of the Drôme in another department"),
]


@pytest.mark.parametrize(("commune", "insee_code", "postcode"), ELSEWHERE)
def test_r_s5_r_s6_a_commune_of_another_department_is_believed(commune: str, insee_code: str, postcode: str) -> None:
    place = {"commune": commune, "insee_code": insee_code, "postcode": postcode}
    assert codes("organisations", ORGANISATION | place) == set()
    assert codes("participations", PARTICIPATION | {"home_commune": commune, "home_postcode": postcode}) == set()
    assert set(findings_of([Place("la", {}, place)])["code"]) == set()


@pytest.mark.parametrize(("commune", "insee_code", "postcode"), ELSEWHERE)
def test_an_epi_of_another_department_may_be_declared(
    tmp_path: Path, commune: str, insee_code: str, postcode: str
) -> None:
    path = tmp_path / "epis.toml"
    path.write_text(
        f'[network]\nname = "Essai"\n[[epis]]\nid = "la"\nname = "Espace"\ncommune = "{commune}"\n'
        f'insee_code = "{insee_code}"\npostcode = "{postcode}"\n[[epis.sources]]\npath = "a.csv"\n',
        encoding="utf-8",
    )
    (epi,) = load_configuration(Settings(home=tmp_path, config=path)).epis
    assert (epi.commune, epi.insee_code) == (commune, insee_code)


def test_r_s5_a_code_of_the_drome_that_nobody_has_is_still_refused() -> None:
    assert "IDENT-54" in codes("organisations", ORGANISATION | {"insee_code": "26999"})
