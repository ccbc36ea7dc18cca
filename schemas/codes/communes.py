"""The communes that the network lies in, to check a code, a name and a postcode against each other."""

import re
from functools import cache
from typing import NamedTuple

import polars as pl

from schemas.codelist import fold
from schemas.codes.communes_ardeche import COMMUNES_ARDECHE
from schemas.codes.communes_drome import COMMUNES_DROME

DEPARTMENTS = ("07", "26")
_ENTRY = re.compile(r"(\d{5}) (.+?) ((?:\d{5} ?)+)")


class Commune(NamedTuple):
    """One commune: its code, every folded name it goes or went by, its postcodes."""

    insee_code: str
    names: tuple[str, ...]
    postcodes: tuple[str, ...]


@cache
def communes() -> tuple[Commune, ...]:
    """Every commune of the two departments, merged ones included."""
    found = []
    for entry in f"{COMMUNES_DROME};{COMMUNES_ARDECHE}".split(";"):
        if match := _ENTRY.fullmatch(entry.strip()):
            code, names, postcodes = match.groups()
            found.append(Commune(code, tuple(map(commune_name, names.split("/"))), tuple(postcodes.split())))
    return tuple(found)


def commune_name(text: str) -> str:
    """The form under which names of communes are compared: folded, ``St`` as ``Saint``, no cedex, no brackets."""
    words = re.sub(r" cedex\b.*", "", fold(text.partition("(")[0]))
    return re.sub(r"\bst\b", "saint", re.sub(r"\bste\b", "sainte", words))


def _name(column: str) -> pl.Expr:
    plain = pl.col(column).str.replace_all(r"\(.*", "").str.normalize("NFKD").str.replace_all(r"\p{M}", "")
    words = plain.str.to_lowercase().str.replace_all("œ", "oe").str.replace_all(r"[^a-z0-9]+", " ").str.strip_chars()
    words = words.str.replace(r" cedex\b.*", "")
    return words.str.replace_all(r"\bste\b", "sainte").str.replace_all(r"\bst\b", "saint")


def _is_of_the_network(code: pl.Expr) -> pl.Expr:
    return code.str.slice(0, 2).is_in(DEPARTMENTS)


def is_known_code(code: str) -> pl.Expr:
    """Whether a code of the two departments is, or was before a merger, that of a commune; true elsewhere."""
    known = [one.insee_code for one in communes()]
    return ~_is_of_the_network(pl.col(code)) | pl.col(code).is_in(known)


def is_code_of_a_commune(code: str) -> bool:
    """The same of one code."""
    return not code.startswith(DEPARTMENTS) or code in _codes()


@cache
def _codes() -> frozenset[str]:
    return frozenset(one.insee_code for one in communes())


def code_answers_name(code: str, name: str) -> pl.Expr:
    """Whether the code is that of the commune named; true where the code is unknown or of another department."""
    pairs = [f"{one.insee_code} {one_name}" for one in communes() for one_name in one.names]
    known = [one.insee_code for one in communes()]
    return ~pl.col(code).is_in(known) | (pl.col(code) + " " + _name(name)).is_in(pairs)


def postcode_answers_name(postcode: str, name: str) -> pl.Expr:
    """Whether the commune named has the postcode; true where no commune of that name is in the two departments."""
    pairs = [f"{code} {one_name}" for one in communes() for code in one.postcodes for one_name in one.names]
    named = [one_name for one in communes() for one_name in one.names]
    is_judged = _is_of_the_network(pl.col(postcode)) & _name(name).is_in(named)
    return ~is_judged | (pl.col(postcode) + " " + _name(name)).is_in(pairs)
