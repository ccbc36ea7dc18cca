"""A Prefect server in a process of its own, on a socket it is given; started by `flows.prefect_process`."""

import sys
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import uvicorn

from flows.lifeline import end_with_parent

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

_POLICY = (b"content-security-policy", b"connect-src 'self'; form-action 'self'")


def main() -> None:
    """Arguments: file descriptor of the listening socket, and whether the server is `private` or `served`."""
    handle, kind = sys.argv[1:]
    end_with_parent()
    from prefect.server.api.server import create_app

    app = create_app(ephemeral=kind == "private", final=True)
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
