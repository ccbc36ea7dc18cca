"""In columns, the few texts that may hold a name: by the mark of each name, a word that no way of writing it lacks."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from schemas.alphabet import bare_column
from schemas.everyday_words import everyday_words

SHORTEST = 3
"""Letters of the shortest name that is one alone."""
_ESCAPES = r"\\[nrtbf]"
_KEYS = rf'"[a-z_0-9]+":(?:null)?|{_ESCAPES}'
_SAMPLE = 1_000
_LONGEST_PARTICLE = 3
_BESIDE_NAMES = ("EPOUSE", "VEUVE")
_CIVILITY = "^(?:M|MR|MME|MLLE|MONSIEUR|MADAME|MADEMOISELLE) "
_OWN = ("last_mark", "first_mark", "whole_mark", "last_first", "first_last")


def marked_people(people: pl.DataFrame) -> pl.DataFrame:
    """``epi_id``, ``last``, ``first`` as folded words, and the marks of the ways to write them, or null.

    The longest word of a surname or of a given name, where it may stand alone; of both where it may not; both as one.
    Of a surname of several words (« Quirgoul-Martin », « Quirgoul née Martin ») each long one is a surname too.
    """
    names = {"last": _name(people["last_name"]), "first": _name(people["first_name"])}
    known = pl.DataFrame({"epi_id": people["epi_id"], **names})
    known = _in_two(known).filter((pl.col("last") != "") | (pl.col("first") != ""))
    known = pl.concat([known, _by_each_word(known)])
    known = known.with_columns(_longest(known["last"]), _longest(known["first"]))
    last, first = (pl.col(name).str.replace_all(" ", "", literal=True) for name in ("last", "first"))
    is_both = (pl.col("last") != "") & (pl.col("first") != "")
    return known.select(
        "epi_id",
        "last",
        "first",
        pl.when(last.str.len_bytes() >= SHORTEST).then("last_longest").alias("last_mark"),
        pl.when(first.str.len_bytes() >= SHORTEST).then("first_longest").alias("first_mark"),
        pl.when(is_both).then(_longer("last_longest", "first_longest")).alias("whole_mark"),
        pl.when(is_both).then(last + first).alias("last_first"),
        pl.when(is_both).then(first + last).alias("first_last"),
    )


def shortest_mark(marked: pl.DataFrame) -> int:
    """The letters of the shortest mark of some people; at least 1."""
    return marked.select(pl.min_horizontal(pl.col(_OWN).str.len_bytes().min())).item() or 1


def marks_of(marked: pl.DataFrame) -> pl.DataFrame:
    """``epi_id``, ``word``: the marks of the names of some people, once each."""
    return marked.unpivot(_OWN, index="epi_id", value_name="word").select("epi_id", "word").drop_nulls().unique()


def having_mark(marked: pl.DataFrame, words: pl.Series) -> pl.DataFrame:
    """Those of whom one of the words is a mark, once each, in order."""
    asked = words.implode()
    found = marked.filter(pl.any_horizontal(pl.col(_OWN).is_in(asked)))
    return found.unique(["epi_id", "last", "first"]).sort("epi_id", "last", "first")


@dataclass(frozen=True)
class Marked:
    """``texts``: the distinct rows of ``epi_id``, ``text`` and what is beside, once for each ``word`` that is a mark
    there; ``people``: those whose marks they are."""

    texts: pl.DataFrame
    people: pl.DataFrame


def marked_texts(texts: pl.DataFrame, people: pl.DataFrame, shortest: int, *, is_json: bool = False) -> Marked | None:
    """The texts that hold a mark of somebody of their EPI; in flat JSON objects, in a value. None where there is none.

    Words are looked for among the people, not people among the words: a night has many people, and few texts.
    """
    asked = texts.filter(pl.col("text").str.contains(rf"(\pL[\pM\p{{Cf}}]*){{{shortest}}}"))
    if people.is_empty() or asked.is_empty():
        return None
    asked = asked.unique(maintain_order=True)
    words = _words_of(asked["text"].unique(), _KEYS if is_json else _ESCAPES)
    found = having_mark(people, words["word"].unique())
    if found.is_empty():
        return None
    marks = marks_of(found)
    words = words.join(marks, on="word", how="semi").unique(maintain_order=True)
    holding = asked.join(words, on="text", maintain_order="left")
    holding = holding.join(marks, on=["epi_id", "word"], how="semi", maintain_order="left")
    return None if holding.is_empty() else Marked(holding, found)


def _words_of(texts: pl.Series, silent: str) -> pl.DataFrame:
    """``text``, ``word``: the folded words of the texts. Each distinct part of a text is folded once.

    What is neither a letter nor beyond ASCII parts words however it is folded.
    """
    whole = pl.DataFrame({"text": texts})
    parts = pl.col("text").str.replace_all(silent, " ").str.extract_all(r"[A-Za-z\x{80}-\x{10FFFF}]+")
    part = whole.with_columns(parts.alias("part")).explode("part").drop_nulls()
    distinct = part["part"].unique()
    folded = pl.DataFrame({"part": distinct, "word": _folded(distinct).str.split(" ")}).explode("word")
    return part.join(folded, on="part").select("text", "word")


def _name(names: pl.Series) -> pl.Series:
    """Names as folded words, without the civility before them, or empty; where they repeat, each is folded once."""
    first = names.head(_SAMPLE)
    distinct = names if first.n_unique() * 2 > len(first) else names.unique()
    folded = _folded(distinct).str.replace(_CIVILITY, "").fill_null("")
    return folded if distinct is names else names.replace_strict(distinct, folded, return_dtype=pl.String)


def _in_two(known: pl.DataFrame) -> pl.DataFrame:
    """The same where one cell held surname and given name, the other nothing: its first word, and the others."""
    whole = pl.col("last") + pl.col("first")
    is_one = ((pl.col("last") == "") | (pl.col("first") == "")) & whole.str.contains(" ")
    return known.with_columns(
        pl.when(is_one).then(whole.str.extract("^([A-Z]+)")).otherwise("last").alias("last"),
        pl.when(is_one).then(whole.str.extract("^[A-Z]+ (.+)$")).otherwise("first").alias("first"),
    )


def _by_each_word(known: pl.DataFrame) -> pl.DataFrame:
    """Those of a surname of several words, once by each of them that is no particle and no everyday word."""
    several = known.filter(pl.col("last").str.contains(" ", literal=True))
    each = several.with_columns(pl.col("last").str.split(" ")).explode("last")
    common = [*(word.upper() for word in everyday_words()), *_BESIDE_NAMES]
    is_name = (pl.col("last").str.len_bytes() > _LONGEST_PARTICLE) & ~pl.col("last").is_in(common)
    return each.filter(is_name).select(known.columns)


def _folded(text: pl.Series) -> pl.Series:
    """The words of a text in capitals without accents, one space between two."""
    return bare_column(text).str.to_uppercase().str.replace_all("[^A-Z]+", " ").str.strip_chars(" ")


def _longest(names: pl.Series) -> pl.Series:
    """The longest word of each; the last in alphabetical order of several."""
    several = names.str.contains(" ", literal=True).arg_true()
    if len(several):
        words = pl.DataFrame({"at": several, "word": names.gather(several).str.split(" ")}).explode("word")
        size = pl.col("word").str.len_bytes()
        words = words.filter(size == size.max().over("at")).group_by("at").agg(pl.col("word").max())
        names = names.clone().scatter(words["at"], words["word"])
    return names.alias(f"{names.name}_longest")


def _longer(one: str, other: str) -> pl.Expr:
    """The longer of two words; of two as long, the last in alphabetical order."""
    sizes = pl.col(one).str.len_bytes(), pl.col(other).str.len_bytes()
    is_first = (sizes[0] > sizes[1]) | ((sizes[0] == sizes[1]) & (pl.col(one) > pl.col(other)))
    return pl.when(is_first).then(one).otherwise(other)
