"""A Prefect server in a process of its own, on a socket it is given; started by `flows.prefect_process`."""

import sys

import uvicorn

from flows.asked_again import asked_again
from flows.lifeline import end_with_parent
from flows.served_files import Application, Message, Receive, Send, with_files
from flows.settings import read_settings

_POLICY = (b"content-security-policy", b"connect-src 'self'; form-action 'self'")


def main() -> None:
    """Arguments: file descriptor of the listening socket, and whether the server is `private` or `served`."""
    handle, kind = sys.argv[1:]
    end_with_parent()
    from prefect.server.api.server import create_app

    app = asked_again(create_app(ephemeral=kind == "private", final=True))
    if kind == "served":
        app = with_files(app, read_settings().home)
    uvicorn.run(staying_home(app), fd=int(handle), log_level="error", lifespan="on")


def staying_home(app: Application) -> Application:
    """The application, telling browsers to call nothing else: Prefect's pages call an analytics host."""

    async def with_policy(scope: Message, receive: Receive, send: Send) -> None:
        async def send_with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), _POLICY]
            await send(message)

        await app(scope, receive, send_with_policy if scope["type"] == "http" else send)

    return with_policy


if __name__ == "__main__":
    main()
