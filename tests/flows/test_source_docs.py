"""`docs/sources.md` tells what the code does."""

import re
import tomllib
from pathlib import Path

import pytest

from flows.read_configuration import read_configuration
from flows.settings import Settings
from flows.sources.errors import CODES
from flows.sources.kinds import KINDS
from tests.flows.test_source_inbox import EPI
from tests.nights import ROOT

PAGE = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
EXAMPLES = [example for example in re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL) if "[[epis.sources]]" in example]
COLUMNS = {"contracts": (), "outcomes": ()}


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_can_be_declared(tmp_path: Path, example: str) -> None:
    (tmp_path / "epis.toml").write_text(EPI + example, encoding="utf-8")
    (source,) = read_configuration(tmp_path / "epis.toml", COLUMNS).epis[0].sources
    assert source.origin


def test_every_kind_has_an_example_under_its_heading() -> None:
    shown = [source for example in EXAMPLES for source in tomllib.loads(example)["epis"]["sources"]]
    assert {one.get("kind") or ("folder" if "path" in one else "http") for one in shown} == set(KINDS)
    assert set(re.findall(r"^## .*: `(\w+)`$", PAGE, re.MULTILINE)) == set(KINDS)


def test_every_code_of_a_source_is_told() -> None:
    assert set(re.findall(r"^\| (FICHIER-\d+) \|", PAGE, re.MULTILINE)) == set(CODES.values())


def test_the_limits_are_the_settings_with_their_defaults() -> None:
    told = re.findall(r"`EPI_(PULL_\w+)` \| ([\d.]+) \|", PAGE)
    fields = Settings.model_fields
    pulling = {name.upper(): float(field.default) for name, field in fields.items() if name.startswith("pull_")}
    assert {name: float(default) for name, default in told} == pulling
