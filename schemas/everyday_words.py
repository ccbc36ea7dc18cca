"""Words that say nothing of a person though some people bear them: a name alone that is one of them is no name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from schemas import TABLES
from schemas.codelist import fold
from schemas.codes import CODE_LISTS
from schemas.codes.communes import communes
from schemas.rules import RULES

ALSO_NAMES = """
ami ange argent automne aurore avenir barbier beau berger blanc blanche bleu bois bon bonnet boucher boulanger brun carre
charpentier chevalier combe constant cordier couturier doux ecrivain ete fermier fleur fontaine forgeron fort franc france
grand grange gris hiver jardin jardinier jeune juste lac leger lion long mai maire maison marchand marin mars menuisier mer
meunier moulin neuve noel noir nord notaire olive page pain parent paris perle petit petite place poisson pont porte
potier pre printemps reine riche riviere roche roi roman rose rouge roux sable sage sergent serrurier soleil sud tailleur
tour vallee vallon vert victoire vigne ville violette voisin
est ile max ouest roc sol val
janvier fevrier avril juin juillet aout septembre octobre novembre decembre
"""


@cache
def everyday_words() -> frozenset[str]:
    """Folded words: those of the declarations, of the codes and of our sentences, and French words that are also names."""
    return frozenset(re.findall("[a-z]+", fold("\n".join((ALSO_NAMES, *_said())))))


@cache
def long_place_names() -> frozenset[tuple[str, ...]]:
    """The communes whose name has several words, as folded words."""
    names = {tuple(re.findall("[a-z]+", name)) for one in communes() for name in one.names}
    return frozenset(name for name in names if len(name) > 1)


def _said() -> Iterator[str]:
    for table in TABLES.values():
        yield from (table.title, *table.sheets)
        for column in table.columns.values():
            yield from (column.title, column.name, *column.synonyms)
    for codes in CODE_LISTS.values():
        for code in codes.codes:
            yield from (code.code, code.label, *code.spellings)
    yield from (rule.what for rule in RULES.values())
