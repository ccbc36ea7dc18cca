"""Pages and letters on the port of the UI: read-only, nothing else of the data, and letters for their operator alone."""

import http.client
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from flows.outbox import Outbox, Told
from flows.served_files import Message, Receive, Send, with_files

NAME = "2026-01-02-die.eml"
CALL = """
import sys, urllib.error, urllib.request
try:
    print(urllib.request.urlopen(sys.argv[1]).status)
except urllib.error.HTTPError as error:
    print(error.status, error.read().decode())
"""


async def behind(_: Message, _receive: Receive, send: Send) -> None:
    """The application that is served otherwise."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"Prefect"})


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    (home / "pages").mkdir()
    letter = EmailMessage()
    letter.set_content("Bonjour,")
    Outbox(home).put(NAME, letter, Told())
    (home / "restricted").mkdir()
    (home / "restricted" / "person.key").write_text("secret")
    return home


@pytest.fixture(scope="module")
def port(home: Path) -> Iterator[int]:
    server = uvicorn.Server(uvicorn.Config(with_files(behind, home), port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join()


def ask(port: int, path: str, method: str = "GET", **headers: str) -> tuple[int, bytes, Any]:
    """The status, body and headers of an answer; the path is sent as it is."""
    with closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.headers


def test_the_page_of_the_last_night_has_an_address_that_stays(home: Path, port: int) -> None:
    assert ask(port, "/epi")[:2] == (404, b"Aucune nuit n'a encore de page.\n")
    for day in ("2025-12-31", "2026-01-01"):
        (home / "pages" / f"{day}.html").write_text(f"<p>{day}", encoding="utf-8")
    status, _, headers = ask(port, "/epi/")
    assert (status, headers["Location"]) == (302, "/epi/pages/2026-01-01.html")
    status, body, headers = ask(port, headers["Location"])
    assert (status, body, headers["Content-Type"]) == (200, b"<p>2026-01-01", "text/html; charset=utf-8")
    assert headers["Access-Control-Allow-Origin"] is None


def test_a_letter_is_found_under_one_name_wherever_it_is(home: Path, port: int) -> None:
    outbox = Outbox(home)
    for place in ("sending", "sent"):
        (letter,) = (home / "outbox").glob(f"*/{NAME}")
        outbox.move(letter, place)
        status, body, headers = ask(port, f"/epi/letters/{NAME}")
        assert (status, headers["Content-Type"]) == (200, "message/rfc822")
        assert b"Bonjour," in body
        assert (home / "letters" / NAME).read_bytes() == body


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_letter_is_not_given_to_another_user_of_the_machine(port: int) -> None:
    command = [sys.executable, "-c", CALL, f"http://127.0.0.1:{port}/epi/letters/{NAME}"]
    own = subprocess.run(command, capture_output=True, text=True, check=True)
    assert own.stdout == "200\n"
    other = subprocess.run(["/usr/bin/python3", *command[1:]], user=65534, capture_output=True, text=True, check=True)
    assert other.stdout.startswith("403 Ce courrier est personnel")


def test_a_letter_is_not_given_to_the_page_of_another_site(port: int) -> None:
    assert ask(port, f"/epi/letters/{NAME}", Host="evil.example")[0] == 403
    assert ask(port, f"/epi/letters/{NAME}", Host=f"localhost:{port}")[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "/epi/pages/../restricted/person.key", "/epi/pages/..%2Frestricted%2Fperson.key", "/epi/letters/told.json",
        "/epi/outbox/told.json", "/epi/pages/2026-01-02-die.eml", "/epi/pages/2026-01-01.html/../../x",
        "/epi/letters/2026-01-02-../../told.json", "/epi/pages/", "/epi/letters/2026-01-03-die.eml",
    ],
)  # fmt: skip
def test_nothing_else_of_the_data_is_given(port: int, path: str) -> None:
    assert ask(port, path)[:2] == (404, b"")


def test_nothing_can_be_written_and_all_else_is_prefects_own(port: int) -> None:
    assert ask(port, "/epi/pages/2026-01-01.html", "DELETE")[0] == 405
    assert [ask(port, path)[1] for path in ("/", "/api/health", "/epice")] == [b"Prefect"] * 3
