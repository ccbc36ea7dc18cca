import json
from pathlib import Path

import pytest

from flows.decisions import decide, open_alerts, read_decisions
from flows.settings import ConfigurationError, Settings
from tests.flows.test_cli import epi
from tests.nights import contracts_csv, night, one_epi, rows

TWICE = "D-9;M.;Léa b;12/03/1990;CDD;01/09/2014;31/08/2015\n"
COUNT = "SELECT count(*) FROM core.contracts"
FOUND = "SELECT count(*) FROM quality.findings WHERE code = 'DOUBLON-11'"


@pytest.fixture
def network(tmp_path: Path) -> Settings:
    """A night over a file in which one person has the same contract under two numbers."""
    config = one_epi(tmp_path, contracts_csv(1, 2, fault=TWICE))
    night(tmp_path / "home", config)
    return Settings(home=tmp_path / "home", config=config)


def alert(network: Settings) -> str:
    [one] = open_alerts(network)
    return one.alert_id


def test_an_alert_is_listed_with_both_cells(network: Settings) -> None:
    [one] = open_alerts(network)
    assert (one.code, one.decision, [row["cell"] for row in one.rows]) == ("DOUBLON-11", "", ["A4"])
    assert "cellule A2" in one.rows[0]["message"]
    assert rows(network.home, COUNT) == [(2,)]


@pytest.mark.parametrize("decision", ["homonyme", "justifié"])
def test_decided_to_be_none_it_sets_nothing_aside_and_does_not_come_back(network: Settings, decision: str) -> None:
    decide(network, alert(network), decision, "deux personnes")
    assert night(network.home, network.config).outcome == "published"
    assert (rows(network.home, COUNT), rows(network.home, FOUND)) == ([(3,)], [(0,)])
    assert open_alerts(network) == []
    assert night(network.home, network.config).outcome == "unchanged"


def test_confirmed_it_stays(network: Settings) -> None:
    name = alert(network)
    decide(network, name, "confirmé", "")
    night(network.home, network.config, force=True)
    assert [(one.alert_id, one.decision) for one in open_alerts(network)] == [(name, "confirmé")]
    assert rows(network.home, COUNT) == [(2,)]


def test_a_row_moved_keeps_the_decision_and_a_value_changed_loses_it(network: Settings, tmp_path: Path) -> None:
    name = alert(network)
    decide(network, name, "homonyme", "")
    one_epi(tmp_path, contracts_csv(3, 1, 2, fault=TWICE))
    night(network.home, network.config)
    assert rows(network.home, COUNT) == [(4,)]
    one_epi(tmp_path, contracts_csv(3, 1, 2, fault=TWICE.replace("CDD", "CUI-CAE")))
    night(network.home, network.config)
    assert rows(network.home, COUNT) == [(3,)]
    assert alert(network) != name


def test_the_last_decision_stands_and_none_is_erased(network: Settings) -> None:
    name = alert(network)
    decide(network, name, "homonyme", "")
    decide(network, name, "confirmé", "vu avec l'espace")
    assert read_decisions(network.home)[name].decision == "confirmé"
    lines = (network.home / "decisions.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["decision"] for line in lines] == ["homonyme", "confirmé"]


def test_what_cannot_be_decided_is_told_and_nothing_is_written(network: Settings) -> None:
    with pytest.raises(ConfigurationError, match="no alert is named"):
        decide(network, "000000000000", "homonyme", "")
    with pytest.raises(ConfigurationError, match="is not one of"):
        decide(network, alert(network), "peut-être", "")
    decide(network, alert(network), "homonyme", "", dry_run=True)
    assert not (network.home / "decisions.jsonl").exists()


def test_the_command_lists_and_records(network: Settings) -> None:
    told = epi("decide", "--json", home=network.home, config=network.config)
    [one] = json.loads(told.stdout)["alerts"]
    done = epi(
        "decide", one["alert_id"], "homonyme", "--note", "vu", "--json", home=network.home, config=network.config
    )
    assert (done.returncode, json.loads(done.stdout)["decision"]) == (0, "homonyme")
    assert "homonyme" in epi("decide", home=network.home, config=network.config).stdout
    told = epi("decide", "--settled", "--json", home=network.home, config=network.config)
    [settled] = json.loads(told.stdout)["decisions"]
    assert (settled["alert_id"], settled["code"], settled["note"]) == (one["alert_id"], "DOUBLON-11", "vu")
    assert [place.rpartition("!")[2] for place in settled["places"]] == ["A4"]
    assert epi("decide", "000000000000", "homonyme", home=network.home, config=network.config).returncode == 2
