"""Yes and no, codes, texts, and the words for "no value": what was typed, what is stored, finding or none."""

import pytest

from schemas.codelist import Code, CodeList
from schemas.codes.education_levels import EDUCATION_LEVELS, ENTRY_LEVELS
from schemas.codes.people import ANSWERS
from schemas.rules import RULES
from tests.transforms.value_columns import column, one
from transforms.values import rule_codes

LEVELS = CodeList(
    "levels",
    "Durées",
    "A list with what folding must keep apart.",
    (
        Code("SHORT", "CDD < 6 mois"),
        Code("LONG", "CDD > 6 mois", ("CDD long",)),
        Code("CUI_CAE", "CUI-CAE", ("C.U.I.",)),
        Code("TRAINEE", "Diplômé"),
        Code("1", "Niveau I"),
        Code("UNKNOWN", "Ne sait pas", ("NSP",)),
    ),
    ambiguous={"CDD de longue durée": "LISTE-23"},
)


@pytest.mark.parametrize("typed", ["oui", "OUI", "Oui.", "O", "x", "X", "VRAI", "true", "1", "1.0", "✓", " oui "])
def test_yes_has_many_spellings(typed):
    assert one("boolean", typed) == (True, None)


@pytest.mark.parametrize("typed", ["non", "N", "FAUX", "false", "0"])
def test_no_has_many_spellings(typed):
    assert one("boolean", typed) == (False, None)


@pytest.mark.parametrize(("typed", "stored"), [("true", "oui"), ("VRAI", "oui"), ("false", "non"), ("FAUX", "non")])
def test_a_cell_that_excel_ticks_answers_a_question_that_may_be_refused(typed, stored):
    assert one("code", typed, spellings=ANSWERS.by_spelling) == (stored, None)


@pytest.mark.parametrize(("typed", "finding"), [(None, None), ("", None), ("-", "LISTE-33"), ("NSP", "LISTE-37")])
def test_an_empty_cell_is_not_a_no(typed, finding):
    assert one("boolean", typed) == (None, finding)


@pytest.mark.parametrize("typed", ["peut-être", "2", "oui et non"])
def test_what_is_neither_yes_nor_no_is_refused(typed):
    assert one("boolean", typed) == (None, "LISTE-02")


@pytest.mark.parametrize(
    ("typed", "stored", "finding"),
    [("2", True, None), ("3 enfants", True, None), ("1 enfant à charge", True, None), ("0 enfant", False, None),
     ("2.0", True, None), ("non", False, None), ("2 ans", None, "LISTE-02")],
)  # fmt: skip
def test_how_many_there_are_answers_whether_there_are_some(typed, stored, finding):
    assert column("boolean", typed, or_count=True) == [(stored, finding)]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (["O", "N", "0"], [True, False, None]),
        (["N", "0"], [False, None]),
        (["1", "0", "O"], [True, False, None]),
        (["O", "0"], [None, None]),
        (["O", "N", "1"], [None, False, True]),
        (["oui", "non", "0"], [True, False, False]),
        (["O", "N", "oui"], [True, False, True]),
        (["1", "0", "X"], [True, False, True]),
    ],
)
def test_a_zero_among_letters_and_an_o_among_figures_are_neither_yes_nor_no(typed, stored):
    read = [(value, None if value is not None else "LISTE-02") for value in stored]
    assert column("boolean", *typed) == read


@pytest.mark.parametrize(
    ("typed", "stored", "finding"),
    [
        ("CDD < 6 mois", "SHORT", None),
        ("cdd > 6 MOIS", "LONG", None),
        ("C.U.I.-C.A.E", "CUI_CAE", None),
        ("cui", "CUI_CAE", None),
        ("diplome", "TRAINEE", None),
        ("DiplÃ´mÃ©", "TRAINEE", "LISTE-04"),
        ("1.0", "1", None),
        ("nsp", "UNKNOWN", None),
        ("CDD de longue durée", None, "LISTE-23"),
        ("CUI-CIE", None, "LISTE-01"),
        ("CDD 6 mois", None, "LISTE-01"),
        ("NC", None, "LISTE-31"),
    ],
)
def test_a_code_is_exact_on_its_folded_form_or_refused(typed, stored, finding):
    codes = {"spellings": LEVELS.by_spelling, "ambiguous": LEVELS.ambiguous_by_spelling}
    assert one("code", typed, **codes) == (stored, finding)


def test_no_diploma_is_read_as_compulsory_school_and_told_of_who_enters_alone():
    def read(codes, typed):
        facts = {"spellings": codes.by_spelling, "assumed": codes.assumed_by_spelling}
        return one("code", typed, **facts)

    assert read(ENTRY_LEVELS, "Sans diplôme") == ("N2", "LISTE-28")
    assert read(ENTRY_LEVELS, "Aucun") == ("N2", "LISTE-28")
    assert read(ENTRY_LEVELS, "CAP") == ("N3", None)
    assert read(EDUCATION_LEVELS, "Sans diplôme") == (None, "LISTE-01")


