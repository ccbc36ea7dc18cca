"""Writes that meet in Prefect's database are asked again until they are done, within limits."""

import asyncio
import json
import os
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest

from flows.asked_again import asked_again
from flows.prefect_environment import private_environment
from flows.prefect_process import PrefectServer
from flows.served_files import Message, Receive, Send

BODY = [b"one", b" whole", b" request"]


class Busy:
    """An application that answers 503 to the first `times`, then 201 and the body it heard; it raises as Starlette does."""

    def __init__(self, times: int) -> None:
        self.times, self.asked = times, 0

    async def __call__(self, _scope: Message, receive: Receive, send: Send) -> None:
        self.asked += 1
        heard = await receive()
        body = bytes(heard["body"])
        while heard["more_body"]:
            heard = await receive()
            body += heard["body"]
        is_busy = self.asked <= self.times
        status = HTTPStatus.SERVICE_UNAVAILABLE if is_busy else HTTPStatus.CREATED
        await send({"type": "http.response.start", "status": status})
        await send({"type": "http.response.body", "body": b"busy" if is_busy else body})
        if is_busy:
            raise RuntimeError("database is locked")


def answer(app: Busy, method: str) -> tuple[int, bytes]:
    """What a caller gets of an application behind `asked_again`."""
    sent: list[Message] = []
    parts: Iterator[Message] = iter(
        [{"type": "http.request", "body": part, "more_body": part is not BODY[-1]} for part in BODY]
    )

    async def receive() -> Message:
        return next(parts)

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(asked_again(app)({"type": "http", "method": method}, receive, send))
    return sent[0]["status"], b"".join(one["body"] for one in sent[1:])


def test_a_write_refused_three_times_is_answered_once_with_its_whole_body_heard() -> None:
    app = Busy(3)
    assert (answer(app, "POST"), app.asked) == ((201, b"one whole request"), 4)


@pytest.mark.parametrize(("method", "asked"), [("PATCH", 9), ("GET", 1)])
def test_a_write_is_asked_nine_times_at_most_and_a_reading_once(method: str, asked: int) -> None:
    app = Busy(100)
    with pytest.raises(RuntimeError, match="locked"):
        answer(app, method)
    assert app.asked == asked


@pytest.mark.prefect
def test_runs_asked_for_at_the_same_moment_are_all_made(tmp_path: Path) -> None:
    server = PrefectServer(0, tmp_path / "log")

    def post(path: str, body: dict[str, Any]) -> str:
        kind = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{server.api_url}/{path}", json.dumps(body).encode(), kind, method="POST")
        with urllib.request.urlopen(request, timeout=60) as response:
            return str(json.load(response)["id"])

    try:
        server.start("private", {**os.environ, **private_environment(tmp_path, server.api_url)}).wait()
        flow = post("flows/", {"name": "one"})
        deployment = post("deployments/", {"name": "one", "flow_id": flow})
        asked = [f"deployments/{deployment}/create_flow_run"] * 40
        with ThreadPoolExecutor(4) as callers:
            made = set(callers.map(lambda path: post(path, {"state": {"type": "PENDING"}}), asked))
    finally:
        server.stop()
    assert len(made) == len(asked)
