"""Files pulled from a web server that behaves, and from one that does not."""

import contextlib
import datetime as dt
import socket
import ssl
import threading
import time
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.received import Received
from flows.sources import http
from flows.sources.call import Call
from flows.sources.errors import SourceError
from flows.sources.fetched import Fetched, Limits
from tests.flows.web import Answer, Web, web_server

QUICK = Limits(seconds=5, backoff_seconds=0.001, max_bytes=1000)
CONTENT = b"contrat;debut\nC-1;01/09/2015\n"


@pytest.fixture
def received(tmp_path: Path) -> Received:
    return Received(tmp_path / "received")


def fetch(url: str, received: Received, limits: Limits = QUICK, known: Fetched | None = None) -> Fetched:
    return http.fetch(Call(url), received, limits, known)


def failure(url: str, received: Received, limits: Limits = QUICK) -> SourceError:
    with pytest.raises(SourceError) as caught:
        fetch(url, received, limits)
    assert list(received.root.glob("*/*")) == [], "nothing is left of a file that did not come whole"
    return caught.value


def test_a_file_is_kept_as_it_came(web: Web, received: Received) -> None:
    fetched = fetch(web.says("/d%C3%A9p%C3%B4t/contrats%202015.csv", Answer(CONTENT)), received)
    assert fetched.kept.path.read_bytes() == CONTENT
    assert fetched.filename == "contrats 2015.csv"


def test_an_unchanged_file_costs_one_request_and_no_body(web: Web, received: Received) -> None:
    url = web.says("/etag.csv", Answer(CONTENT, headers={"ETag": '"v1"'}))
    first = fetch(url, received)
    asked = len(web.asked)
    assert fetch(url, received, known=first) is first
    assert len(web.asked) == asked + 1


def test_a_changed_file_is_fetched_though_conditions_were_sent(web: Web, received: Received) -> None:
    first = fetch(web.says("/new.csv", Answer(CONTENT, headers={"ETag": '"v1"'})), received)
    second = fetch(web.says("/new.csv", Answer(b"new", headers={"ETag": '"v2"'})), received, known=first)
    assert second.kept.path.read_bytes() == b"new"


@pytest.mark.parametrize(
    "fault",
    [
        Answer(status=500),
        Answer(status=503, headers={"Retry-After": "0"}),
        Answer(status=429, headers={"Retry-After": "Sat, 01 Aug 2015 00:00:00 GMT"}),
        Answer(CONTENT, cut_after=5),
        Answer(CONTENT, headers={"Content-Length": "900"}),
    ],
    ids=["500", "503 with Retry-After", "429 with a date", "cut", "longer than sent"],
)
def test_a_passing_fault_is_tried_again(web: Web, received: Received, fault: Answer) -> None:
    url = web.says("/again.csv", fault, Answer(CONTENT))
    assert fetch(url, received).kept.path.read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("answer", "code", "requests"),
    [
        (Answer(status=404), "FICHIER-40", 1),
        (Answer(status=403), "FICHIER-42", 1),
        (Answer(status=204), "FICHIER-49", 1),
        (Answer(CONTENT, status=206), "FICHIER-49", 1),
        (Answer(status=302), "FICHIER-49", 1),
        (Answer(status=304), "FICHIER-49", 1),
        (Answer(status=501), "FICHIER-49", 1),
        (Answer(status=500), "FICHIER-41", 3),
        (Answer(CONTENT, cut_after=5), "FICHIER-41", 3),
        (Answer(status=503, headers={"Retry-After": "3600"}), "FICHIER-41", 1),
        (Answer(b"x" * 1001), "FICHIER-43", 1),
        (Answer(status=302, headers={"Location": "/lasting"}), "FICHIER-45", 6),
        (Answer(status=302, headers={"Location": "file:///etc/passwd"}), "FICHIER-45", 1),
        (Answer(status=302, headers={"Location": "http://192.168.1.1/"}), "FICHIER-45", 1),
        (Answer(status=302, headers={"Location": "http://u:p@127.0.0.1/"}), "FICHIER-45", 1),
    ],
)
def test_a_lasting_fault_ends_as_its_code(
    web: Web, received: Received, answer: Answer, code: str, requests: int
) -> None:
    url = web.says("/lasting", answer)
    asked = len(web.asked)
    assert failure(url, received).code == code
    assert len(web.asked) == asked + requests


