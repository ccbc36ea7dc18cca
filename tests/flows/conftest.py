"""What tests of sources ask for: a web server on loopback, one for all those of a file that bring none of their own."""

from collections.abc import Iterator

import pytest

from tests.flows.web import Web, web_server


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with web_server() as server:
        yield server
