"""A publication that cannot stand leaves the one before: told in French, with the engineer's detail beside."""

from pathlib import Path

import pytest

from tests.warehouse.stored_nights import WIDE, File, Nights, contract
from warehouse.build import BuildMemoryError, PublicationHeld
from warehouse.publish import Terms

COUNT = "SELECT count(*) FROM core.contracts"


def test_a_check_that_fails_is_told_in_french_and_named_for_the_engineer(tmp_path: Path) -> None:
    made = Nights(tmp_path / "home")
    made.publish({"die": File({"contracts": [contract(1)]})})
    with pytest.raises(PublicationHeld) as held:
        made.publish({"die": File({"contracts": [contract(1), contract(2, person_key="nobody")]})})
    assert str(held.value) == "un contrôle de l'entrepôt a trouvé 1\u00a0ligne en défaut"
    assert held.value.detail == "fail_person_key: 1 rows"
    assert made.rows(COUNT) == [(1,)]


def test_a_build_without_memory_enough_is_told_as_that_and_by_the_setting_that_bounds_it(tmp_path: Path) -> None:
    made = Nights(tmp_path / "home")
    made.publish({"die": File({"contracts": [contract(1)]})})
    with pytest.raises(BuildMemoryError, match="EPI_BUILD_MEMORY_MB=1: Out of Memory"):
        made.publish({"die": File({"contracts": [contract(1), contract(2)]})}, terms=Terms(WIDE, memory_mb=1))
    assert made.rows(COUNT) == [(1,)]
