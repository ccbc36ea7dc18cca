import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.names_in_text import NamesInText, Use

PEOPLE = pl.DataFrame(
    [("die", "Quirgoul", "Zéphyrine"), ("die", "PETIT", "Anatolie"), ("die", "Die", "Philéas"), ("die", "B.", "Ysaline"),
     ("die", "Le Bouldoche", "Osmin"), ("die", "Grœnvel", "Łucja"), ("die", "d'Orvaul - Kestrabeau", "Odile"),
     ("die", "Petit née Trouvelance", "Odile"), ("crest", "Vaspard", "Odon")],
    schema=["epi_id", "last_name", "first_name"], orient="row",
)  # fmt: skip
NAMES = NamesInText(PEOPLE, ["EPI de Die", "Die", "die"], b"k" * 32)


@pytest.mark.parametrize(
    ("text", "use", "left"),
    [
        ("Paie Zéphyrine QUIRGOUL janvier", "text", "Paie … janvier"),
        ("QUIRGOUL, zephyrine", "text", "…"),
        ("quirgoul_zephyrine.xlsx", "text", "….xlsx"),
        ("ZephyrineQuirgoul", "text", "…"),
        ("Ze\u0301phyrine", "text", "…"),
        ("Z. Quirgoul", "text", "…"),
        ("Quir\u00adgoul, Quir\u200bgoul", "text", "…, …"),
        ("Mme Groenvel, GRŒNVEL", "text", "Mme …, …"),
        ("Lucja", "text", "…"),
        ("Mme Kestrabeau et Odile Orvaul", "text", "Mme … et …"),
        ("O. d'Orvaul-Kestrabeau", "text", "…"),
        ("TROUVELANCE-2014, un petit lot", "text", "…-2014, un petit lot"),
        ("QUIRGOUL01", "key", "…01"),
        ("Mme Le Bouldoche", "text", "Mme …"),
        ("Ysaline B. 2014", "key", "…. 2014"),
        ("B", "key", "B"),
        ("PETIT-2014", "key", "…-2014"),
        ("un petit lot", "text", "un petit lot"),
        ("Anatolie Petit", "text", "…"),
        ("DIE-01", "key", "DIE-01"),
        ("EPI de Die", "text", "EPI de Die"),
        ("Philéas Die", "text", "…"),
        ("Saint-Quirgoul", "text", "Saint-Quirgoul"),
        ("Association Quirgoul", "title", "Association Quirgoul"),
        ("Atelier de Zéphyrine Quirgoul", "title", "Atelier de …"),
        ("Quirgoules", "text", "Quirgoules"),
        ("Odon Vaspard", "text", "Odon Vaspard"),
    ],
)
def test_a_name_is_found_however_it_is_written_and_what_only_looks_like_one_stays(
    text: str, use: Use, left: str
) -> None:
    told = NAMES.column(pl.Series(["die"]), pl.Series([text]), use)
    assert told.str.replace_all(r"\[nom [0-9a-f]{10}\]", "…").to_list() == [left]


def test_a_commune_that_bears_a_saint_and_a_surname_stays() -> None:
    people = PEOPLE.vstack(pl.DataFrame([("die", "Moirans", "Août")], schema=PEOPLE.schema, orient="row"))
    names = NamesInText(people, [], b"k" * 32)
    assert names.text("die", "Saint-Martin-d'Août", "key") == "Saint-Martin-d'Août"


def test_a_name_has_one_token_whatever_its_order_and_another_under_another_key() -> None:
    one, other = (NAMES.text("die", text) for text in ("Zéphyrine Quirgoul", "QUIRGOUL Zephyrine"))
    assert one == other
    assert NamesInText(PEOPLE, [], b"l" * 32).text("die", "Zéphyrine Quirgoul") != one


@pytest.mark.parametrize("typed", [("Mme Fandriol", "Elvine"), ("Fandriol Elvine", None), (None, "Elvine Fandriol")])
def test_a_name_typed_with_its_civility_or_in_one_cell_is_known_too(typed: tuple[str | None, str | None]) -> None:
    people = pl.DataFrame([("die", *typed)], schema=PEOPLE.schema, orient="row")
    names = NamesInText(people, [], b"k" * 32)
    for text in ("Elvine Fandriol", "FANDRIOL Elvine", "fandriol"):
        assert names.text("die", text).startswith("[nom "), text


def test_values_of_json_keep_their_shape() -> None:
    told = NAMES.json_column(pl.Series(["die"]), pl.Series(['{"a":"x\\nQuirgoul","b":null}']), pl.Series(["key"]))
    assert told.str.replace_all(r"\[nom [0-9a-f]{10}\]", "…").to_list() == ['{"a":"x\\n…","b":null}']


WORDS = ["Quirgoul", "zéphyrine", "PETIT", "Die", "B", "Le", "Bouldoche", "Osmin", "Vaspard", "Odon", "mars", "F-2014"]


@given(st.lists(st.tuples(st.sampled_from(["die", "crest", "nyons"]), st.lists(st.sampled_from(WORDS), max_size=4))))
def test_a_column_is_told_as_each_of_its_texts_alone(rows: list[tuple[str, list[str]]]) -> None:
    epis, texts = [epi for epi, _ in rows], [" ".join(words) for _, words in rows]
    told = NAMES.column(pl.Series(epis, dtype=pl.String), pl.Series(texts, dtype=pl.String))
    assert told.to_list() == [NAMES.text(epi, text) for epi, text in zip(epis, texts, strict=True)]
