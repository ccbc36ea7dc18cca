"""A write that met another one in Prefect's SQLite: asked again on the spot, for a browser does not ask again."""

import asyncio
from http import HTTPStatus

from flows.served_files import Application, Message, Receive, Send

_WRITES = ("POST", "PUT", "PATCH", "DELETE")
_WAITS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 3.2)


def asked_again(app: Application) -> Application:
    """The application, asked up to nine times in ten seconds for a write that it answers with 503.

    Prefect rolls such a write back, and answers 503 for its own client to try again; a form of its pages only says that
    the run was not made. Waits for the whole of a request's body, and holds it.
    """

    async def once_done(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in _WRITES:
            await app(scope, receive, send)
            return
        request = await _whole(receive)
        for wait in _WAITS:
            if await _is_answered(app, scope, _replayed(request, receive), send):
                return
            await asyncio.sleep(wait)
        await app(scope, _replayed(request, receive), send)

    return once_done


async def _whole(receive: Receive) -> list[Message]:
    heard = [await receive()]
    while heard[-1].get("more_body"):
        heard.append(await receive())
    return heard


def _replayed(request: list[Message], receive: Receive) -> Receive:
    """What was heard, then what comes."""
    left = iter(request)

    async def next_message() -> Message:
        return next(left, None) or await receive()

    return next_message


async def _is_answered(app: Application, scope: Message, receive: Receive, send: Send) -> bool:
    """Whether the application gave another answer than 503, which alone is not sent on."""
    busy = False

    async def send_unless_busy(message: Message) -> None:
        nonlocal busy
        busy = busy or message.get("status") == HTTPStatus.SERVICE_UNAVAILABLE
        if not busy:
            await send(message)

    try:
        await app(dict(scope), receive, send_unless_busy)
    except Exception:  # Starlette answers, then raises what went wrong
        if not busy:
            raise
    return not busy
