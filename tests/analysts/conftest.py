"""One night over the samples, published once for all the tests that only read it."""

from pathlib import Path

import pytest

from flows.settings import Settings
from tests.nights import night


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    home: Path = tmp_path_factory.mktemp("samples")
    assert night(home).outcome == "published"
    return Settings(home=home)
