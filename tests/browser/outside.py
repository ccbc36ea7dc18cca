"""Everything beyond loopback, as a browser sees it: a proxy that notes who was asked for, and lets nothing through."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@contextmanager
def outside() -> Iterator[tuple[str, list[str]]]:
    """The address of the proxy, and what was asked of it so far."""
    asked: list[str] = []

    class Note(BaseHTTPRequestHandler):
        def note(self) -> None:
            asked.append(self.path)
            self.send_error(502)

        do_CONNECT = do_GET = do_POST = note  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Print nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Note) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()
            thread.join()
