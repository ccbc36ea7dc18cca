import pytest

from schemas import DELIVERED, TABLES
from schemas.codelist import fold
from schemas.codes import CODE_LISTS
from schemas.codes.spending import SIMPLIFIED_COSTS, SPENDING_POSTS
from schemas.rules import RULES
from schemas.stored_model import stored_model
from transforms.headings import headings_of


def test_every_table_validates_its_own_empty_frame() -> None:
    for table in TABLES.values():
        assert stored_model(table.model).validate(table.empty()).columns == list(table.stored_columns)


def test_every_key_is_a_column() -> None:
    for table in TABLES.values():
        assert set(table.key) <= set(table.columns)


def test_no_heading_of_a_table_names_two_columns() -> None:
    for name, table in DELIVERED.items():
        assert set(headings_of(name).values()) == set(table.read_columns)


def test_no_spelling_names_two_codes() -> None:
    for code_list in CODE_LISTS.values():
        assert set(code_list.by_spelling.values()) == set(code_list.by_code)


def test_every_ambiguous_spelling_has_its_sentence_and_names_no_code() -> None:
    for code_list in CODE_LISTS.values():
        assert set(code_list.ambiguous.values()) <= set(RULES)
        assert not set(code_list.ambiguous_by_spelling) & set(code_list.by_spelling)


def test_every_assumed_spelling_has_its_sentence_and_its_code_and_names_none_itself() -> None:
    columns = (column for table in DELIVERED.values() for column in table.columns.values())
    assumed = [column.codes for column in columns if column.codes and column.codes.assumed]
    assert assumed
    for code_list in assumed:
        assert {rule for _, rule in code_list.assumed.values()} <= set(RULES)
        assert {code for code, _ in code_list.assumed.values()} <= set(code_list.by_code)
        assert not set(code_list.assumed_by_spelling) & set(code_list.by_spelling)


def test_every_rule_says_what_is_wrong_why_and_what_to_do() -> None:
    for code, rule in RULES.items():
        assert rule.code == code
        assert all(sentence.endswith(".") for sentence in (rule.what, rule.why, rule.fix)), code


def test_names_birth_dates_and_free_text_are_not_stored() -> None:
    stored = {name for table in TABLES.values() for name in table.stored_columns}
    assert not stored & {"last_name", "first_name", "birth_date", "comment", "label", "supplier"}


def test_columns_of_one_name_are_of_one_kind() -> None:
    kinds: dict[str, set[str]] = {}
    for table in TABLES.values():
        for name, column in table.columns.items():
            kinds.setdefault(name, set()).add(column.kind)
    assert {name: kind for name, kind in kinds.items() if len(kind) > 1} == {}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Forfait de 15 %", "f15"), ("Forfait de 40%", "f40"), ("Taux forfaitaire de 7 %", "f7"), ("Coût réel", "reel"),
        ("Frais de fonctionnement", "fonctionnement"), ("Dépenses de fonctionnement", "fonctionnement"),
        ("Prestations de services", "prestations"), ("Frais indirects", "indirectes"),
    ],
)  # fmt: skip
def test_posts_and_flat_rates_are_known_as_people_write_them(typed: str, code: str) -> None:
    known = SIMPLIFIED_COSTS.by_spelling | SPENDING_POSTS.by_spelling
    assert known[fold(typed)] == code