def test_a_size_that_no_header_announces_is_limited_too(web: Web, received: Received) -> None:
    body = b"3ff\r\n" + b"x" * 1023 + b"\r\n0\r\n\r\n"
    chunked = Answer(body, headers={"Transfer-Encoding": "chunked"})
    assert failure(web.says("/chunked", chunked), received).code == "FICHIER-43"


def test_a_slow_drip_ends_at_the_deadline(web: Web, received: Received) -> None:
    url = web.says("/drip", Answer(b"x" * 900, pause=0.05))
    started = time.monotonic()
    assert failure(url, received, Limits(seconds=0.4)).code == "FICHIER-44"
    assert time.monotonic() - started < 3


def test_a_server_that_never_answers_ends_at_the_read_timeout(received: Received) -> None:
    with web_server() as web:
        url = web.says("/silent", Answer(b"x", pause=1))
        limits = Limits(seconds=5, read_seconds=0.1, attempts=2, backoff_seconds=0)
        assert failure(url, received, limits).code == "FICHIER-41"
        assert len(web.asked) == 2


def test_a_server_that_is_not_there_is_unreachable(received: Received) -> None:
    assert failure("http://127.0.0.1:9/x.csv", received).code == "FICHIER-41"


def test_a_redirect_is_followed_to_the_file(web: Web, received: Received) -> None:
    web.says("/there.csv", Answer(CONTENT))
    url = web.says("/here", Answer(status=302, headers={"Location": "/there.csv"}))
    assert fetch(url, received).filename == "there.csv"


def test_a_name_that_leads_to_a_private_address_must_be_allowed(web: Web, received: Received) -> None:
    url = web.says("/private.csv", Answer(CONTENT)).replace("127.0.0.1", "127.1")
    asked = len(web.asked)
    assert failure(url, received).code == "FICHIER-45"
    assert len(web.asked) == asked, "nothing was sent to it"
    assert http.fetch(Call(url, allow_private=True), received, QUICK).kept.size == len(CONTENT)


def test_headers_that_drip_end_at_the_deadline(received: Received) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=drip_headers, args=(server,), daemon=True).start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        started = time.monotonic()
        assert failure(url, received, Limits(seconds=0.4, read_seconds=5)).code == "FICHIER-44"
        assert time.monotonic() - started < 3


def drip_headers(server: socket.socket) -> None:
    connection, _ = server.accept()
    with connection, contextlib.suppress(OSError):
        connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        for _ in range(100):
            connection.sendall(b"x")
            time.sleep(0.05)


def test_a_certificate_that_nobody_signed_is_refused_at_once(received: Received, tmp_path: Path) -> None:
    def with_tls(server: ThreadingHTTPServer) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self_signed(tmp_path / "server.pem"))
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)

    with web_server(with_tls) as web:
        error = failure(web.says("/x.csv", Answer(CONTENT)), received)
        assert (error.code, error.detail) == ("FICHIER-41", "certificate or encryption not valid")
        assert web.asked == []


def self_signed(path: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    start = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    certificate = builder.not_valid_before(start).not_valid_after(start + dt.timedelta(days=3650))
    signed = certificate.sign(key, hashes.SHA256())
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(private + signed.public_bytes(pem))
    return path


faults = st.sampled_from([Answer(status=500), Answer(status=429), Answer(CONTENT, cut_after=3)])


@given(st.lists(faults, max_size=4))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_fails_a_file_comes_whole_or_not_at_all(
    web: Web, tmp_path_factory: pytest.TempPathFactory, before: list[Answer]
) -> None:
    received = Received(tmp_path_factory.mktemp("received"))
    url = web.says("/faults.csv", *before, Answer(CONTENT))
    if len(before) < QUICK.attempts:
        assert fetch(url, received).kept.path.read_bytes() == CONTENT
    else:
        assert failure(url, received).is_transport