@pytest.mark.parametrize(
    ("typed", "stored", "finding"),
    [
        ("  Espace \n public_x000D_\n internet ", "Espace public internet", None),
        ("a\u00a0b\u200b", "a b", None),
        ("Me\u0301diathe\u0300que", "Médiathèque", None),
        ("a\x07b", "ab", None),
        ("Médiath\ufffdque", "Médiath\ufffdque", "LISTE-03"),
        ("MÃ©diathÃ¨que", "Médiathèque", "LISTE-04"),
        ("En cours", "En cours", None),
        ("Na", "Na", None),
        ('="00123"', "00123", None),
        ("=SOMME(A1)", None, "LISTE-14"),
        ("== note ==", "== note ==", None),
    ],
)
def test_a_text_is_kept_without_what_nobody_sees(typed, stored, finding):
    assert one("text", typed) == (stored, finding)


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        ("LISTE-30", ["NA", "n/a", "N.A.", "ND", "non disponible"]),
        ("LISTE-31", ["NC", "n.c.", "Non communiqué"]),
        ("LISTE-32", ["néant", "Aucun", "rien"]),
        ("LISTE-33", ["-", "--", "—", "/", "…"]),
        ("LISTE-34", ["****", "xxx"]),
        ("LISTE-35", ["Sans objet", "S/O"]),
        ("LISTE-36", ["non renseigné", "à compléter", "(vide)"]),
        ("LISTE-37", ["inconnu", "?", "nsp", "? ?", "?????"]),
        ("LISTE-38", ["en cours", "à venir", "à définir"]),
        ("LISTE-39", ["NULL", "nan", "None"]),
    ],
)
@pytest.mark.parametrize("kind", ["date", "eur", "rate", "hours", "integer", "siret", "phone", "code"])
def test_a_word_for_no_value_is_no_silent_blank(kind, finding, words):
    assert [one(kind, word) for word in words] == [(None, finding)] * len(words)


def test_question_marks_alone_are_no_text_and_no_name():
    assert [one("text", marks) for marks in ("?", "???", "?????")] == [(None, "LISTE-37")] * 3
    assert one("text", "Léa ?") == ("Léa ?", None)


ABOVE = ["idem", "Idem.", "id.", '"', "''", "″", "〃", "- ” -", "«»", "| |", "↓", "d°", "cf. ci-dessus"]


@pytest.mark.parametrize("kind", ["identifier", "code", "date", "eur", "rate", "hours", "integer", "boolean", "rome"])
def test_a_mark_for_the_value_above_is_refused_and_never_taken_for_a_value(kind):
    assert [one(kind, mark) for mark in ABOVE] == [(None, "LISTE-16")] * len(ABOVE)


def test_a_mark_for_the_value_above_is_no_text_and_no_name_but_a_name_like_it_is():
    assert [one("text", mark) for mark in ABOVE] == [(None, "LISTE-41")] * len(ABOVE)
    assert [one("text", name) for name in ("Dito", "Ditto", "Id", "O'")] == [
        (name, None) for name in ("Dito", "Ditto", "Id", "O'")
    ]


@pytest.mark.parametrize(
    ("finding", "errors"),
    [
        ("LISTE-05", ["#N/A", "#N/D"]),
        ("LISTE-06", ["#REF!", "#REF !"]),
        ("LISTE-07", ["#DIV/0!", "#DIV/0\u202f!"]),
        ("LISTE-08", ["#VALUE!", "#VALEUR!", "#VALEUR\u00a0!"]),
        ("LISTE-09", ["#NAME?", "#NOM?"]),
        ("LISTE-10", ["#NUM!", "#NOMBRE!"]),
        ("LISTE-11", ["#NULL!", "#NUL!"]),
        ("LISTE-12", ["#SPILL!", "#GETTING_DATA", "Err:502"]),
        ("LISTE-13", ["#####"]),
        ("LISTE-14", ["=A1+B2", "=SUM(A1:A3)"]),
        ("LISTE-15", ["Loading...", "Chargement…"]),
    ],
)
@pytest.mark.parametrize("kind", ["text", "identifier", "date", "eur", "boolean", "siret", "code"])
def test_an_error_of_the_spreadsheet_is_refused_by_its_own_rule(kind, finding, errors):
    assert [one(kind, error) for error in errors] == [(None, finding)] * len(errors)


def test_every_rule_that_reading_a_value_raises_has_its_sentence():
    raised = {code for name, code in vars(rule_codes).items() if name.isupper()}
    assert raised <= RULES.keys()
