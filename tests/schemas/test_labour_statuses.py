"""Situations on the labour market as people type them."""

import pytest

from schemas.codelist import fold
from schemas.codes.labour_status import ENTRY_STATUSES, LABOUR_STATUSES


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("En CDI", "en_emploi"), ("CDD", "en_emploi"), ("intérim", "en_emploi"), ("Auto-entrepreneuse", "en_emploi"),
        ("recherche d'emploi", "chomeur"), ("Inscrit à Pôle emploi", "chomeur"), ("retraitée", "inactif"),
        ("sans nouvelles", "inconnu"),
    ],
)  # fmt: skip
def test_a_situation_that_can_be_one_only_is_read_however_it_is_said(typed: str, code: str) -> None:
    assert LABOUR_STATUSES.by_spelling[fold(typed)] == code


@pytest.mark.parametrize("typed", ["Sans emploi", "Étudiante", "En formation"])
def test_one_that_may_be_several_is_none(typed: str) -> None:
    assert fold(typed) not in LABOUR_STATUSES.by_spelling | ENTRY_STATUSES.by_spelling
