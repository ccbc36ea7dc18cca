"""A configuration that is no file, or no TOML."""

from pathlib import Path

import pytest

from flows.read_configuration import read_configuration
from flows.settings import ConfigurationError


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"[network\n", "not TOML: Expected ']' at the end of a table declaration (at line 1, column 9)"),
        (b'[network]\nname = "Dr\xf4me"\n', "not in UTF-8 at byte 20"),
        (b"", "network: missing"),
    ],
)
def test_a_file_that_is_no_toml_says_where(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "epis.toml"
    path.write_bytes(content)
    with pytest.raises(ConfigurationError) as caught:
        read_configuration(path, {})
    assert caught.value.faults[0] == f"{path}: {reason}"


def test_no_configuration_names_the_variable_to_set(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="no such file; EPI_CONFIG names the configuration"):
        read_configuration(tmp_path / "none.toml", {})
