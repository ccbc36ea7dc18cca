"""In columns, the few texts that may hold a name: by the mark of each name, a word that no way of writing it lacks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from schemas.alphabet import bare_letters
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
    """``epi_id``, ``last``, ``first``, once each, as folded words, and the marks of the ways to write them, or null.

    The longest word of a surname or of a given name, where it may stand alone; of both where it may not; both as one.
    Of a surname of several words (« Quirgoul-Martin », « Quirgoul née Martin ») each long one is a surname too.
    """
    names = {"last": _name(people["last_name"]), "first": _name(people["first_name"])}
    known = pl.DataFrame({"epi_id": people["epi_id"], **names})
    known = _in_two(known).filter((pl.col("last") + pl.col("first")).str.len_bytes() > 0)
    known = pl.concat([known, _by_each_word(known)]).unique()
    is_both = (pl.col("last") != "") & (pl.col("first") != "")
    last, first = (pl.col(name).str.replace_all(" ", "", literal=True) for name in ("last", "first"))
    known = known.with_columns(_longest(known["last"]), _longest(known["first"]))
    return (
        known.with_columns(
            pl.when(last.str.len_bytes() >= SHORTEST).then("last_longest").alias("last_mark"),
            pl.when(first.str.len_bytes() >= SHORTEST).then("first_longest").alias("first_mark"),
            pl.when(is_both)
            .then(pl.max_horizontal(_sized("last_longest"), _sized("first_longest")))
            .alias("whole_mark"),
            pl.when(is_both).then(last + first).alias("last_first"),
            pl.when(is_both).then(first + last).alias("first_last"),
        )
        .with_columns(pl.col("whole_mark").str.slice(2))
        .sort("epi_id", "last", "first")
    )


@dataclass(frozen=True)
class Marks:
    """``by_epi`` has ``epi_id``, ``word``: the marks of every name of an EPI, once each; ``words`` are those of all."""

    by_epi: pl.DataFrame
    words: pl.DataFrame
    shortest: int


def marks_of(marked: pl.DataFrame) -> Marks:
    """The marks of the names of some people."""
    marks = marked.unpivot(_OWN, index="epi_id", value_name="word").select("epi_id", "word").drop_nulls().unique()
    words = marks.select(pl.col("word").unique())
    return Marks(marks, words, words.select(pl.col("word").str.len_bytes().min()).item() or 1)


def having_mark(marked: pl.DataFrame, words: Iterable[str]) -> pl.DataFrame:
    """``epi_id``, ``last``, ``first`` of the people of whom one of the words is a mark."""
    asked = pl.Series(list(words), dtype=pl.String).implode()
    return marked.filter(pl.any_horizontal(pl.col(_OWN).is_in(asked))).select("epi_id", "last", "first")


def marked_texts(texts: pl.DataFrame, marks: Marks, *, is_json: bool = False) -> pl.DataFrame:
    """The distinct rows of ``epi_id``, ``text`` and what is beside, once for each ``word`` that is a mark there; in
    flat JSON objects, in a value."""
    asked = texts.filter(pl.col("text").str.contains(rf"(\pL[\pM\p{{Cf}}]*){{{marks.shortest}}}"))
    if marks.words.is_empty() or asked.is_empty():
        return texts.clear().with_columns(pl.lit(None, dtype=pl.String).alias("word"))
    asked = asked.unique(maintain_order=True)
    words = _marking_words(asked["text"].unique(), marks.words, _KEYS if is_json else _ESCAPES)
    if words.is_empty():
        return texts.clear().with_columns(pl.lit(None, dtype=pl.String).alias("word"))
    holding = asked.join(words, on="text", maintain_order="left")
    return holding.join(marks.by_epi, on=["epi_id", "word"], how="semi", maintain_order="left")


def _marking_words(texts: pl.Series, marks: pl.DataFrame, silent: str) -> pl.DataFrame:
    """``text``, ``word``: the words of the texts that are among the marks. Each distinct part of a text is folded once.

    What is neither a letter nor beyond ASCII parts words however it is folded.
    """
    whole = pl.DataFrame({"text": texts})
    parts = pl.col("text").str.replace_all(silent, " ").str.extract_all(r"[A-Za-z\x{80}-\x{10FFFF}]+")
    part = whole.with_columns(parts.alias("part")).explode("part").drop_nulls()
    distinct = part["part"].unique()
    folded = pl.DataFrame({"part": distinct, "word": _folded(distinct).str.split(" ")}).explode("word")
    folded = folded.join(marks, on="word", how="semi")
    return part.join(folded, on="part").select("text", "word").unique(maintain_order=True)


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
    beyond_ascii = (text.str.len_bytes() != text.str.len_chars()).arg_true()
    if len(beyond_ascii):
        bare = pl.select(bare_letters(pl.lit(text.gather(beyond_ascii)))).to_series()
        text = text.clone().scatter(beyond_ascii, bare)
    return text.str.to_uppercase().str.replace_all("[^A-Z]+", " ").str.strip_chars(" ")


def _longest(names: pl.Series) -> pl.Series:
    """The longest word of each; the last in alphabetical order of several."""
    words = pl.DataFrame({"name": names.unique()}).with_columns(word=pl.col("name").str.split(" ")).explode("word")
    sized = words.group_by("name").agg(_sized("word").max()).with_columns(pl.col("word").str.slice(2))
    return names.replace_strict(sized["name"], sized["word"], return_dtype=pl.String).alias(f"{names.name}_longest")


def _sized(word: str) -> pl.Expr:
    """A word after its length, so that the longest is the greatest."""
    return pl.col(word).str.len_bytes().clip(upper_bound=99).cast(pl.String).str.zfill(2) + pl.col(word)
