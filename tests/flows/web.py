"""A web server on loopback that answers as a test tells it, faults included."""

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    """One answer: `body` after `headers`, `pause` seconds before each byte, cut after `cut_after` bytes.

    With `login`, an Authorization header, whoever does not send it is answered 401. `raw` is sent as it is in place
    of an answer; with `reset` the connection then breaks.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    pause: float = 0
    cut_after: int | None = None
    login: str | None = None
    raw: bytes | None = None
    reset: bool = False


@dataclass
class Web:
    """The server's address, what it answers by path (the last answer again and again), what it was asked.

    What is asked by another method than GET has its name before the path.
    """

    url: str = ""
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def says(self, path: str, *answers: Answer) -> str:
        """Answer `path` so, in turn; returns its address."""
        self.answers[path] = list(answers)
        return self.url + path.rpartition(" ")[2]

    def next_answer(self, path: str) -> Answer:
        answers = self.answers.get(path) or [Answer(status=404)]
        return answers.pop(0) if len(answers) > 1 else answers[0]


class Handler(BaseHTTPRequestHandler):
    web: Web

    def do_GET(self) -> None:
        self._answer("")

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._answer("POST ")

    def do_PROPFIND(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._answer("PROPFIND ")

    def _answer(self, method: str) -> None:
        self.web.asked.append((method + self.path, dict(self.headers)))
        answer = self.web.next_answer(method + self.path.partition("?")[0])
        if answer.raw is not None:
            self._send_raw(answer)
            return
        etag = answer.headers.get("ETag")
        if answer.login is not None and self.headers.get("Authorization") != answer.login:
            answer = Answer(status=401)
        elif etag and self.headers.get("If-None-Match") == etag:
            answer = Answer(status=304)
        self.send_response_only(answer.status)
        for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self._send(answer)

    def _send_raw(self, answer: Answer) -> None:
        self.wfile.write(answer.raw or b"")
        if answer.reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True

    def _send(self, answer: Answer) -> None:
        body = answer.body[: answer.cut_after]
        try:
            for start in range(0, len(body), 1 if answer.pause else max(1, len(body))):
                time.sleep(answer.pause)
                self.wfile.write(body[start : start + 1] if answer.pause else body)
                self.wfile.flush()
        except OSError:
            pass
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    """A server that says nothing of a client that refused its certificate or hung up: tests are about that."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        pass


@contextmanager
def web_server(wrap: Callable[[ThreadingHTTPServer], None] | None = None) -> Iterator[Web]:
    """A server for the time of a test; `wrap` may put TLS around its socket."""
    web = Web()
    with Server(("127.0.0.1", 0), type("OneWeb", (Handler,), {"web": web})) as server:
        scheme = "http"
        if wrap is not None:
            wrap(server)
            scheme = "https"
        web.url = f"{scheme}://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield web
        finally:
            server.shutdown()
            thread.join()
