"""Names of people where nobody asked for them: found in any text, and replaced by a token that is always the same."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import polars as pl

from schemas.everyday_words import everyday_words, long_place_names
from transforms.name_marks import SHORTEST, having_mark, marked_people, marked_texts, marks_of, shortest_mark
from transforms.pseudonyms import fold_name, name_token

Use = Literal["key", "text", "title"]
"""In a key a name alone is a name, unless it is that of a place of the network; in a text an everyday word is none
either; in a title, which names things, only given name and surname together are."""

_WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff])+")
_SEARCHES = 100
_SAINTS = frozenset({"SAINT", "SAINTE", "ST", "STE"})


@dataclass(frozen=True)
class _Name:
    """One way to write a name; ``is_whole`` says that it holds the given name and the surname."""

    words: tuple[str, ...]
    token: str
    is_whole: bool


_Names = dict[str, list[_Name]]


class NamesInText:
    """The names of ``people`` (``epi_id``, ``last_name``, ``first_name``), each known in the texts of its EPI alone.

    ``places`` are names of the network and its places, which stay where a person bears one.
    """

    def __init__(self, people: pl.DataFrame, places: Collection[str], secret: bytes) -> None:
        self._places = {tuple(_words(place)) for place in places}
        self._places |= {tuple(word.upper() for word in name) for name in long_place_names()}
        self._place_lengths = {len(place) for place in self._places} - {0}
        self._secret = secret
        self._people = marked_people(people)
        self._shortest = shortest_mark(self._people)
        self._n_asked = 0

    def text(self, epi_id: str, text: str, use: Use = "text") -> str:
        """The text with each name of a person of the EPI replaced; of many texts, see ``texts``."""
        words = _words(text)
        self._n_asked += 1
        if not words or (self._n_asked > _SEARCHES and self._marks.isdisjoint(words)):
            return text
        people = self._people.filter(pl.col("epi_id") == epi_id)
        return self._told(text, self._names(people, pl.Series(words)).get(epi_id, {}), use)

    def texts(self, asked: Sequence[tuple[str, str]]) -> list[str]:
        """The same of many, each after its EPI."""
        told = pl.DataFrame(asked, schema={"epi_id": pl.String, "text": pl.String}, orient="row")
        return self.column(told["epi_id"], told["text"]).to_list()

    def column(self, epis: pl.Series, texts: pl.Series, uses: pl.Series | Use = "text") -> pl.Series:
        """The same of a column of texts, each of the EPI and for the use beside it."""
        return self._replaced(epis, texts, uses, self._told)

    def json_column(self, epis: pl.Series, texts: pl.Series, uses: pl.Series) -> pl.Series:
        """The same of the values of flat JSON objects."""

        def told(text: str, names: _Names, use: Use) -> str:
            values = {key: value and self._told(value, names, use) for key, value in json.loads(text).items()}
            return json.dumps(values, ensure_ascii=False, separators=(",", ":"))

        return self._replaced(epis, texts, uses, told, is_json=True)

    @cached_property
    def _marks(self) -> frozenset[str]:
        """Those of all; made after a hundred searches, for it costs as many."""
        return frozenset(marks_of(self._people)["word"])

    def _replaced(
        self, epis: pl.Series, texts: pl.Series, uses: pl.Series | Use, told: Callable[[str, _Names, Use], str],
        *, is_json: bool = False,
    ) -> pl.Series:  # fmt: skip
        """Each distinct text that holds the mark of a name of its EPI is looked at; no other."""
        if texts.null_count() == len(texts):
            return texts
        use = pl.Series(uses) if isinstance(uses, pl.Series) else pl.lit(uses, dtype=pl.String)
        asked = pl.select(epi_id=epis, text=texts, use=use)
        marked = marked_texts(asked, self._people, self._shortest, is_json=is_json)
        if marked is None:
            return texts
        names = self._names(marked.people, marked.texts["word"])
        rows = marked.texts.select(asked.columns).unique(maintain_order=True)
        new = [told(text, names.get(epi_id, {}), use) for epi_id, text, use in rows.iter_rows()]
        rows = rows.with_columns(pl.Series("told", new, dtype=pl.String))
        joined = asked.join(rows, on=asked.columns, how="left", maintain_order="left")
        return joined.select(pl.coalesce("told", "text").alias(texts.name)).to_series()

    def _names(self, people: pl.DataFrame, words: pl.Series) -> dict[str, _Names]:
        """By EPI, the names that hold one of the words, by their first word; the fullest first."""
        names: dict[str, _Names] = {}
        for epi_id, last, first in having_mark(people, words).select("epi_id", "last", "first").iter_rows():
            for name in _ways(last.split(), first.split(), self._secret):
                names.setdefault(epi_id, {}).setdefault(name.words[0], []).append(name)
        for way in (way for of_epi in names.values() for way in of_epi.values()):
            way.sort(key=lambda name: (not name.is_whole, -len(name.words), name.token))
        return names

    def _told(self, text: str, names: _Names, use: Use) -> str:
        found = [(match.start(), match.end(), word) for match in _WORD.finditer(text) for word in _words(match.group())]
        words = [word for _, _, word in found]
        held = self._places_in(words) if use != "title" else set[int]()
        parts, at, end = list[str](), 0, 0
        while at < len(found):
            name = next((one for one in names.get(words[at], ()) if _stands(one, words, at, held, use)), None)
            if name is None:
                at += 1
                continue
            parts += [text[end : found[at][0]], name.token]
            at += len(name.words)
            end = found[at - 1][1]
        return "".join([*parts, text[end:]])

    def _places_in(self, words: list[str]) -> set[int]:
        """The positions of the words that are part of the name of a place."""
        return {
            at + step
            for length in self._place_lengths
            for at in range(len(words) - length + 1)
            if tuple(words[at : at + length]) in self._places
            for step in range(length)
        }


def _words(text: str) -> list[str]:
    return re.findall("[A-Z]+", fold_name(text))


def _ways(last: list[str], first: list[str], secret: bytes) -> Iterator[_Name]:
    """Both in either order, apart or as one word; the surname, with an initial or alone; the given name alone."""
    if last and first:
        whole = name_token([*last, *first], secret)
        for words in ([*last, *first], [*first, *last]):
            yield _Name(tuple(words), whole, is_whole=True)
            yield _Name(("".join(words),), whole, is_whole=True)
        if len("".join(last)) >= SHORTEST:
            yield _Name((first[0][0], *last), whole, is_whole=False)
            yield _Name((*last, first[0][0]), whole, is_whole=False)
    for words in (last, first):
        if len("".join(words)) >= SHORTEST:
            yield _Name(tuple(words), name_token(words, secret), is_whole=False)


def _stands(name: _Name, words: list[str], at: int, held: set[int], use: Use) -> bool:
    """Whether the name stands there, and is not a place, a saint or an everyday word."""
    length = len(name.words)
    if tuple(words[at : at + length]) != name.words:
        return False
    if name.is_whole:
        return True
    if use == "title" or not held.isdisjoint(range(at, at + length)) or (at and words[at - 1] in _SAINTS):
        return False
    long = [word.lower() for word in name.words if len(word) > 1]
    return use == "key" or not everyday_words().issuperset(long)
