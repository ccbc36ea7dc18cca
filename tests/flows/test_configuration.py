"""`epis.toml`: what is read from it, and the sentence that each fault gives."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from flows.configuration import Configuration
from flows.read_configuration import read_configuration
from flows.settings import ConfigurationError

COLUMNS = {"contracts": ("contract_id", "start_date"), "outcomes": ("exit_date",)}
RIGHT = """
[network]
name = "EPI de la Drôme"
as_of = 2015-07-31

[[epis]]
id = "die"
name = "EPI de Die"
commune = "Die"
insee_code = "26113"
postcode = "26150"
headings = { "Intitulé bizarre" = "contracts.contract_id", "Observations" = false }
[[epis.sources]]
name = "contrats"
path = "die/contrats.csv"
tables = ["contracts"]
[[epis.sources]]
name = "sorties"
url = "https://epi.example/sorties.xlsx"

[thresholds]
contracts = { rate = 0.2, count = 50, eur = 10000.50 }
"""


def read(folder: Path, text: str) -> Configuration:
    path = folder / "epis.toml"
    path.write_text(text, encoding="utf-8")
    return read_configuration(path, COLUMNS)


def faults(folder: Path, text: str) -> list[str]:
    with pytest.raises(ConfigurationError) as caught:
        read(folder, text)
    return [fault.removeprefix(f"{folder / 'epis.toml'}: ") for fault in caught.value.faults]


def test_a_right_configuration_is_read_with_its_types(tmp_path: Path) -> None:
    configuration = read(tmp_path, RIGHT)
    die = configuration.epi("die")
    assert die.headings == {"Intitulé bizarre": "contracts.contract_id", "Observations": False}
    assert [source.name for source in die.sources] == ["contrats", "sorties"]
    assert configuration.thresholds["contracts"].eur == Decimal("10000.50")
    assert configuration.folder == tmp_path


def test_the_byte_order_mark_of_a_windows_editor_is_no_fault(tmp_path: Path) -> None:
    assert read(tmp_path, "\ufeff" + RIGHT).epi("die").name == "EPI de Die"


def test_answers_tell_of_the_configured_day_or_of_the_nights_own_in_paris(tmp_path: Path) -> None:
    late = dt.datetime(2026, 11, 23, 23, 30, tzinfo=dt.UTC)
    assert read(tmp_path, RIGHT).day(late) == dt.date(2015, 7, 31)
    assert read(tmp_path, RIGHT.replace("as_of = 2015-07-31", "")).day(late) == dt.date(2026, 11, 24)


def test_the_facts_of_the_national_schema_are_declared_with_their_codes(tmp_path: Path) -> None:
    facts = 'legal_nature_code = "publique"\nstructure_type_code = "CCAS"\nlatitude = 44.753\n'
    epi = read(tmp_path, RIGHT.replace('commune = "Die"', facts + 'commune = "Die"')).epi("die")
    assert (epi.legal_nature_code, epi.structure_type_code, epi.latitude) == ("publique", "CCAS", Decimal("44.753"))


@pytest.mark.parametrize(
    ("was", "becomes", "key", "reason"),
    [
        (
            'commune = "Die"',
            'commune = "Die"\nlegal_nature_code = "7210"',
            "epis[0].legal_nature_code",
            "one of these codes is expected: privee, publique, privee_capitaux_publics (read: '7210'), EPI 'die'",
        ),
        (
            'insee_code = "26113"',
            'insee_code = "2611"',
            "epis[0].insee_code",
            "an INSEE commune code is expected, 5 characters as in 26113 (read: '2611'), EPI 'die'",
        ),
        (
            'insee_code = "26113"',
            "insee_code = 26113",
            "epis[0].insee_code",
            "an INSEE commune code is expected, 5 characters as in 26113 (read: 26113), EPI 'die'",
        ),
        ('commune = "Die"', 'comune = "Die"', "epis[0].comune", "unknown key; did you mean 'commune'?"),
        ('commune = "Die"', "", "epis[0].commune", "missing"),
        (
            'id = "die"',
            'id = "Die !"',
            "epis[0].id",
            "a short name in lower case is expected, as in livron-loriol (read: 'Die !')",
        ),
        (
            'path = "die/contrats.csv"',
            "",
            "epis[0].sources[0]",
            "a source has either a path or a url, EPI 'die'",
        ),
        (
            "https://epi.example",
            "file:///etc",
            "epis[0].sources[1].url",
            "an address in https:// or http:// is expected, EPI 'die'",
        ),
        (
            "https://epi",
            "https://me:secret@epi",
            "epis[0].sources[1].url",
            "no user name or password may stand in an address, EPI 'die'",
        ),
        (
            'tables = ["contracts"]',
            'tables = ["contrats"]',
            "epis[0].sources[0].tables",
            "unknown table 'contrats'; did you mean 'contracts'?",
        ),
        (
            "contracts.contract_id",
            "contracts.contrat_id",
            "epis[0].headings.'Intitulé bizarre'",
            "unknown column 'contracts.contrat_id'; did you mean 'contracts.contract_id'?",
        ),
        (
            '"Observations" = false',
            '"Observations" = true',
            "epis[0].headings.Observations",
            "a column is expected, as in \"contracts.contract_id\", or false (read: True), EPI 'die'",
        ),
        (
            'name = "sorties"',
            'name = "contrats"',
            "epis[0].sources",
            "2 sources have the name 'contrats', EPI 'die'",
        ),
        (
            "rate = 0.2",
            "rate = 20",
            "thresholds.contracts.rate",
            "Input should be less than or equal to 1 (read: 20)",
        ),
        ("contracts = {", "contrats = {", "thresholds.contrats", "unknown table; did you mean 'contracts'?"),
        (
            "as_of = 2015-07-31",
            "as_of = 2015-07-31T10:00:00",
            "network.as_of",
            "a day is expected, as in 2015-07-31, without an hour",
        ),
        (
            "as_of = 2015-07-31",
            'as_of = "31/07/2015"',
            "network.as_of",
            "a day is expected, as in 2015-07-31, without an hour (read: '31/07/2015')",
        ),
        (
            "as_of = 2015-07-31",
            "as_of = 0",
            "network.as_of",
            "a day is expected, as in 2015-07-31, without an hour (read: 0)",
        ),
        (
            'commune = "Die"',
            'commune = "Die"\ncontact = "a@epi.example, b@epi.example"',
            "epis[0].contact",
            "one mail address is expected, as in accueil@epi.example (read: 'a@epi.example, b@epi.example'), EPI 'die'",
        ),
        (
            'name = "contrats"',
            'name = "Mes contrats"',
            "epis[0].sources[0].name",
            "a short name in lower case is expected, as in suivi-fse (read: 'Mes contrats'), EPI 'die'",
        ),
        (
            'tables = ["contracts"]',
            'tables = "contracts"',
            "epis[0].sources[0].tables",
            "a list is expected, as in [\"contracts\"] (read: 'contracts'), EPI 'die'",
        ),
        ("[network]", "[reseau]", "network", "missing"),
        ("[network]", "folder = 'x'\n[network]", "folder", "unknown key"),
    ],
)
def test_a_fault_is_told_with_its_key_and_reason(tmp_path: Path, was: str, becomes: str, key: str, reason: str) -> None:
    assert was in RIGHT
    assert f"{key}: {reason}" in faults(tmp_path, RIGHT.replace(was, becomes, 1))


def test_r_s5_a_code_that_no_commune_has_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    reason = "no commune of this department has this INSEE code (read: '26999'), EPI 'die'"
    assert faults(tmp_path, RIGHT.replace("26113", "26999")) == [f"epis[0].insee_code: {reason}"]
    for known in ("26220", "07019", "75056"):  # of the Drôme, of the Ardèche, of a department that is not looked up
        assert read(tmp_path, RIGHT.replace("26113", known)).epis[0].insee_code == known


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    text = RIGHT.replace('"26113"', '"x"').replace('"26150"', '"y"').replace("as_of", "asof")
    assert len(faults(tmp_path, text)) == 3


def test_a_block_in_one_bracket_is_told_to_be_in_two(tmp_path: Path) -> None:
    one = RIGHT.partition('[[epis.sources]]\nname = "sorties"')[0]
    assert faults(tmp_path, one.replace("[[epis.sources]]", "[epis.sources]")) == [
        "epis[0].sources: each source has a block of its own, under [[epis.sources]] in two brackets, EPI 'die'"
    ]
    assert faults(tmp_path, one.replace("[[epis]]", "[epis]")) == [
        "epis: each EPI has a block of its own, under [[epis]] in two brackets"
    ]


def test_what_a_heading_may_stand_for_is_told_once(tmp_path: Path) -> None:
    told = "a column is expected, as in \"contracts.contract_id\", or false (read: 3), EPI 'die'"
    text = RIGHT.replace('"Observations" = false', '"Observations" = 3')
    assert faults(tmp_path, text) == [f"epis[0].headings.Observations: {told}"]


def test_a_network_has_an_epi(tmp_path: Path) -> None:
    assert faults(tmp_path, "epis = []\n[network]\nname = 'x'") == ["epis: at least one is expected"]


def test_two_epis_never_share_an_id(tmp_path: Path) -> None:
    epi = RIGHT.partition("[[epis]]")[2].partition("[thresholds]")[0]
    assert faults(tmp_path, f"{RIGHT}\n[[epis]]{epi}") == ["epis: 2 EPI have the id 'die'"]


def test_the_severity_is_set_of_rules_whose_source_is_unread_alone(tmp_path: Path) -> None:
    assert read(tmp_path, RIGHT + '[rules]\nFSE-46 = "reject"\n').rules == {"FSE-46": "reject"}
    with pytest.raises(ConfigurationError, match="'FSE-02' cannot be set"):
        read(tmp_path, RIGHT + '[rules]\nFSE-02 = "info"\n')
